package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvErrorsTest {
  private static final String QUOTES =
      "quotes do not pair up; a quoted field ends in a quote right before a separator or the end of"
          + " the line, and a quote inside it is written twice";

  /** Texts read with target y, other columns as features, missing values failing. */
  static Stream<Arguments> texts() {
    return Stream.of(
        // The text as a whole
        bad("", "a.csv: the file is empty; expected rows of numbers"),
        bad("\n \r\n", "a.csv: the file is empty; expected rows of numbers"),
        bad("a,y\n", "a.csv: no rows below the header; expected at least one"),
        bad("a,y", "a.csv: no rows below the header; expected at least one"),
        // The header
        bad(
            "x,a,y,a\n1,2,3,4\n",
            "a.csv:1: columns 2 and 4 are both named 'a'; expected different names" + RENAME_A),
        bad(
            "\n\na,\" a \",y\n1,2,3\n",
            "a.csv:3: columns 1 and 2 are both named 'a'; expected different names" + RENAME_A),
        bad("a,b\n1,2\n", "a.csv:1: no column 'y' for Schema.target; expected a or b"),
        bad("a,b,c\n1,2,3\n", "a.csv:1: no column 'y' for Schema.target; expected a, b or c"),
        bad(
            "a,Y\n1,2\n",
            "a.csv:1: no column 'y' for Schema.target; expected a or Y (did you mean" + " 'Y'?)"),
        bad(
            "c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12\n",
            "a.csv:1: no column 'y' for Schema.target; expected c1, c2, c3, c4, c5, c6,"
                + " c7, c8, c9, c10 or 2 more"),
        bad("a\n1\n", "a.csv:1: no column 'y' for Schema.target; expected a"),
        bad(
            "a:y\n1:2\n",
            "a.csv:1: no column 'y' for Schema.target; all of 'a:y' is one column (set"
                + " the delimiter with CsvFormat.withSeparator)"),
        bad(
            "y\n1\n",
            "a.csv:1: no feature column is left; expected one besides the target and"
                + " those that Schema.withExcluded names (Schema.withoutFeatures fits a"
                + " constant)"),
        // Rows
        bad("a,b,y\n1,2,3\n1,2\n", "a.csv:3: 2 fields; expected 3 as in the header"),
        bad("a,y\n5,2,\n5,2\n", "a.csv:3: 2 fields; expected 3 as in the first row"),
        bad("a,y\n1\n", "a.csv:2: 1 field; expected 2 as in the header"),
        bad("a,y\n1,\"2\n3,4\n", "a.csv:2: " + QUOTES),
        bad("a,y\n1,2\n\"3\"x,4\n", "a.csv:3: " + QUOTES),
        bad("a,y\n\n\"1\n\"x,2", "a.csv:3: " + QUOTES),
        // Missing values
        bad("a,y\n1,2\n\n,4\n", cell(4, "a", "empty", MISSING)),
        bad("a,y\nn/a,2\n", cell(2, "a", "\"n/a\"", MISSING)),
        bad("a,y\n1, NaN \n", cell(2, "y", "\"NaN\"", MISSING)),
        // Text
        bad("a,y\nabc,2\n", cell(2, "a", "\"abc\"", EXCLUDE_A)),
        bad("a,y\n1d,2\n", cell(2, "a", "\"1d\"", EXCLUDE_A)),
        bad("a,y\n1f,2\n", cell(2, "a", "\"1f\"", EXCLUDE_A)),
        bad("a,y\n0x1p3,2\n", cell(2, "a", "\"0x1p3\"", EXCLUDE_A)),
        bad("a,y\n1_000,2\n", cell(2, "a", "\"1_000\"", EXCLUDE_A)),
        bad("a,y\n5\" pipe,2\n", cell(2, "a", "\"5\" pipe\"", EXCLUDE_A)),
        bad("a,y\n1,abc\n", cell(2, "y", "\"abc\"", "a number (choose another Schema.target)")),
        bad(
            "pipe size,y\nx,1\n",
            cell(
                2,
                "pipe size",
                "\"x\"",
                "a number (leave the column out with Schema.withExcluded(\"pipe size\")"
                    + " or use DataTable.withOneHot)")),
        bad(
            "a,y\n1,2\n\"b\n\tc\u001b\u202e\",3\n",
            cell(3, "a", "\"b\\n\\tc\\u001b\\u202e\"", CORRECT_A)),
        bad(
            "a,y\n" + "x".repeat(50) + ",3\n",
            cell(2, "a", "\"" + "x".repeat(40) + "...\"", EXCLUDE_A)),
        bad("a,y\r\"1\r\n\",2\rz,3\r", cell(4, "a", "\"z\"", CORRECT_A)),
        // Numbers that are none here
        bad(
            "a;y\n1;2\n7,5;3\n",
            cell(
                3,
                "a",
                "\"7,5\"",
                "a number written with a decimal point instead of the comma: 7.5 (or use"
                    + " CellFormat.withDecimalComma)")),
        bad(
            "a,y\n\"1,234,567\",2\n",
            cell(
                2,
                "a",
                "\"1,234,567\"",
                "a number written without thousands commas: 1234567 (or use"
                    + " CellFormat.withThousands(','))")),
        bad(
            "a,y\n1e400,2\n",
            cell(2, "a", "\"1e400\"", "a finite number of at most 1.79e308 in size")),
        bad(
            "a,y\n-Infinity,2\n",
            cell(
                2,
                "a",
                "\"-Infinity\"",
                "a finite number (leave the column out with Schema.withExcluded(\"a\"))")),
        bad(
            "a,y\n1,INF\n",
            cell(2, "y", "\"INF\"", "a finite number (choose another Schema.target)")));
  }

  private static final String RENAME_A =
      " (rename one of them in the header, or leave both out with" + " Schema.withExcluded(\"a\"))";
  private static final String MISSING = "a number (MissingValues.SKIP drops such rows)";
  private static final String EXCLUDE_A =
      "a number (leave the column out with Schema.withExcluded(\"a\") or use"
          + " DataTable.withOneHot)";
  private static final String CORRECT_A =
      "a number (correct the cell, or leave it empty; or leave the column out with"
          + " Schema.withExcluded(\"a\"); DataTable.withCategorical(\"a\") treats its cells as"
          + " levels)";

  private static Arguments bad(String text, String message) {
    return Arguments.of(text, message);
  }

  private static String cell(int line, String column, String cell, String expected) {
    return "a.csv:" + line + ": column '" + column + "' is " + cell + "; expected " + expected;
  }

  @ParameterizedTest
  @MethodSource("texts")
  void reportsPlaceFindingAndRemedy(String text, String message) {
    assertEquals(message, messageOf(text, CsvFormat.DETECT, Schema.target("y")));
  }

  @ParameterizedTest
  @ValueSource(strings = {" price", "PRICE", "pri ce"})
  void suggestsANameThatDiffersByCaseOrBlanks(String name) {
    assertEquals(
        "a.csv:1: no column '%s' for Schema.target; expected a or price (did you mean 'price'?)"
            .formatted(name),
        messageOf("a,price\n1,2\n", CsvFormat.DETECT, Schema.target(name)));
  }

  @Test
  void namesTheSettingThatAsksForAMissingColumn() {
    assertEquals(
        "a.csv:1: no column 'A' for Schema.withFeatures; expected a or y (did you mean" + " 'a'?)",
        messageOf("a,y\n1,2\n", CsvFormat.DETECT, Schema.features(List.of("A"))));
    Schema model = Schema.ofModel(Optional.empty(), List.of("A"));
    assertEquals(
        "a.csv:1: no column 'A', which the model needs; expected it among a or y (did you mean"
            + " 'a'?)",
        messageOf("a,y\n1,2\n", CsvFormat.DETECT, model));
    assertEquals(
        "a.csv:2: column 'A' is \"x\"; expected a number (the model needs this column)",
        messageOf("A,y\nx,2\n", CsvFormat.DETECT, model));
    assertEquals(
        "a.csv:2: column 'A' is \"NA\"; expected a number (MissingValues.KEEP writes NA"
            + " for such rows, MissingValues.MEAN fills them in)",
        messageOf("A,y\nNA,2\n", CsvFormat.DETECT, model));
    assertEquals(
        "a.csv:1: no column 'b' for Schema.withExcluded; expected a or y",
        messageOf("a,y\n1,2\n", CsvFormat.DETECT, Schema.target("y").withExcluded(List.of("b"))));
  }

  @Test
  void offersToLeaveAColumnOutOfTheNamedFeatures() {
    assertEquals(
        "a.csv:2: column 'b' is \"x\"; expected a number (leave 'b' out of"
            + " Schema.withFeatures or use DataTable.withOneHot)",
        messageOf(
            "a,b,y\n1,x,2\n",
            CsvFormat.DETECT,
            Schema.target("y").withFeatures(List.of("a", "b"))));
  }

  @Test
  void countsFieldsAgainstTheFirstRowWithoutAHeader() {
    CsvFormat format = new CsvFormat(Optional.empty(), false);
    assertEquals(
        "a.csv:2: 3 fields; expected 2 as in the first row",
        messageOf("1,2\n3,4,5\n", format, Schema.target("1")));
    assertEquals(
        "a.csv:1: no column 'y' for Schema.target; expected 1 or 2",
        messageOf("1,2\n", format, Schema.target("y")));
    assertEquals(
        "a.csv: the file is empty; expected rows of numbers",
        messageOf("", format, Schema.target("1")));
  }

  @Test
  void hintsAtAWrongSeparator() {
    CsvFormat format = new CsvFormat(Optional.of(';'), true);
    assertEquals(
        "a.csv:1: no column 'y' for Schema.target; all of 'a,y' is one column (';' as"
            + " CsvFormat.withSeparator does not split it)",
        messageOf("a,y\n1,2\n", format, Schema.target("y")));
  }

  private static String allSkippedOf(String what) {
    return "a.csv: all rows (2) were skipped, each for a missing value; " + what;
  }

  static Stream<Arguments> gaps() {
    String allSkipped = allSkippedOf("column ");
    return Stream.of(
        Arguments.of(
            "a,b,y\n1,,2\n,,3\n",
            MissingValues.SKIP,
            allSkipped
                + "'b' is missing in every row (leave the column out with"
                + " Schema.withExcluded(\"b\"))"),
        Arguments.of(
            "a,y\n1,NA\n2,NA\n",
            MissingValues.MEAN,
            allSkipped + "'y' is missing in every row (choose another Schema.target)"),
        Arguments.of(
            "a,y\n1,NA\n2,NA\n",
            MissingValues.KEEP,
            allSkipped + "'y' is missing in every row (choose another Schema.target)"),
        Arguments.of(
            "a,b,y\n1,,2\n2,3,\n3,,4\n",
            MissingValues.SKIP,
            "a.csv: all rows (3) were skipped, each for a missing value; column 'b' lacks"
                + " 2 (leave the column out with Schema.withExcluded(\"b\"))"),
        Arguments.of(
            "a,b,c,y\n1,,,2\n2,,,3\n",
            MissingValues.SKIP,
            allSkippedOf(
                "columns 'b' and 'c' are missing in every row (leave the columns out with"
                    + " Schema.withExcluded(\"b\", \"c\"))")),
        Arguments.of(
            "a,b,y\n1,,2\n2,,3\n",
            MissingValues.FAIL,
            "a.csv:2: column 'b' is missing in every row; expected numbers (leave the"
                + " column out with Schema.withExcluded(\"b\"))"),
        Arguments.of(
            "a,y\n1,NA\n2,\n",
            MissingValues.FAIL,
            "a.csv:2: column 'y' is missing in every row; expected numbers (choose"
                + " another Schema.target)"),
        Arguments.of(
            "a,b,y\n1,,2\n2,,3\n1,4,5\n", MissingValues.FAIL, cell(2, "b", "empty", MISSING)),
        Arguments.of(
            "a,b,y\n1,,1\n1,2,\n",
            MissingValues.MEAN,
            "a.csv: column 'b' has no value to take the mean of (leave the column out"
                + " with Schema.withExcluded(\"b\"))"),
        Arguments.of(
            "a,y\n,x\n",
            MissingValues.SKIP,
            cell(2, "y", "\"x\"", "a number (choose another Schema.target)")));
  }

  @ParameterizedTest
  @MethodSource("gaps")
  void reportsWhenMissingValuesLeaveNoRows(String text, MissingValues missing, String message) {
    InputException error =
        assertThrows(
            InputException.class, () -> read(text, CsvFormat.DETECT, Schema.target("y"), missing));
    assertEquals(message, error.getMessage());
  }

  @Test
  void everyMessageIsOneLine() {
    assertTrue(texts().noneMatch(a -> ((String) a.get()[1]).contains("\n")));
    String message = messageOf("\"a\nb\",\"c\r\"\n1,2\n", CsvFormat.DETECT, Schema.target("y"));
    assertFalse(message.contains("\n") || message.contains("\r"), message);
  }

  @ParameterizedTest
  @ValueSource(chars = {'"', '\n', '\r', '\0'})
  void refusesASeparatorThatMeansSomethingElse(char separator) {
    assertThrows(IllegalArgumentException.class, () -> new CsvFormat(Optional.of(separator), true));
  }

  @Test
  void refusesAFeatureThatIsNamedTwice() {
    assertThrows(IllegalArgumentException.class, () -> Schema.features(List.of("a", "b", "a")));
  }

  private static String messageOf(String text, CsvFormat format, Schema schema) {
    return assertThrows(InputException.class, () -> read(text, format, schema, MissingValues.FAIL))
        .getMessage();
  }

  private static void read(String text, CsvFormat format, Schema schema, MissingValues missing) {
    TextInput input = new TextInput(new ByteArrayInputStream(text.getBytes(UTF_8)), "a.csv");
    CsvReader.read(input, format, schema, missing).close();
  }
}
