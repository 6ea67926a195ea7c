package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.CellFormat;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that runs of blanks separate. */
class BlankRunsTest {
  private static final CsvFormat GIVEN = new CsvFormat(Optional.of(CsvFormat.BLANKS), true);
  private static final Speed[] SPEEDS = {
    new Speed(1, 0), new Speed(1, 1), new Speed(2, 7), new Speed(1, 64), new Speed(2, 1 << 18)
  };

  private static String unescaped(String text) {
    return text.replace('~', '\n').replace('^', '\r').replace('_', ' ').replace('>', '\t');
  }

  private static String outcome(String text, CsvFormat format, Speed speed) {
    TextInput input = new TextInput(new ByteArrayInputStream(text.getBytes(UTF_8)), "t.csv");
    Schema schema =
        format.header()
            ? Schema.target("y").withFeatures(List.of("x"))
            : Schema.target("2").withFeatures(List.of("1"));
    try (Dataset rows =
        CsvReader.read(input, format, schema, MissingValues.SKIP, ReadingOptions.DEFAULT, speed)) {
      StringBuilder found = new StringBuilder();
      for (int i = 0; i < rows.rows(); i++) {
        found.append(i == 0 ? "" : "; ").append(rows.features().getDouble(i, 0)).append(' ');
        found.append(rows.targets().getDouble(i));
      }
      return found.toString();
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  /** {@code _} is a blank, {@code >} a tab, {@code ~} LF, {@code ^} CR. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "x_y~1_2~3_4~ ! 1.0 2.0; 3.0 4.0",
        "x_y~1_2~3_4 ! 1.0 2.0; 3.0 4.0",
        "__x___y__~__1___2__~_3_4_~ ! 1.0 2.0; 3.0 4.0",
        "x_y^~1_2^~3_4^~ ! 1.0 2.0; 3.0 4.0",
        "x_y^1_2^3_4^ ! 1.0 2.0; 3.0 4.0",
        "x>_y~1_>2~3__>>4~ ! 1.0 2.0; 3.0 4.0",
        "x_z>y~1_5>2~3_6>4~ ! 1.0 2.0; 3.0 4.0",
        ">x>y~>1>2~>>3>4~ ! 1.0 2.0; 3.0 4.0",
        "~~x_y~~_~1_2~~3_4~~ ! 1.0 2.0; 3.0 4.0",
        "x_y_name~1_2_\"a_b\"~3_4_\"c>>\"\"d_\"~ ! 1.0 2.0; 3.0 4.0",
        "\"x\"_\"y\"~\"1\"__\"2\"~_\"3\"_4_~ ! 1.0 2.0; 3.0 4.0",
        "x_y~1_2~NA_3~3_4~4_?~ ! 1.0 2.0; 3.0 4.0",
        "x_y~1e0_+2~-3_.4~ ! 1.0 2.0; -3.0 0.4",
        "\ufeffx_y~1_2~3_4~ ! 1.0 2.0; 3.0 4.0",
        "x_y~1_2~3_4_5~6_7~8_9~1_1~ ! t.csv:3: 3 fields; expected 2",
        "x_y~1_2~3~6_7~8_9~1_1~ ! t.csv:3: 1 field; expected 2 as in the header",
        "x_y~1_2~w_4~ ! t.csv:3: column 'x' is \"w\"; expected a number",
        "x_y~1_2~\"3_4~ ! t.csv:3: quotes do not pair up"
      })
  void runsOfBlanksSeparateFields(String text, String expected) {
    for (Speed speed : SPEEDS) {
      for (CsvFormat format : new CsvFormat[] {CsvFormat.DETECT, GIVEN}) {
        String found = outcome(unescaped(text), format, speed);
        assertEquals(expected, found.substring(0, Math.min(found.length(), expected.length())));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "x>y~1>_2~_3>4~ ! 1.0 2.0; 3.0 4.0",
        "x>first_name>y~1>Ann_Lee>2~3>Bob_Ray>4~ ! 1.0 2.0; 3.0 4.0",
        "x>y>a_b~1>2>~3>4>_~ ! 1.0 2.0; 3.0 4.0",
        "x,_y~1,_2~3,_4~ ! 1.0 2.0; 3.0 4.0",
        "x;_y~1;_2~3;_4~ ! 1.0 2.0; 3.0 4.0"
      })
  void otherSeparatorsComeFirst(String text, String expected) {
    for (Speed speed : SPEEDS) {
      assertEquals(expected, outcome(unescaped(text), CsvFormat.DETECT, speed));
    }
  }

  @Test
  void textsWithoutAHeaderAndWithComments() {
    CsvFormat plain = new CsvFormat(Optional.empty(), false);
    String table = "# \"a\n 1  2 # \n";
    for (Speed speed : SPEEDS) {
      assertEquals("1.0 2.0; 3.0 4.0", outcome("  1  2\n 3 4 \n", plain, speed));
      assertEquals(
          "1.0 2.0; 3.0 4.0",
          outcome(table.replace(" # ", "") + "  # it's\n3 4\n#", plain.withComment('#'), speed));
      assertEquals(
          "1.5 2.0; 3.0 4.25",
          outcome(
              "x y\n1,5 2\n3 4,25\n",
              CsvFormat.DETECT.withCells(CellFormat.DEFAULT.withDecimalComma(true)),
              speed));
      assertEquals(
          "1.0 2.0; 3.0 4.0",
          outcome("a title\nx  y\n1 2\n3 4\n", CsvFormat.DETECT.withSkipLines(1), speed));
    }
  }

  /** One column whose cells are not numbers, or have no blanks in every row. */
  @ParameterizedTest
  @CsvSource({"city name~New York~Los Angeles~", "life span~1~2~", "y~1 234~5 678~"})
  void aSingleColumnIsNotSplit(String text) {
    String given = unescaped(text);
    String sample = new String(given.getBytes(UTF_8), UTF_8);
    assertEquals(',', new CsvDialect(CsvFormat.DETECT).separatorOf(sample, true));
  }

  @Test
  void blanksBetweenThousandsCannotSeparate() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> GIVEN.withCells(CellFormat.DEFAULT.withThousands(' ')));
    assertEquals(
        "CellFormat.withThousands: blanks are the separator too; use another"
            + " CsvFormat.withSeparator",
        error.getMessage());
  }
}
