package io.github.fallline.cli.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Run;
import io.github.fallline.cli.Shell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries that are missing or cannot be loaded are one line with the folder and a remedy. */
class LibraryErrorsTest {
  @TempDir Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(directory.resolve("d.csv"), "x,y\n1,2\n2,4.5\n3,6\n4,8\n");
    Run.done(
        "train",
        directory.resolve("d.csv"),
        "--target",
        "y",
        "--model-output",
        directory.resolve("m.json"));
  }

  private static void requireOneLine(Shell run, String... parts) {
    assertEquals(1, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("fallline: "), run.err());
    assertTrue(!run.err().contains("internal error"), run.err());
    for (String part : parts) {
      assertTrue(run.err().contains(part), run.err());
    }
  }

  /** Options of the JVM, where a file in place of a folder is one that cannot be written to. */
  @ParameterizedTest
  @CsvSource({
    "train d.csv --target y, -Duser.home=d.csv/h -Djava.io.tmpdir=d.csv/t",
    "train d.csv --target y --method mini-batch, -Duser.home=d.csv/h -Djava.io.tmpdir=d.csv/t",
    "predict d.csv --model m.json, -Duser.home=d.csv/h -Djava.io.tmpdir=d.csv/t",
    "evaluate d.csv --model m.json, -Duser.home=d.csv/h -Djava.io.tmpdir=/proc/none",
    "compare d.csv --target y, -Duser.home=/proc/none -Djava.io.tmpdir=d.csv/t"
  })
  void foldersThatCannotBeWrittenToAreNamed(String command, String options) throws Exception {
    Shell run = Shell.run(directory, "JAVA_OPTIONS='" + options + "'; fallline " + command);

    String home = options.replaceAll(".*user.home=(\\S+) .*", "$1");
    requireOneLine(run, home, "JAVA_TOOL_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER");
  }

  /** A folder that a program before has filled and something has damaged since. */
  @ParameterizedTest
  @ValueSource(strings = {"jnijavacpp", "openblas_nolapack"})
  void aDamagedFolderIsNamed(String library) throws Exception {
    String options = "JAVA_OPTIONS='-Dorg.bytedeco.javacpp.cachedir=unpacked'; ";
    String train = "fallline train d.csv --target y";
    String damage =
        "; for f in $(find unpacked -type f -name '*"
            + library
            + "*'); do cp -p $f whole;"
            + " head -c 1000 /dev/zero >$f; truncate -r whole $f; touch -r whole $f; done; ";
    Shell run =
        Shell.run(
            directory,
            options
                + train
                + " >/dev/null"
                + damage
                + train
                + " 2>&1 | grep fallline: >&2; exit ${PIPESTATUS[0]}");

    requireOneLine(run, "unpacked: native libraries cannot be loaded", "name another folder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train d.csv --target y", "predict d.csv --model m.json", "--version", ""})
  void aMissingLibFolderIsNamed(String command) throws Exception {
    List<String> entries =
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    String ours =
        entries.stream()
            .filter(entry -> Files.exists(Path.of(entry, "io/github/fallline/cli/Main.class")))
            .findFirst()
            .orElseThrow();
    Path jar = directory.resolve("fallline.jar");
    Shell made =
        Shell.run(
            directory,
            "\"${JAVA%java}jar\" cf " + jar + " -C " + Path.of(ours).toAbsolutePath() + " .");
    assertEquals(0, made.code(), made.err());

    Shell run = Shell.run(directory, "CLASS_PATH=" + jar + "; fallline " + command);

    requireOneLine(run, directory.resolve("lib") + ": a library is missing", "beside fallline.jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"commons-csv", "javacpp-1", "nd4j-api"})
  void anIncompleteLibFolderIsNamed(String left) throws Exception {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(left))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));

    Shell run =
        Shell.run(
            directory,
            "CLASS_PATH='"
                + classPath
                + "'; fallline train d.csv --target y --memory streaming"
                + " --method stochastic --model-output out.json");

    requireOneLine(run, "a library is missing (no class ", "beside fallline.jar");
  }

  @Test
  void aTemporaryFolderThatIsNotThereIsNamed() throws Exception {
    String options = "JAVA_OPTIONS='-Djava.io.tmpdir=none'; ";
    Shell run =
        Shell.run(
            directory,
            options + "fallline train d.csv --target y --memory streaming --method mini-batch");

    requireOneLine(run, "none/fallline-rows: no directory", "-Djava.io.tmpdir=DIRECTORY");
  }
}
