package io.github.fallline.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Fuzzing for some seconds: {@code FuzzRun SECONDS FIRST_SEED [TARGET]...}. All targets take their
 * turns, a seed each; every finding is a line, and the last lines are counts. An attempt that takes
 * a minute is a hang: its stack is shown and the program ends.
 */
public final class FuzzRun {
  private static final long HANG_SECONDS = 60;

  private final Map<String, FuzzTarget> targets = new TreeMap<>();
  private final Map<String, Long> nanos = new TreeMap<>();
  private long findings;
  private volatile String current = "";
  private volatile long since = System.nanoTime();

  private FuzzRun() {}

  /** Runs, and ends with 1 if anything was found. */
  public static void main(String[] arguments) throws IOException {
    FuzzRun run = new FuzzRun();
    Path folder = Files.createTempDirectory("fallline-fuzz");
    for (Map.Entry<String, FuzzTarget.Maker> maker : FuzzTargets.all().entrySet()) {
      String name = maker.getKey();
      if (arguments.length == 2 || Arrays.asList(arguments).indexOf(name) >= 2) {
        run.targets.put(name, maker.getValue().in(Files.createDirectory(folder.resolve(name))));
      }
    }
    run.watch(Thread.currentThread());
    long findings = run.go(Double.parseDouble(arguments[0]), Long.parseLong(arguments[1]));
    delete(folder);
    System.exit(findings > 0 ? 1 : 0);
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }

  private long go(double seconds, long firstSeed) {
    long start = System.nanoTime();
    long seed = firstSeed;
    for (; System.nanoTime() - start < seconds * 1e9; seed++) {
      if (seed == firstSeed + 10) {
        System.out.println("at the start: " + MemoryUse.now());
      }
      for (Map.Entry<String, FuzzTarget> target : targets.entrySet()) {
        attempts(target.getKey(), target.getValue(), seed);
      }
    }
    System.out.println("at the end: " + MemoryUse.now());
    report(firstSeed, seed, (System.nanoTime() - start) / 1e9);
    return findings;
  }

  private void attempts(String name, FuzzTarget target, long seed) {
    since = System.nanoTime();
    current = name + ", seed " + seed;
    try {
      FuzzTargets.attempt(target, seed);
    } catch (Throwable e) {
      findings++;
      System.out.println("FINDING " + current + ": " + e);
      e.printStackTrace(System.out);
    }
    nanos.merge(name, System.nanoTime() - since, Long::sum);
  }

  private void report(long first, long end, double seconds) {
    nanos.forEach(
        (name, time) ->
            System.out.printf(
                Locale.ROOT,
                "%s: seeds %d to %d, %d executions, %.1f s%n",
                name,
                first,
                end - 1,
                end - first,
                time / 1e9));
    long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    System.out.printf(
        Locale.ROOT,
        "total: %d executions, %.1f s, %.1f s of CPU, %d findings%n",
        (end - first) * targets.size(),
        seconds,
        cpu / 1e3,
        findings);
  }

  /** Ends the program when one attempt does not end. */
  private void watch(Thread working) {
    Thread watch =
        new Thread(
            () -> {
              while (System.nanoTime() - since < TimeUnit.SECONDS.toNanos(HANG_SECONDS)) {
                try {
                  Thread.sleep(1000);
                } catch (InterruptedException e) {
                  return;
                }
              }
              System.out.println("FINDING " + current + ": hangs");
              Arrays.stream(working.getStackTrace()).forEach(System.out::println);
              Runtime.getRuntime().halt(2);
            });
    watch.setDaemon(true);
    watch.start();
  }
}
