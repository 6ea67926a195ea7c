package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Distribution.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher bin/fallline finds its folder and a JDK, and passes everything else through. */
class LauncherTest {
  private static final String LATER = "JAVA_VERSION_DATE=\"2021-09-14\"\nOS_NAME=\"Linux\"\n";

  @TempDir Path directory;
  private Distribution distribution;

  @BeforeEach
  void write() throws IOException {
    directory = directory.toRealPath();
    distribution = new Distribution(directory);
  }

  private void requireJar(Run run, String... arguments) {
    assertEquals("", run.err());
    assertEquals(0, run.code());
    int at = run.out().indexOf("<-jar>");
    assertEquals("<" + distribution.folder.resolve("fallline.jar") + ">", run.out().get(at + 1));
    assertEquals(
        List.of(arguments).stream().map(argument -> "<" + argument + ">").toList(),
        run.out().subList(at + 2, run.out().size()));
  }

  private void requireOneLine(Run run, String... parts) {
    assertEquals(1, run.code(), run.err());
    assertEquals(List.of(), run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("fallline: "), run.err());
    for (String part : parts) {
      assertTrue(run.err().contains(part), run.err());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a b", "*", "x*,?", "[a]", "'", "\"", "\\", "\\n", "$HOME", "${X:-y}", "`id`",
        "$(id)", ";", "&", "#", "~", "-x", "--", "-version", "@file", "a=b", "%s", "!", "é"
      })
  void anArgumentPassesUnchanged(String argument) throws Exception {
    requireJar(
        distribution.run("train", argument, "--target", argument),
        "train",
        argument,
        "--target",
        argument);
  }

  @Test
  void noArgumentsStayNone() throws Exception {
    requireJar(distribution.run());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 130})
  void inputAndExitCodePassUnchanged(int code) throws Exception {
    distribution.environment.put("CODE", String.valueOf(code));

    Run run =
        distribution.runProgram(distribution.launcher().toString(), "x,y\n1,2\n", "train", "-");

    assertEquals(code, run.code());
    assertEquals(
        List.of("<->", "x,y", "1,2"), run.out().subList(run.out().size() - 3, run.out().size()));
  }

  @Test
  void theFolderIsFoundThroughLinks() throws Exception {
    Path elsewhere = Files.createDirectories(directory.resolve("else where/bin"));
    Path absolute = Files.createSymbolicLink(elsewhere.resolve("fl"), distribution.launcher());
    Path chained = Files.createSymbolicLink(elsewhere.resolve("fl2"), Path.of("fl"));
    Path relative =
        Files.createSymbolicLink(
            elsewhere.resolve("fl3"), elsewhere.relativize(distribution.launcher()));
    Path folder = Files.createSymbolicLink(directory.resolve("linked"), distribution.folder);
    Path bin =
        Files.createSymbolicLink(directory.resolve("bin"), distribution.folder.resolve("bin"));

    for (Path program :
        List.of(
            absolute, chained, relative, folder.resolve("bin/fallline"), bin.resolve("fallline"))) {
      requireJar(distribution.runProgram(program.toString(), "", "train"), "train");
    }
  }

  @ParameterizedTest
  @CsvSource({"., bin/fallline", "bin, ./fallline", "lib, ../bin/fallline"})
  void theFolderIsFoundFromARelativePath(String from, String program) throws Exception {
    // CDPATH is where cd looks first, and it prints what it finds there.
    String script = "cd " + from + " && export CDPATH=/tmp:/ && exec " + program + " predict";

    requireJar(distribution.runProgram("/bin/sh", "", "-c", script), "predict");
  }

  @Test
  void theFolderIsFoundFromThePath() throws Exception {
    String script = "PATH=bin:$PATH; fallline predict; cd bin && sh fallline";

    Run run = distribution.runProgram("/bin/sh", "", "-c", script);

    assertEquals("", run.err());
    assertEquals(2, run.out().stream().filter("<-jar>"::equals).count());
  }

  @Test
  void aLauncherWithoutItsJarSaysSo() throws Exception {
    Files.delete(distribution.folder.resolve("fallline.jar"));

    requireOneLine(distribution.run("train"), distribution.folder + "/fallline.jar: no such file");
  }

  @Test
  void optionsOfTheUserComeBeforeTheJar() throws Exception {
    distribution.environment.put("FALLLINE_OPTS", " -Xmx1g  -Dstar=* ");

    List<String> out = distribution.run("train").out();

    int at = out.indexOf("<-jar>");
    assertEquals(List.of("<-Xmx1g>", "<-Dstar=*>"), out.subList(at - 2, at));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JAVA_VERSION=\"1.8.0_392\"",
        "JAVA_VERSION=\"11.0.2\"",
        "JAVA_VERSION=\"16\"",
        "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"9.0.4\"",
        "JAVA_VERSION=10.0.1"
      })
  void anOlderJavaIsNamed(String release) throws Exception {
    Distribution.writeJdk(distribution.jdk, release + "\n" + LATER);

    requireOneLine(
        distribution.run("train"),
        distribution.jdk
            + "/bin/java: Java "
            + release.replaceAll("(?s).*VERSION=\"?([^\"]*)\"?", "$1"),
        "expected Java 17 or later",
        "JAVA_HOME");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JAVA_VERSION=\"17\"",
        "JAVA_VERSION=\"17-ea\"",
        "JAVA_VERSION=\"17.0.15\"",
        "IMPLEMENTOR=\"Java 8\"\nJAVA_VERSION=\"25.0.3\"",
        "JAVA_VERSION=21.0.1",
        "OS_NAME=\"Linux\"\nJAVA_VERSION=\"100\""
      })
  void aNewerJavaRuns(String release) throws Exception {
    Distribution.writeJdk(distribution.jdk, release + "\n" + LATER);
    requireJar(distribution.run("train"), "train");

    Distribution.writeJdk(distribution.jdk, LATER + release); // the last line without an end
    requireJar(distribution.run("train"), "train");
  }

  @ParameterizedTest
  @CsvSource({"17.0.1, true", "25, true", "11.0.2, false", "1.8.0_392, false", "'', false"})
  void aJavaWithoutAFileOfItsVersionIsAsked(String version, boolean runs) throws Exception {
    Path home = directory.resolve("jre");
    Distribution.writeJdk(home, null);
    distribution.environment.put("JAVA_HOME", home.toString());
    distribution.environment.put("VERSION", version);

    Run run = distribution.run("train");

    if (runs) {
      requireJar(run, "train");
    } else {
      requireOneLine(run, home + "/bin/java: ", version, "expected Java 17 or later");
    }
  }

  @Test
  void withoutJavaHomeTheJavaOnThePathRuns() throws Exception {
    distribution.environment.remove("JAVA_HOME");
    Path links = Files.createDirectories(directory.resolve("links"));
    Files.createSymbolicLink(links.resolve("java"), distribution.jdk.resolve("bin/java"));
    distribution.environment.put("PATH", links + ":" + System.getenv("PATH"));
    requireJar(distribution.run("train"), "train");

    Distribution.writeJdk(distribution.jdk, "JAVA_VERSION=\"11\"\n");
    requireOneLine(distribution.run("train"), links + "/java: Java 11;");
  }

  @Test
  void aMachineWithoutJavaIsTold() throws Exception {
    distribution.environment.remove("JAVA_HOME");
    distribution.environment.put("PATH", directory.toString());

    requireOneLine(distribution.run("train"), "no java on the PATH", "install Java 17 or later");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "lib"})
  void aJavaHomeWithoutAJavaIsNamed(String name) throws Exception {
    distribution.environment.put("JAVA_HOME", distribution.folder.resolve(name).toString());

    requireOneLine(
        distribution.run("train"),
        "JAVA_HOME is " + distribution.folder.resolve(name) + ": no bin/java there",
        "JDK 17 or later");
  }

  /** The launcher for Windows cannot run here; its messages and options are those of this one. */
  @Test
  void bothLaunchersSayTheSame() throws IOException {
    String batch = Files.readString(Path.of("src/main/dist/bin/fallline.bat"));
    String script = Files.readString(Path.of("src/main/dist/bin/fallline"));

    for (String part :
        List.of(
            "expected Java 17 or later (set JAVA_HOME to its folder)",
            "set it to the folder of a JDK 17 or later, or unset it",
            "install Java 17 or later, or set JAVA_HOME to its folder",
            "FALLLINE_OPTS",
            "FALLLINE_ARCHIVE")) {
      assertTrue(batch.contains(part), part);
      assertTrue(script.contains(part), part);
    }
    assertTrue(batch.toLowerCase(Locale.ROOT).contains("exit /b %errorlevel%"));
  }
}
