package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.Races;
import io.github.fallline.report.comparison.Results;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON with a byte order mark, as Windows programs write it, is read like JSON without. */
class JsonEncodingTest {
  private static final Path JMH = Path.of("benchmarks/results/gradient.json");

  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    Files.writeString(directory.resolve("d.csv"), "x,y\n1,2\n2,4.5\n3,6\n4,8\n5,9\n");
    train("--epochs", 2, "--checkpoint", in("run.checkpoint"), "--model-output", in("model.json"));
    Files.copy(JMH, in("jmh.json"));
    ConvergenceFile.write(in("traces.json"), Races.convergence());
  }

  private static Path in(String name) {
    return directory.resolve(name);
  }

  private static Run train(Object... options) {
    Object[] command = {"train", in("d.csv"), "--target", "y", "--gradient", "rows", "--json"};
    Object[] all = new Object[command.length + options.length];
    System.arraycopy(command, 0, all, 0, command.length);
    System.arraycopy(options, 0, all, command.length, options.length);
    return Run.of(all);
  }

  private static Path encoded(String name, Charset charset) throws IOException {
    String text = "\ufeff" + Files.readString(in(name));
    return Files.write(in(charset + "-" + name), text.getBytes(charset));
  }

  /** Commands with the file at %. */
  @ParameterizedTest
  @CsvSource({
    "evaluate d.csv --model %, model.json",
    "predict d.csv --model %, model.json",
    "report % --output page.html, jmh.json",
    "report % --output page.html --plot p.svg, traces.json",
    "report jmh.json % traces.json --output page.html, jmh.json"
  })
  void aByteOrderMarkIsSkipped(String command, String name) throws IOException {
    Run expected = run(command, in(name));
    Run found = run(command, encoded(name, StandardCharsets.UTF_8));

    assertEquals(0, expected.code(), expected.err());
    assertEquals(expected, found);
  }

  @Test
  void aCheckpointWithAMarkIsResumed() throws IOException {
    Path marked = encoded("run.checkpoint", StandardCharsets.UTF_8);
    Run resumed = train("--epochs", 4, "--resume", "--checkpoint", marked);

    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.err().contains("from epoch 1"), resumed.err());
  }

  @ParameterizedTest
  @CsvSource({
    "evaluate d.csv --model %, model.json, UTF-16LE",
    "predict d.csv --model %, model.json, UTF-16BE",
    "report % --output page.html, jmh.json, UTF-16LE",
    "report % --output page.html, traces.json, UTF-16BE",
    "train d.csv --target y --gradient rows --resume --checkpoint %, run.checkpoint, UTF-16LE"
  })
  void utf16IsNamed(String command, String name, String charset) throws IOException {
    Path file = encoded(name, Charset.forName(charset));

    Run run = run(command, file);

    assertEquals(3, run.code());
    assertEquals(
        "fallline: " + file + ": UTF-16 text; convert it to UTF-8, e.g. with iconv\n", run.err());
  }

  @Test
  void whatIsSavedOnAPageHasItsMark() throws IOException {
    Path marked = encoded("jmh.json", StandardCharsets.UTF_8);

    String packed = Results.read(List.of(marked)).embedded().get(0).packed();

    assertTrue(packed.length() > 1000);
    byte[] bytes = Base64.getDecoder().decode(packed);
    try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      assertArrayEquals(Files.readAllBytes(marked), content.readAllBytes());
    }
  }

  private static Run run(String command, Path file) {
    String[] words = command.split(" ", -1);
    Object[] arguments = new Object[words.length];
    for (int i = 0; i < arguments.length; i++) {
      String word = words[i];
      boolean named = word.contains(".") || word.equals("%");
      arguments[i] = named ? (word.equals("%") ? file : in(word)) : word;
    }
    return Run.of(arguments);
  }
}
