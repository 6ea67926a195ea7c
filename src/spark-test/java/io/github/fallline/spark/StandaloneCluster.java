package io.github.fallline.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;

/**
 * A master and two workers of one core on the loopback, each a process of its own, from the jars of
 * the tests' class path. Closing it ends them, and the executors that they began.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final int port;
  private final List<Process> daemons = new ArrayList<>();

  StandaloneCluster(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("home/jars"));
    port = freePort();
    boolean started = false;
    try {
      start("master", "org.apache.spark.deploy.master.Master", "--port", "" + port);
      awaitMaster();
      for (String worker : List.of("worker1", "worker2")) {
        start(
            worker,
            "org.apache.spark.deploy.worker.Worker",
            "--port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1200m",
            "--work-dir",
            folder.resolve(worker).toString(),
            url());
      }
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String url() {
    return "spark://127.0.0.1:" + port;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void start(String name, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
    command.addAll(List.of("-Xmx300m", "-cp", classPath()));
    command.addAll(List.of("-Dspark.master.rest.enabled=false", "-Dspark.port.maxRetries=0"));
    command.addAll(List.of(program, "--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    daemons.add(builder.start());
  }

  private void awaitMaster() throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (daemons.get(0).isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        Thread.onSpinWait(); // not up yet
      }
    }
    throw new IOException("the master did not start: " + logs());
  }

  /** A session with so many executors of this cluster, one or two. */
  SparkSession session(int executors) {
    return SparkSession.builder()
        .master(url())
        .appName("fallline cluster test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "1024m")
        .config("spark.executor.cores", "1")
        .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .config("spark.cores.max", "" + executors)
        .config("spark.executor.extraClassPath", classPath())
        .config("spark.executorEnv.OPENBLAS_NUM_THREADS", "1")
        .config("spark.executorEnv.OMP_NUM_THREADS", "1")
        .config("spark.log.level", "ERROR")
        .getOrCreate();
  }

  /** Ends the process of an executor at once; false where there is none. */
  boolean killExecutor() {
    Optional<ProcessHandle> executor =
        daemons.stream()
            .skip(1)
            .flatMap(worker -> worker.toHandle().descendants())
            .filter(ProcessHandle::isAlive)
            .findFirst();
    return executor.map(ProcessHandle::destroyForcibly).orElse(false);
  }

  /** What the daemons and executors wrote, the end of it. */
  String logs() {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".log") || file.endsWith("stderr"))
          .map(file -> file + ": " + end(file))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String end(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(Math.max(0, text.length() - 1500));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>();
    for (Process daemon : daemons) {
      daemon.toHandle().descendants().forEach(all::add);
      all.add(daemon.toHandle());
    }
    all.forEach(ProcessHandle::destroy);
    all.forEach(handle -> handle.onExit().orTimeout(20, TimeUnit.SECONDS).join());
  }
}
