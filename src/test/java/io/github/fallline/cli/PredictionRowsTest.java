package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code predict} writes a row for each row, in such a way that readers of CSV keep them all. */
class PredictionRowsTest {
  @TempDir static Path directory;

  /** y = 2 a + 1. */
  private static Path single;

  /** y = 2 a - b + 1. */
  private static Path pair;

  @BeforeAll
  static void train() throws IOException {
    single = trained("single", "a,y\n1,3\n3,7\n");
    pair = trained("pair", "a,b,y\n1,0,3\n3,0,7\n1,3,0\n3,3,4\n");
  }

  private static Path trained(String name, String rows) throws IOException {
    Path model = directory.resolve(name + ".json");
    Path table = Files.writeString(directory.resolve(name + ".csv"), rows);
    Run.done("train", table, "--target", "y", "--model-output", model);
    return model;
  }

  /** The column of predictions as commons-csv reads it by default: without empty lines. */
  private static List<String> column(String text) throws IOException {
    List<String> cells = new ArrayList<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      parser.forEach(row -> cells.add(rounded(row.get("prediction"))));
    }
    return cells;
  }

  private static String rounded(String cell) {
    return cell.equals("NA") ? cell : Long.toString(Math.round(Double.parseDouble(cell)));
  }

  private static String piped(String text, Object... arguments) {
    InputStream terminal = System.in;
    try {
      System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      return Run.done(arguments).out();
    } finally {
      System.setIn(terminal);
    }
  }

  /** Rows of a and b, and the predictions; commons-csv alone reads the table with slashes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,0;,1;3,0       | 3 NA 7",
        "NA,0;1,NA;3,0    | NA NA 7",
        "1,0;3,0;,        | 3 7 NA",
        ",;1,0;3,0        | NA 3 7",
        ",;,;,            | NA NA NA",
        "1,0;\"\",1;3,0   | 3 NA 7",
        "1,0;\"NA\",1;3,0 | 3 NA 7",
        "1,0;3,0          | 3 7"
      })
  void rowsWithAMissingValueStayRows(String rows, String expected) throws IOException {
    String text = "a,b\n" + rows.replace(";", "\n") + "\n";
    for (String separator : new String[] {",", "/"}) {
      String table = text.replace(",", separator);
      Path file = Files.writeString(directory.resolve("rows.csv"), table);
      Path output = directory.resolve("predictions.csv");
      Object[] options = {
        "predict", file, "--model", pair, "--missing", "skip", "--separator", separator
      };
      String printed = Run.done(options).out();

      assertEquals(List.of(expected.split(" ")), column(printed));
      Object[] written = Arrays.copyOf(options, options.length + 2);
      written[options.length] = "--output";
      written[options.length + 1] = output;
      Run.done(written);
      assertEquals(printed, Files.readString(output));
      options[1] = "-";
      assertEquals(printed, piped(table, options));
    }
  }

  /** Lines of a file of one column, and the predictions by skip and by mean (of a: 2, so 5). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1;;3         | 3 NA 7       | 3 5 7",
        ";1;3         | NA 3 7       | 5 3 7",
        "1;;;3        | 3 NA NA 7    | 3 5 5 7",
        "1;3;;        | 3 7          | 3 7",
        "1; ;3        | 3 NA 7       | 3 5 7",
        "1;\"\";3     | 3 NA 7       | 3 5 7",
        "1;NA;;3;;;   | 3 NA NA 7    | 3 5 5 7",
        "1;\"\";;;3   | 3 NA NA NA 7 | 3 5 5 5 7"
      })
  void blankLinesOfAFileOfOneColumnAreRows(String lines, String skip, String mean)
      throws IOException {
    for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
      for (String separator : new String[] {",", "/"}) {
        String text = "a" + lineEnd + lines.replace(";", lineEnd) + lineEnd;
        Path file = Files.writeString(directory.resolve("column.csv"), text);
        for (String rule : new String[] {"skip", "mean"}) {
          String expected = rule.equals("skip") ? skip : mean;
          Object[] options = {
            "predict", file, "--model", single, "--missing", rule, "--separator", separator
          };
          assertEquals(List.of(expected.split(" ")), column(Run.done(options).out()), lines);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"'a\n1\n\n3\n', 3", "'a\n\n3\n', 2", "'a\n1\n2\n \n\n3\n', 4"})
  void aBlankLineOfOneColumnIsAnErrorUnlessARuleIsGiven(String text, int line) throws IOException {
    Path file = Files.writeString(directory.resolve("column.csv"), text);

    Run run = Run.of("predict", file, "--model", single);

    assertEquals(3, run.code());
    assertTrue(
        run.err()
            .contains(
                "column.csv:"
                    + line
                    + ": column 'a' is empty; expected a number (--missing skip writes NA for such"
                    + " rows, --missing mean fills them in)"),
        run.err());
  }

  @Test
  void manyRowsWithGapsKeepTheirPlaces() throws IOException {
    StringBuilder text = new StringBuilder("a\n");
    int count = 300_000;
    for (int i = 0; i < count; i++) {
      text.append(i % 1000 == 500 ? "" : "" + i).append('\n');
    }
    Path file = Files.writeString(directory.resolve("many.csv"), text);

    List<String> found =
        column(Run.done("predict", file, "--model", single, "--missing", "skip").out());

    assertEquals(count, found.size());
    for (int i = 0; i < count; i++) {
      assertEquals(i % 1000 == 500 ? "NA" : "" + (2L * i + 1), found.get(i), "row " + i);
    }
  }

  /** What a new file may lack or have besides; the error, or the predictions. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b,a;0,1            | 3",
        "c,b,d,a;x,0,,1     | 3",
        "a,c;1,2            | :1: no column 'b', which the model needs; expected it among a or c",
        "b,c;1,2            | :1: no column 'a', which the model needs; expected it among b or c",
        "a,B;1,2            | :1: no column 'b', which the model needs; expected it among a or B (did",
        "a;1                | :1: no column 'b', which the model needs; expected it among a",
        "a,b,a;1,2,3        | :1: columns 1 and 3 are both named 'a'; expected different names",
        "a,b;1,x            | :2: column 'b' is \"x\"; expected a number (the model needs this",
        "a,b;1,inf          | :2: column 'b' is \"inf\"; expected a finite number (the model needs"
      })
  void columnsAreMatchedByName(String rows, String expected) throws IOException {
    Path file = Files.writeString(directory.resolve("new.csv"), rows.replace(";", "\n") + "\n");

    Run run = Run.of("predict", file, "--model", pair);

    if (expected.startsWith(":")) {
      assertEquals(3, run.code());
      assertTrue(run.err().contains("new.csv" + expected), run.err());
    } else {
      assertEquals(List.of(expected.split(" ")), column(run.out()));
    }
  }

  /** No remedy is one that was given: each run has --missing skip, unless it is asked for mean. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a,b,y;,1,2;,2,3 | skip | 'a' is missing in every row (the model needs this column; --missing mean",
        "a,b,y;1,1,;2,2, | skip | 'y' is missing in every row (choose another --target)",
        "a,b,y;,1,;,2,   | skip | 'a' and 'y' are missing in every row (choose another --target)",
        "a,b,y;,1,;,2,   | mean | 'a' and 'y' are missing in every row (choose another --target)",
        "a,b,y;1,1,;2,2, | mean | 'y' is missing in every row (choose another --target)"
      })
  void theRemedyIsNotTheOptionThatWasGiven(String rows, String rule, String error)
      throws IOException {
    Path file = Files.writeString(directory.resolve("none.csv"), rows.replace(";", "\n") + "\n");

    Run run = Run.of("evaluate", file, "--model", pair, "--missing", rule);

    assertEquals(3, run.code());
    assertTrue(run.err().contains(error), run.err());
    assertEquals(1, run.err().lines().count());
  }
}
