package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The options that choose columns and say how they become features. */
class ColumnOptionsTest {
  private static final int ROWS = 60;

  @TempDir Path directory;

  /** y = 3 + 0.5 (days since 2024-01-01) + 2 on Wednesdays. */
  private Path dates(String format) throws IOException {
    StringBuilder text = new StringBuilder("sold;a;y\n");
    for (int i = 0; i < ROWS; i++) {
      LocalDate day = LocalDate.of(2024, 1, 1).plusDays(i);
      String cell =
          format.isEmpty()
              ? day.toString()
              : day.getDayOfMonth() + "." + day.getMonthValue() + "." + day.getYear();
      double y = 3 + 0.5 * i + (day.getDayOfWeek().getValue() == 3 ? 2 : 0);
      text.append(cell).append(';').append(i * i % 11).append(';').append(y).append('\n');
    }
    return Files.writeString(directory.resolve("dates.csv"), text);
  }

  private static Object[] with(Object[] first, String... more) {
    Object[] all = new Object[first.length + more.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  @ParameterizedTest
  @CsvSource({"'',in-memory", "'',streaming", "d.M.yyyy,in-memory", "d.M.yyyy,streaming"})
  void datesAreFeaturesInTrainingPredictionAndEvaluation(String format, String memory)
      throws IOException {
    Path data = dates(format);
    Path model = directory.resolve("model.json");
    Object[] words = {
      "train",
      data,
      "--target",
      "y",
      "--date",
      "sold=days+weekday",
      "--model-output",
      model,
      "--memory",
      memory,
      "--json"
    };
    Run run = Run.of(format.isEmpty() ? words : with(words, "--date-format", format));
    assertEquals(0, run.code(), run.err());
    JsonNode fitted = run.json().get("coefficients");
    assertEquals(0.5, fitted.get("days(sold)").doubleValue(), 1e-7);
    assertEquals(2, fitted.get("weekday(sold)=Wednesday").doubleValue(), 1e-6);
    assertEquals(0, fitted.get("weekday(sold)=Sunday").doubleValue(), 1e-6);

    List<String> predicted = Run.done("predict", data, "--model", model).out().lines().toList();
    assertEquals(3 + 0.5 * 9 + 2, Double.parseDouble(predicted.get(10)), 1e-6); // 10 January
    Run evaluated = Run.done("evaluate", data, "--model", model, "--json");
    assertEquals(1, evaluated.json().get("r2").doubleValue(), 1e-9);
    assertEquals(4, Run.json(Files.readString(model)).get("version").intValue());

    Path wrong = Files.writeString(directory.resolve("wrong.csv"), "sold,a\n1 May,2\n");
    Run refused = Run.of("predict", wrong, "--model", model);
    assertEquals(3, refused.code());
    assertTrue(
        refused.err().contains("wrong.csv:2: column 'sold' is \"1 May\"; expected a date"),
        refused.err());
  }

  @Test
  void cachedDatesAreThoseOfTheText() throws IOException {
    Path data = dates("");
    Path cache = directory.resolve("cache.npy");
    Object[] words = {"train", data, "--target", "y", "--json", "--cache", cache, "--date"};
    String first = Run.of(with(words, "sold=days")).json().get("coefficients").toString();
    String second = Run.of(with(words, "sold=days")).json().get("coefficients").toString();
    String other = Run.of(with(words, "sold=year+month")).json().get("coefficients").toString();

    assertEquals(first, second);
    assertTrue(other.contains("month(sold)=February"), other);
  }

  /** Options of train on a table of dates, and the beginning of the error. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--date sold=decade | 2 | --date: expected one of days, seconds, year",
        "--date sold=days+days | 2 | --date: expected different parts of column 'sold'",
        "--date sold --date-format q | 2 | --date-format 'q'",
        "--date-format yyyy | 2 | --date-format requires --date",
        "--date q | 3 | no column 'q' for --date",
        "--date y | 3 | column 'y' for --date is not a feature",
        "--date sold --exclude sold | 3 | column 'sold' for --date is not a feature",
        "--date sold --categorical sold | 3 | column 'sold' is named by --date and as a categorical",
        "--features a,\"b | 2 | --features: quotes do not pair in",
        "--features a,\"b\"c | 2 | --features: quotes do not pair in",
        "--features q* | 3 | no column matches 'q*' for --features",
        "--exclude q* | 3 | no column matches 'q*' for --exclude"
      })
  void meaninglessOptionsAreRejected(String options, int code, String message) throws IOException {
    Object[] words = {"train", dates(""), "--target", "y"};
    Run run = Run.of(with(words, options.split(" ", -1)));
    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void levelsOfNumbersAreOrderedByTheirValue() throws IOException {
    Path data =
        Files.writeString(directory.resolve("t.csv"), "zip,y\n" + "10,5\n9,7\n100,20\n".repeat(9));
    Path model = directory.resolve("model.json");
    Object[] words = {"train", data, "--target", "y", "--categorical", "zip"};
    assertEquals(0, Run.of(with(words, "--model-output", model.toString())).code());

    JsonNode stored = Run.json(Files.readString(model));
    assertEquals("[\"9\",\"10\",\"100\"]", stored.at("/categorical/0/levels").toString());
    List<String> predicted = Run.done("predict", data, "--model", model).out().lines().toList();
    assertEquals(5, Double.parseDouble(predicted.get(1)), 1e-9);
    assertEquals(20, Double.parseDouble(predicted.get(3)), 1e-9);
  }

  @Test
  void textAndNamedColumnsAreEncodedTogether() throws IOException {
    Path data =
        Files.writeString(
            directory.resolve("t.csv"), "zip,w,y\n" + "1,a,5\n2,b,7\n3,a,20\n2,a,1\n".repeat(9));
    JsonNode fitted =
        Run.of("train", data, "--target", "y", "--json", "--categorical", "one-hot,z*")
            .json()
            .get("coefficients");
    assertEquals("[zip=2, zip=3, w=b]", fitted.propertyNames().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--features x* | [x1, x2]",
        "--features x2,\"a,b\" | [x2, a,b]",
        "--exclude x*,id | [a,b]",
        "--exclude \"a,b\" | [id, x1, x2]",
        "--features * | [id, x1, a,b, x2]"
      })
  void patternsAndQuotedNamesChooseColumns(String options, String features) throws IOException {
    Path data =
        Files.writeString(
            directory.resolve("t.csv"),
            """
            id,x1,"a,b",y,x2
            1,2,3,4,5
            2,2,1,3,9
            5,1,1,7,2
            4,4,2,2,2
            3,1,7,1,8
            6,5,4,3,1
            """);
    Object[] words = {"train", data, "--target", "y", "--json"};
    Run run = Run.done(with(words, options.split(" ", -1)));
    assertEquals(features, run.json().get("coefficients").propertyNames().toString());
  }

  @Test
  void rangesChooseColumnsByNumber() throws IOException {
    Path data =
        Files.writeString(directory.resolve("t.csv"), "1,2,3,4\n2,1,5,3\n3,3,1,9\n4,1,1,2\n");
    Run run = Run.done("train", data, "--no-header", "--target", "1", "--features", "3-", "--json");
    assertEquals("[3, 4]", run.json().get("coefficients").propertyNames().toString());
  }

  @Test
  void indexOfTheRowsIsLeftOutWithANote() throws IOException {
    Path data = Files.writeString(directory.resolve("t.csv"), ",a,y\n0,1,2\n1,2,5\n2,4,7\n3,1,2\n");
    for (String memory : List.of("in-memory", "streaming")) {
      Run run = Run.of("train", data, "--target", "y", "--json", "--memory", memory);
      assertEquals("[a]", run.json().get("coefficients").propertyNames().toString());
      String note =
          "fallline: %s: 'column1', which has no name in the header, numbers the rows and is left"
              + " out; to use it, name it in --features";
      assertEquals(note.formatted(data), run.err().lines().findFirst().orElse(""));
    }
  }

  @Test
  void columnWithoutANameThatDoesNotCountIsUsedWithANote() throws IOException {
    Path data = Files.writeString(directory.resolve("t.csv"), ",a,y\n0,1,2\n3,2,5\n7,4,7\n8,1,2\n");
    Run run = Run.of("train", data, "--target", "y", "--json");
    assertEquals("[column1, a]", run.json().get("coefficients").propertyNames().toString());
    assertTrue(
        run.err().contains("'column1', which has no name in the header, is used"), run.err());
  }

  @Test
  void columnsThatAreNeitherNumbersNorCategoriesAreNamedAtOnce() throws IOException {
    StringBuilder text = new StringBuilder("a,b,c,id,y\n");
    for (int i = 0; i < 1200; i++) {
      text.append(i == 40 ? "?x" : i).append(',').append(i == 20 ? "low" : -i).append(',');
      text.append(i % 2 == 0 ? "u" : "v").append(",p").append(i).append(',').append(i % 11);
      text.append('\n');
    }
    Path data = Files.writeString(directory.resolve("t.csv"), text);
    Run run = Run.of("train", data, "--target", "y", "--categorical", "one-hot");
    assertEquals(3, run.code());
    assertEquals(
        "fallline: "
            + data
            + ":22: 3 columns are neither numbers nor categories: 'b' is \"low\""
            + " (line 22), 'a' is \"?x\" (line 42) and 'id' has too many levels (line 1002)"
            + " (correct the cells, or leave them empty; or leave the columns out with --exclude"
            + " b,a,id; --categorical-columns b,a treats cells as levels)\n",
        run.err());
  }

  @Test
  void moreFeaturesThanRowsByOneHotAreNoted() throws IOException {
    StringBuilder text = new StringBuilder("u,v,y\n");
    for (int i = 0; i < 30; i++) {
      text.append('u').append(i % 14).append(",v").append(i * 7 % 29 % 15).append(',');
      text.append(i * i % 13).append(i % 2 == 0 ? ".5\n" : "\n");
    }
    Path data =
        Files.writeString(
            directory.resolve("t.csv"),
            text.toString().lines().limit(21).reduce("", (a, b) -> a + b + "\n"));
    Run run = Run.of("train", data, "--target", "y", "--categorical", "one-hot");
    assertTrue(
        run.err().contains("one-hot makes 24 features of 2, more than the 20 rows"), run.err());
  }

  @Test
  void signsOfPercentAndCurrencyAreRead() throws IOException {
    Path data =
        Files.writeString(
            directory.resolve("t.csv"),
            "share,price,y\n10 %,$1,1\n20%,-$2,5\n5 %,($3),3\n50.5%,4 USD,7\n");
    Run run =
        Run.done(
            "train",
            data,
            "--target",
            "y",
            "--percent",
            "--currency",
            "--features",
            "share",
            "--json");
    // By hand: means 0.21375 and 4, sums of products 1.365 and of squares 0.12476875.
    assertEquals(1.365 / 0.12476875, run.json().at("/coefficients/share").doubleValue(), 1e-7);
    assertEquals(0, Run.of("train", data, "--target", "y", "--percent", "--currency").code());
    Run refused = Run.of("train", data, "--target", "y");
    assertTrue(refused.err().contains("(or use --percent)"), refused.err());
    assertTrue(refused.err().contains("(or use --currency)"), refused.err());
  }
}
