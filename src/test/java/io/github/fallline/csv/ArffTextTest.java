package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextFiles;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArffTextTest {
  private static final String HEADER =
      """
      % a comment, "with a quote

      @RELATION 'a test'
      @attribute x numeric
      @Attribute 'the target' REAL % remark
      @attribute y integer
      @DATA
      """;
  private static final Speed[] SPEEDS = {
    new Speed(1, 0), new Speed(1, 1), new Speed(2, 7), new Speed(1, 64), new Speed(2, 1 << 18)
  };

  @TempDir Path directory;

  private static TextInput input(String text) {
    return new TextInput(new ByteArrayInputStream(text.getBytes(UTF_8)), "t.arff");
  }

  private static String outcome(String text, CsvFormat format, Schema schema, Speed speed) {
    try (Dataset rows =
        CsvReader.read(
            input(text), format, schema, MissingValues.SKIP, ReadingOptions.DEFAULT, speed)) {
      StringBuilder found = new StringBuilder(String.join(",", rows.featureNames()) + ":");
      for (int i = 0; i < rows.rows(); i++) {
        found.append(i == 0 ? " " : "; ");
        for (double feature : rows.features().getRow(i).toDoubleVector()) {
          found.append(feature).append(' ');
        }
        found.append(rows.targets().getDouble(i));
      }
      return found.toString();
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  private static void check(String text, String expected) {
    for (Speed speed : SPEEDS) {
      for (CsvFormat format :
          new CsvFormat[] {CsvFormat.DETECT, new CsvFormat(Optional.of(';'), false)}) {
        String found = outcome(text, format, Schema.target("y"), speed);
        assertEquals(expected, found.substring(0, Math.min(expected.length(), found.length())));
      }
    }
  }

  /** {@code ~} is a line feed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "1,2,3~4,5,6~ ! 1.0 2.0 3.0; 4.0 5.0 6.0",
        " 1 , 2,3 ~~% 7,8,9~4,5,6 % end~ ! 1.0 2.0 3.0; 4.0 5.0 6.0",
        "1 2 3~4\t5\t6 ! 1.0 2.0 3.0; 4.0 5.0 6.0",
        "?,1,2~1, ?,2~4,5,6~7,8,?~ ! 4.0 5.0 6.0",
        "'1',\"2\",3~4,5,6~ ! 1.0 2.0 3.0; 4.0 5.0 6.0"
      })
  void rowsAreThoseBehindTheData(String rows, String expected) {
    String text = HEADER + rows.replace('~', '\n');
    check(text, "x,the target: " + expected);
    check(text.replace("\n", "\r\n"), "x,the target: " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "1,2,3~{0 1, 2 3}~ ! t.arff:9: a sparse row of ARFF; write all values of the row, and a"
            + " weight as a column",
        "1,2,3~4,5,6,{2}~ ! t.arff:9: a row with a weight of ARFF; write all values",
        "1,2,3~4,5~ ! t.arff:9: 2 fields; expected 3 as in the header",
        "1,2,3~~4,w,6~ ! t.arff:10: column 'the target' is \"w\"; expected a number",
        "1,2,3~4,'w~',6~ ! t.arff:9: a quote that is not closed in its line of ARFF; close it",
        "1,2,3~4,'w ! t.arff:9: a quote that is not closed of ARFF; close it"
      })
  void aWrongRowHasItsLine(String rows, String expected) {
    check(HEADER + rows.replace('~', '\n'), expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "@relation r~@attribute y real~1,2~ ! t.arff:3: '1,2' in the header of an ARFF file;"
            + " expected @attribute or @data",
        "@relation r~@attribute y real~ ! t.arff: ARFF without @data; expected it above the rows",
        "@relation r~@data~1~ ! t.arff:2: no @attribute above @data; expected one for each column",
        "@relation r~@attribute y float~@data~1~ ! t.arff:2: attribute 'y' has the type 'float';"
            + " expected numeric, real, integer or levels such as {a, b}",
        "@relation r~@attribute~@data~1~ ! t.arff:2: @attribute without a name",
        "@relation r~@attribute 'y real~@data~1~ ! t.arff:2: an attribute's name with an open quote",
        "@relation r~@attribute z relational~ ! t.arff:2: attribute 'z' has the type 'relational'",
        "@relation r~@attribute n string~@attribute y real~@data~a,1~ ! t.arff:2:"
            + " attribute 'n' is a string; expected numeric, or nominal with its levels (leave"
            + " the column out with Schema.withExcluded(\"n\"))",
        "@relation r~@attribute d date \"yyyy\"~@attribute y real~@data~a,1~ ! t.arff:2: attribute"
            + " 'd' is a date; expected numeric",
        "@relation r~@attribute y real~@attribute y real~@data~1,2~ ! t.arff:4: columns 1 and 2 are"
            + " both named 'y'"
      })
  void aWrongHeaderIsNamed(String text, String expected) {
    check(text.replace('~', '\n'), expected);
  }

  private static List<CategoricalColumn> levels(String text, boolean others) throws IOException {
    Path file = Files.createTempFile("a", ".arff");
    try {
      Files.writeString(file, text);
      CategoryDetector detector =
          CategoryDetector.of(TextInput.of(file), Schema.target("y"))
              .withMissing(MissingValues.SKIP);
      return (others ? detector : detector.withoutWords()).detect();
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void nominalAttributesAreLevelsEvenIfTheyAreNumbers() throws IOException {
    String text =
        """
        @relation r
        @attribute c {2, 10, 'it\\'s'}
        @attribute y real
        @data
        10,1
        'it\\'s',2
        2,3
        """;
    assertEquals(List.of("10", "2", "it's"), levels(text, true).get(0).levels());
    String numbers = text.replace("'it\\'s',2\n", "");
    assertEquals(List.of("2", "10"), levels(numbers, true).get(0).levels());
    assertEquals(List.of(), levels(numbers, false));
  }

  @Test
  void unusedStringsAreLeftOut() {
    String text =
        """
        @relation r
        @attribute 'n "a"' string
        @attribute x real
        @attribute y real
        @data
        'a, "b" \\'c\\'',1,2
        "d e",3,4
        """;
    Schema schema = Schema.target("y").withFeatures(List.of("x"));
    for (Speed speed : SPEEDS) {
      assertEquals("x: 1.0 2.0; 3.0 4.0", outcome(text, CsvFormat.DETECT, schema, speed));
    }
  }

  @Test
  void aCommentWithoutRelationIsCsv() {
    String text = "%x,y\n1,2\n";
    for (Speed speed : SPEEDS) {
      assertEquals("%x: 1.0 2.0", outcome(text, CsvFormat.DETECT, Schema.target("y"), speed));
    }
  }

  @Test
  void severalFilesAreOneTable() throws IOException {
    Path one = Files.writeString(directory.resolve("a.arff"), HEADER + "1,2,3\n");
    Path two = Files.writeString(directory.resolve("b.arff"), HEADER + "4,5,6\n");
    Path csv = Files.writeString(directory.resolve("c.csv"), "x,the target,y\n7,8,9\n");
    try (Dataset rows =
        CsvReader.read(
            TextFiles.of(List.of(one, two, csv)),
            CsvFormat.DETECT,
            Schema.target("y"),
            MissingValues.FAIL)) {
      assertEquals(7.0, rows.features().getDouble(2, 0));
      assertEquals(6.0, rows.targets().getDouble(1));
    }
  }
}
