package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Distribution.Run;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher makes its archive of classes once and uses it; no fault of it is visible. */
class LauncherArchiveTest {
  private static final String OPTION = "<-XX:SharedArchiveFile=";

  @TempDir Path directory;
  private Distribution distribution;

  @BeforeEach
  void write() throws IOException {
    directory = directory.toRealPath();
    distribution = new Distribution(directory);
    distribution.environment.put("FALLLINE_ARCHIVE", "");
  }

  /** JUnit warns of each link out of its folder that it has to remove. */
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> files = Files.list(distribution.folder.resolve("lib"))) {
      for (Path file : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The archive that a run has used. */
  private static Optional<Path> used(Run run) {
    assertEquals("", run.err());
    assertEquals(0, run.code());
    return run.out().stream()
        .filter(line -> line.startsWith(OPTION))
        .map(line -> Path.of(line.substring(OPTION.length(), line.length() - 1)))
        .findFirst();
  }

  private long made() throws IOException {
    Path file = distribution.jdk.resolve("bin/made");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void theSecondRunUsesTheArchiveOfTheFirst() throws Exception {
    Run first = distribution.run("train");
    assertEquals(Optional.empty(), used(first));
    Path archive = distribution.awaitArchive();

    Run second = distribution.run("train");

    assertEquals(Optional.of(archive), used(second));
    assertEquals(
        List.of("<train>"), second.out().subList(second.out().size() - 1, second.out().size()));
    assertEquals(1, made());
  }

  /**
   * A shell that reads a command's output to its end before it asks how it ended, as {@code $(...)}
   * and Python's subprocess do: the archive in the making must not hold the pipe.
   */
  @Test
  void readerOfTheOutputDoesNotWaitForTheArchive() throws Exception {
    String launcher = distribution.launcher().toString();
    Process shell =
        distribution.start(
            "/bin/sh", "", "-c", "text=$(\"$0\" train 2>&1); echo \"$text\"", launcher);

    assertTrue(shell.waitFor(30, TimeUnit.SECONDS), "the archive holds the pipe");
    assertTrue(Distribution.end(shell).out().contains("<train>"));
    distribution.awaitArchive();
  }

  @Test
  void twoFirstRunsMakeOneArchive() throws Exception {
    Process one = distribution.start(distribution.launcher().toString(), "", "train");
    Process other = distribution.start(distribution.launcher().toString(), "", "train");
    assertEquals(Optional.empty(), used(Distribution.end(one)));
    assertEquals(Optional.empty(), used(Distribution.end(other)));

    Path archive = distribution.awaitArchive();

    assertEquals("classes\n", Files.readString(archive));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jar", "library", "version", "jdk"})
  void anArchiveOfAnotherJdkOrOtherJarsIsNotUsed(String changed) throws Exception {
    distribution.run("train");
    distribution.awaitArchive();
    switch (changed) {
      case "jar" -> Files.writeString(distribution.folder.resolve("fallline.jar"), "another jar");
      case "library" -> Files.writeString(distribution.folder.resolve("lib/new.jar"), "");
      case "version" -> Distribution.writeJdk(distribution.jdk, "JAVA_VERSION=\"17.0.2\"\n");
      default -> {
        Path other = directory.resolve("other jdk");
        Distribution.writeJdk(other, "JAVA_VERSION=\"17.0.1\"\n");
        distribution.environment.put("JAVA_HOME", other.toString());
      }
    }

    assertEquals(Optional.empty(), used(distribution.run("train")));
    awaitFiles(2);
    assertTrue(used(distribution.run("train")).isPresent());
  }

  private void awaitFiles(int count) throws Exception {
    for (int i = 0; i < 1200; i++) {
      List<Path> files = distribution.cached();
      if (files.size() == count
          && files.stream().allMatch(file -> file.toString().endsWith(".jsa"))) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError(distribution.cached().toString());
  }

  @Test
  void aTruncatedArchiveIsMadeAgain() throws Exception {
    distribution.run("train");
    Path archive = distribution.awaitArchive();
    Files.writeString(archive, "cl");

    assertEquals(Optional.empty(), used(distribution.run("train")));
    assertEquals(archive, distribution.awaitArchive());
    assertEquals("classes\n", Files.readString(archive));
    assertEquals(Optional.of(archive), used(distribution.run("train")));
  }

  @Test
  void theNewestFourArchivesStay() throws Exception {
    Path cache = Files.createDirectories(distribution.cache.resolve("fallline"));
    for (int i = 0; i < 6; i++) {
      Path old = Files.writeString(cache.resolve(i + ".jsa"), "old");
      assertTrue(old.toFile().setLastModified(1_700_000_000_000L + i * 60_000L));
    }
    distribution.run("train");

    awaitFiles(4);

    assertTrue(Files.exists(cache.resolve("5.jsa")) && Files.exists(cache.resolve("3.jsa")));
    assertTrue(used(distribution.run("train")).isPresent());
  }

  @Test
  void aCacheFolderThatCannotBeMadeIsDoneWithout() throws Exception {
    Files.writeString(distribution.cache, "a file in its place");

    for (int i = 0; i < 2; i++) {
      assertEquals(Optional.empty(), used(distribution.run("train")));
    }
    assertEquals("a file in its place", Files.readString(distribution.cache));
  }

  @Test
  void noArchiveIsMadeWhereNoneIsWanted() throws Exception {
    distribution.environment.put("FALLLINE_ARCHIVE", "off");
    distribution.run("train");
    distribution.environment.put("FALLLINE_ARCHIVE", "");
    distribution.environment.put("JAVA_TOOL_OPTIONS", "-agentlib:jdwp=transport=dt_socket");
    distribution.run("train");
    distribution.environment.remove("JAVA_TOOL_OPTIONS");
    distribution.environment.put("XDG_CACHE_HOME", "a relative path");
    distribution.environment.put("HOME", "");
    distribution.run("train");

    Thread.sleep(2500); // the process that makes one looks for the end of the run every second
    assertEquals(0, made());
    assertTrue(Files.notExists(distribution.cache));
  }

  @Test
  void withoutAnXdgFolderTheArchiveIsInTheHomeFolder() throws Exception {
    Path home = Files.createDirectories(directory.resolve("a home"));
    distribution.environment.put("XDG_CACHE_HOME", "");
    distribution.environment.put("HOME", home.toString());
    distribution.run("train");
    for (int i = 0; i < 1200 && used(distribution.run("train")).isEmpty(); i++) {
      Thread.sleep(100);
    }

    Path archive = used(distribution.run("train")).orElseThrow();

    assertEquals(home.resolve(".cache/fallline"), archive.getParent());
  }

  @Test
  void aJvmThatMakesNoArchiveIsAskedOnce() throws Exception {
    distribution.environment.put("NO_ARCHIVE", "1");
    distribution.run("train");
    assertEquals(0, Files.size(distribution.awaitArchive()));

    assertEquals(Optional.empty(), used(distribution.run("train")));
    Thread.sleep(1500);

    assertEquals(1, made());
  }

  /** The jar of the classes under test, whose manifest names the jars of this class path. */
  private void writeProgram() throws IOException {
    StringBuilder classPath = new StringBuilder();
    Path classes = null;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.exists(path.resolve("io/github/fallline/cli/Main.class"))) {
        classes = path;
      } else if (entry.endsWith(".jar")) {
        Files.createSymbolicLink(
            distribution.folder.resolve("lib").resolve(path.getFileName()), path);
        classPath.append("lib/").append(path.getFileName()).append(' ');
      }
    }
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    main.put(Attributes.Name.CLASS_PATH, classPath.toString().strip());
    main.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
    Path jar = distribution.folder.resolve("fallline.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }

  /**
   * With the JDK that runs this test; JDK 17 archives no classes of jars whose path has a blank.
   */
  @Test
  void theProgramRunsTheSameWithAnArchiveOrADamagedOne() throws Exception {
    distribution = new Distribution(directory, "folder");
    writeProgram();
    distribution.environment.remove("FALLLINE_ARCHIVE");
    distribution.environment.put("JAVA_HOME", System.getProperty("java.home"));
    String data =
        Files.writeString(directory.resolve("d.csv"), "x,y\n1,2\n2,4.5\n3,6\n4,8\n").toString();
    String model = directory.resolve("m.json").toString();
    Run trained = distribution.run("train", data, "--target", "y", "--model-output", model);
    assertEquals(0, trained.code(), trained.err());
    Run plain = distribution.run("predict", data, "--model", model);
    assertEquals("", plain.err());
    assertEquals(5, plain.out().size());
    Path archive = distribution.awaitArchive();
    byte[] whole = Files.readAllBytes(archive);
    assertTrue(whole.length > 1_000_000, whole.length + " bytes");

    distribution.environment.put("FALLLINE_OPTS", "-Xlog:class+load:file=../log");
    assertEquals(plain, distribution.run("predict", data, "--model", model));
    String log = Files.readString(distribution.folder.resolve("../log"));
    assertTrue(log.contains(Main.class.getName() + " source: shared objects file (top)"), log);
    // None is made in place of one that is damaged.
    distribution.environment.put("FALLLINE_OPTS", "-Dname=-agent");

    byte[] header = whole.clone();
    header[0] ^= 1;
    byte[] middle = whole.clone();
    Arrays.fill(middle, whole.length / 4, whole.length / 2, (byte) 0x5a);
    byte[] end = whole.clone();
    Arrays.fill(end, whole.length * 3 / 4, whole.length, (byte) 0);
    for (byte[] damaged :
        List.of(
            "no archive".getBytes(StandardCharsets.UTF_8),
            new byte[whole.length],
            Arrays.copyOf(whole, whole.length / 2),
            Arrays.copyOf(whole, whole.length - 1),
            Arrays.copyOf(whole, whole.length + 1),
            header,
            middle,
            end)) {
      Files.deleteIfExists(archive); // read-only
      Files.write(archive, damaged);
      assertEquals(plain, distribution.run("predict", data, "--model", model));
    }
  }
}
