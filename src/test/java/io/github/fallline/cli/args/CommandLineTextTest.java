package io.github.fallline.cli.args;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.cli.Main;
import io.github.fallline.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTextTest {
  private static final String LOST = "\ufffd\ufffd";

  @TempDir private Path directory;

  /** The command line, arguments as the JVM has them, and as they were given; / is between them. */
  @ParameterizedTest
  @CsvSource({
    "java/A/train/\u00f6, train/" + LOST + ", train/\u00f6",
    "java/A/\u00f6/??, ??/??, \u00f6/??",
    "java/A/--target=gr\u00f6\u00dfe, --target=gr????e, --target=gr\u00f6\u00dfe",
    "java/@args, train/" + LOST + ", train/" + LOST,
    "java/A/\u00f6, \u00f6, \u00f6",
    "a?, a?, a?",
    "b, a/b?, a/b?"
  })
  void lettersAreRestored(String line, String decoded, String expected) {
    byte[] bytes = (line.replace('/', '\0') + '\0').getBytes(UTF_8);
    assertArrayEquals(expected.split("/"), CommandLineText.restored(decoded.split("/"), bytes));
  }

  @Test
  void otherEncodingsStayAsTheyAre() {
    byte[] latin = "java\0a\u00f6\0".getBytes(ISO_8859_1);
    assertArrayEquals(
        new String[] {"a\ufffd"}, CommandLineText.restored(new String[] {"a\ufffd"}, latin));
    assertArrayEquals(
        new String[] {"a?"}, CommandLineText.restored(new String[] {"a?"}, new byte[0]));
  }

  /** The locale, in a process of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
  void columnIsFoundInAnyLocale(String locale) throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/cmdline")));
    Path data = write("gr\u00f6\u00dfe,\u96ea,y\n1,2,3\n2,5,5\n4,1,9\n");
    List<String> found =
        run(locale, "train", data.toString(), "--target", "gr\u00f6\u00dfe", "--json");
    assertEquals("0", found.get(0), found.toString());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("t.csv"), text);
  }

  private List<String> run(String locale, String... arguments) throws Exception {
    // A shell hands the letters on; a JVM in another locale could not.
    StringBuilder script =
        new StringBuilder("exec '" + ProcessHandle.current().info().command().orElseThrow());
    script.append("' -cp '").append(System.getProperty("java.class.path")).append("' ");
    script.append(Main.class.getName());
    for (String argument : arguments) {
      script.append(" '").append(argument).append('\'');
    }
    Path file = Files.writeString(directory.resolve("run.sh"), script);
    ProcessBuilder builder = new ProcessBuilder("sh", file.toString());
    builder.environment().put("LC_ALL", locale);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    List<String> result = new ArrayList<>();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    result.add(Integer.toString(process.waitFor()));
    result.add(output);
    return result;
  }

  /** A name in the file, and the same as it is asked for, composed or decomposed. */
  @ParameterizedTest
  @CsvSource({
    "gr\u00f6\u00dfe, NFD, NFC",
    "gr\u00f6\u00dfe, NFC, NFD",
    "caf\u00e9 au lait, NFC, NFD",
    "\u00c5ngstr\u00f6m, NFD, NFC",
    "\ud55c\uad6d, NFC, NFD"
  })
  void composedAndDecomposedLettersAreTheSame(String name, String inFile, String asked)
      throws IOException {
    String written = Normalizer.normalize(name, Normalizer.Form.valueOf(inFile));
    String given = Normalizer.normalize(name, Normalizer.Form.valueOf(asked));
    Path data = write(written + ",z,y\n1,2,3\n2,5,5\n4,1,9\n3,3,8\n");
    for (String memory : List.of("in-memory", "streaming")) {
      Run.done("train", data, "--target", given, "--memory", memory);
      Run.done("train", data, "--target", "y", "--exclude", given, "--memory", memory);
      Run.done("train", data, "--target", "y", "--weight", given, "--memory", memory);
      Run twice = Run.of("train", data, "--target", given, "--features", written + ",z");
      assertEquals(given.equals(written) ? 2 : 3, twice.code(), twice.err());
    }
    Path model = directory.resolve("m.json");
    Run.done("train", data, "--target", "y", "--features", given, "--model-output", model);
    Run.done("predict", write(written + "\n1\n"), "--model", model);
    Run.done("predict", write(given + "\n1\n"), "--model", model);
    Run.done("evaluate", write(written + ",y\n1,2\n2,4\n"), "--model", model);
  }
}
