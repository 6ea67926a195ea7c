package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** One data set, written in several ways. */
class NotationOptionsTest {
  private static final String PLAIN =
      "a,b,y\n1.5,2,1000.25\n-0.25,3,-4\nNA,1,1\n3.125,-1,1234567\n4,1e2,5\n6,7,8\n";
  private static final String COMMA =
      "a;b;y\n1,5;2;1000,25\n-0,25;3;-4\nNA;1;1\n3,125;-1;1234567\n4;1e2;5\n6;7;8\n";
  private static final String GROUPED =
      COMMA.replace("1000,25", "1.000,25").replace("1234567", "1.234.567");

  @TempDir Path directory;

  static Stream<Arguments> ways() {
    String quoted = PLAIN.replaceAll("[^,\n]+", "\"$0\"");
    return Stream.of(
        way(PLAIN, "UTF-8"),
        way(quoted, "UTF-8"),
        way(PLAIN.replace(',', ';'), "UTF-8"),
        way("sep=|\n" + PLAIN.replace(',', '|'), "UTF-8"),
        way(PLAIN.replace("NA", "-"), "UTF-8"),
        way(PLAIN.replace("NA", "-999.0"), "UTF-8", "--missing-values", "-999,none"),
        way(COMMA, "UTF-8", "--decimal-comma"),
        way(COMMA.replace(';', '\t'), "UTF-8", "--decimal-comma", "--separator", "tab"),
        way(GROUPED, "UTF-8", "--decimal-comma", "--thousands", "."),
        way(GROUPED, "UTF-16LE", "--decimal-comma", "--thousands", ".", "--encoding", "UTF-16LE"),
        way(
            quoted.replace("1000.25", "1,000.25").replace("1234567", "1,234,567"),
            "UTF-8",
            "--thousands",
            ","),
        way("Title\n\n" + PLAIN, "UTF-8", "--skip-lines", "2"),
        way("# Title\n" + PLAIN.replace("\n", "\n# c\n"), "UTF-8", "--comment", "#"),
        way(PLAIN, "ISO-8859-1", "--encoding", "latin1"),
        way("\ufeff" + PLAIN, "UTF-16LE"),
        way("\ufeff" + PLAIN, "UTF-16BE"));
  }

  private static Arguments way(String text, String charset, String... options) {
    return Arguments.of(text, Charset.forName(charset), List.of(options));
  }

  private JsonNode train(Path file, List<String> options, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("train", file, "--target", "y", "--missing", "skip", "--json"));
    words.addAll(options);
    words.addAll(Arrays.asList(more));
    return Run.done(words.toArray()).json();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theModelIsTheSame(String text, Charset charset, List<String> options) throws IOException {
    Path plain = Files.writeString(directory.resolve("plain.csv"), PLAIN);
    Path file = Files.write(directory.resolve("other.csv"), text.getBytes(charset));
    JsonNode expected = train(plain, List.of());

    for (String memory : List.of("in-memory", "streaming")) {
      JsonNode found = train(file, options, "--memory", memory);

      assertEquals(expected.get("coefficients"), found.get("coefficients"));
      assertEquals(expected.get("intercept"), found.get("intercept"));
      assertEquals(1, found.get("skippedRows").asInt());
    }
  }

  @Test
  void eachCommandHasTheOptions() throws IOException {
    Path plain = Files.writeString(directory.resolve("plain.csv"), PLAIN);
    Path file = Files.writeString(directory.resolve("other.csv"), "Title\n" + GROUPED);
    Path model = directory.resolve("model.json");
    Object[] options = {
      "--decimal-comma",
      "--thousands",
      ".",
      "--skip-lines",
      "1",
      "--comment",
      "#",
      "--encoding",
      "UTF-8",
      "--missing-values",
      "NA",
      "--missing",
      "skip"
    };
    Run.done("train", plain, "--target", "y", "--missing", "skip", "--model-output", model);

    assertEquals(
        Run.done("predict", plain, "--model", model, "--missing", "skip").out(),
        Run.done(with(options, "predict", file, "--model", model)).out());
    assertEquals(
        Run.done("evaluate", plain, "--model", model, "--missing", "skip", "--json").out(),
        Run.done(with(options, "evaluate", file, "--model", model, "--json")).out());
    Run.done(with(options, "compare", file, "--target", "y", "--seconds", "0.1"));
    Run.done(with(options, "tune", file, "--target", "y"));
  }

  private static Object[] with(Object[] options, Object... words) {
    List<Object> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(Arrays.asList(options));
    return all.toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--encoding klingon | --encoding: unknown 'klingon'; expected UTF-8, UTF-16LE, ISO-8859-1",
        "--skip-lines -1 | --skip-lines: expected 0 or more, got -1",
        "--comment ab | --comment: expected one character or tab, got 'ab'",
        "--comment 1 | --comment: expected a character such as # or %",
        "--thousands 5 | --thousands: expected a character such as",
        "--thousands . | --thousands: a point marks decimals too; for 1.234,56 add --decimal-comma",
        "--decimal-comma --thousands , | --thousands: a comma marks decimals too",
        "--decimal-comma --separator , | --decimal-comma: the separator is a comma too; use another",
        "--thousands ; --separator ; | --thousands: ';' is the separator too",
        "--comment ; --separator ; | --comment: ';' is the separator too",
        "--missing-values a,,b | --missing-values: expected no empty word"
      })
  void optionsWithoutMeaningAreWrongUsage(String options, String message) throws IOException {
    Path file = Files.writeString(directory.resolve("d.csv"), PLAIN, StandardCharsets.UTF_8);

    Run run = Run.of(with(options.split(" "), "train", file, "--target", "y"));

    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }
}
