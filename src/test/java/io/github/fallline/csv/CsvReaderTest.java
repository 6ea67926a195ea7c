package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class CsvReaderTest {
  private static final CsvFormat NO_HEADER = new CsvFormat(Optional.empty(), false);

  @TempDir private Path directory;

  /** The same table, features a, b and target y, in many hands. */
  static Stream<String> dialects() {
    return Stream.of(
        "a,b,y\n1,2,3\n4,5.5,-6\n",
        "a,b,y\n1,2,3\n4,5.5,-6",
        "a,b,y\r\n1,2,3\r\n4,5.5,-6\r\n",
        "a,b,y\r1,2,3\r4,5.5,-6\r",
        "a,b,y\n1,2,3\r\n4,5.5,-6\r",
        "a;b;y\n1;2;3\n4;5.5;-6\n",
        "a\tb\ty\n1\t2\t3\n4\t5.5\t-6\n",
        "a|b|y\n1|2|3\n4|5.5|-6\n",
        "\n\na,b,y\n\n1,2,3\n  \n4,5.5,-6\n\n\n",
        " a , b,y \n 1 ,2, 3\n4 , 5.5 ,\t-6 \n",
        "\"a\",\"b\",\"y\"\n\"1\",\"2\",\"3\"\n\"4\",\"5.5\",\"-6\"\n",
        " \"a\" , \" b \",y\n \"1\" ,\" 2 \",3\n4,5.5,-6\n",
        "\ufeffa,b,y\n1,2,3\n4,5.5,-6\n",
        "a,b,y\n+1.,02,3e0\n0.4E1,55e-1,-6.000\n");
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void readsEveryDialectAlike(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), text);
    try (Dataset data = CsvReader.read(file, Schema.target("y"))) {
      assertEquals(List.of("a", "b"), data.featureNames());
      assertEquals("y", data.targetName());
      assertEquals(0, data.skippedRows());
      assertArrayEquals(new double[][] {{1, 2}, {4, 5.5}}, data.features().toDoubleMatrix());
      assertArrayEquals(new double[][] {{3}, {-6}}, data.targets().toDoubleMatrix());
    }
  }

  @Test
  void makesRowMajorMatricesOfDoubles() {
    try (Dataset data = read("a,b,y\n1,2,3\n4,5,6\n", Schema.target("y"))) {
      assertEquals(DataType.DOUBLE, data.features().dataType());
      assertArrayEquals(new long[] {2, 2}, data.features().shape());
      assertArrayEquals(new long[] {2, 1}, data.features().stride());
      assertArrayEquals(new long[] {2, 1}, data.targets().shape());
    }
  }

  @Test
  void keepsQuotedSeparatorsQuotesAndLineEndsInNames() {
    String text = "\"a,\n1\",\"b \"\"c\"\"\",y\n1,2,3\n";
    try (Dataset data = read(text, Schema.target("y"))) {
      assertEquals(List.of("a,\n1", "b \"c\""), data.featureNames());
    }
  }

  @Test
  void namesColumnsWithoutANameAfterTheirNumber() {
    try (Dataset data = read(",y,  ,\"\"\n1,2,3,4\n", Schema.target("y"))) {
      assertEquals(List.of("column1", "column3", "column4"), data.featureNames());
    }
  }

  @Test
  void numbersTheColumnsOfATableWithoutHeader() {
    try (Dataset data = read("1,2,3\n4,5,6\n", NO_HEADER, Schema.target("2"), MissingValues.FAIL)) {
      assertEquals(List.of("1", "3"), data.featureNames());
      assertArrayEquals(new double[][] {{1, 3}, {4, 6}}, data.features().toDoubleMatrix());
      assertArrayEquals(new double[][] {{2}, {5}}, data.targets().toDoubleMatrix());
    }
  }

  @Test
  void takesFeaturesInTheOrderOfTheSchema() {
    Schema schema = Schema.target("b").withFeatures(List.of("c", "a"));
    try (Dataset data = read("a,b,c,d\n1,2,3,x\n", schema)) {
      assertEquals(List.of("c", "a"), data.featureNames());
      assertArrayEquals(new double[][] {{3, 1}}, data.features().toDoubleMatrix());
    }
  }

  @Test
  void doesNotReadExcludedColumns() {
    Schema schema = Schema.target("y").withExcluded(List.of("name", "note"));
    String text = "name,a,y,note\nfoo,1,2,\n\"b\n,\"\"r\",3,4,1e999\n";
    try (Dataset data = read(text, schema)) {
      assertEquals(List.of("a"), data.featureNames());
      assertArrayEquals(new double[][] {{1}, {3}}, data.features().toDoubleMatrix());
    }
  }

  @Test
  void readsRowsWithoutATarget() {
    try (Dataset data = read("a,b\n1,2\n", Schema.features(List.of("b")))) {
      assertArrayEquals(new double[][] {{2}}, data.features().toDoubleMatrix());
      assertThrows(IllegalStateException.class, data::targets);
    }
  }

  @Test
  void readsOneColumnOfFeatures() {
    Schema schema = Schema.unlabelled();
    try (Dataset data = read("a\n1\n\n2\n", schema)) {
      assertArrayEquals(new double[][] {{1}, {2}}, data.features().toDoubleMatrix());
    }
  }

  @Test
  void readsAQuotedEmptyFieldAsMissingAndNoBlankLine() {
    Schema schema = Schema.unlabelled();
    try (Dataset data = read("a\n1\n\"\"\n2\n", CsvFormat.DETECT, schema, MissingValues.KEEP)) {
      assertArrayEquals(new double[][] {{1}, {Double.NaN}, {2}}, data.features().toDoubleMatrix());
    }
  }

  @Test
  void roundsUnderflowToZero() {
    try (Dataset data = read("a,y\n1e-400,-1e-400\n", Schema.target("y"))) {
      assertEquals(0.0, data.features().getDouble(0, 0));
      assertEquals(-0.0, data.targets().getDouble(0, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", " ", ":", "^"})
  void takesTheSeparatorItIsGiven(String separator) {
    CsvFormat format = new CsvFormat(Optional.of(separator.charAt(0)), true);
    String text = "a,y\n1,2\n".replace(",", separator);
    try (Dataset data = read(text, format, Schema.target("y"), MissingValues.FAIL)) {
      assertEquals(1, data.features().getDouble(0, 0));
      assertEquals(2, data.targets().getDouble(0, 0));
    }
  }

  private static final String WITH_GAPS = "a,b,y\n1,,3\n?,5,6\n7,8,NA\nn/a,9,10\n11,12,13\n";

  @Test
  void skipsAndCountsRowsWithMissingValues() {
    try (Dataset data = read(WITH_GAPS, MissingValues.SKIP)) {
      assertArrayEquals(new double[][] {{11, 12}}, data.features().toDoubleMatrix());
      assertArrayEquals(new double[][] {{13}}, data.targets().toDoubleMatrix());
      assertEquals(4, data.skippedRows());
    }
  }

  @Test
  void fillsFeaturesWithTheMeanOfTheRowsThatAreKept() {
    // The row 7,8,NA has no target: it counts for no mean. a: (1 + 11) / 2; b: (5 + 9 + 12) / 3.
    try (Dataset data = read(WITH_GAPS, MissingValues.MEAN)) {
      assertArrayEquals(
          new double[][] {{1, 26 / 3.0}, {6, 5}, {6, 9}, {11, 12}},
          data.features().toDoubleMatrix());
      assertArrayEquals(new double[][] {{3}, {6}, {10}, {13}}, data.targets().toDoubleMatrix());
      assertEquals(1, data.skippedRows());
    }
  }

  @Test
  void takesTheMeanOfNumbersWhoseSumIsBeyondDouble() {
    String text = "a,y\n1.6e308,1\n1.6e308,2\n,3\n";
    try (Dataset data = read(text, MissingValues.MEAN)) {
      assertEquals(1.6e308, data.features().getDouble(2, 0));
    }
  }

  @Test
  void keepsMissingFeaturesAsNan() {
    try (Dataset data = read(WITH_GAPS, MissingValues.KEEP)) {
      assertArrayEquals(
          new double[][] {{1, Double.NaN}, {Double.NaN, 5}, {Double.NaN, 9}, {11, 12}},
          data.features().toDoubleMatrix());
      assertEquals(1, data.skippedRows());
    }
  }

  @Test
  void readsMoreRowsThanAChunkHolds() {
    // 3 features: a chunk of 32768 elements ends within a row of the file's numbers.
    int rows = 25_000;
    StringBuilder text = new StringBuilder("a,b,c,y\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(2 * i).append(',').append(i % 10 == 0 ? "" : "-1");
      text.append(',').append(3 * i).append('\n');
    }
    try (Dataset data = read(text.toString(), MissingValues.MEAN)) {
      assertEquals(rows, data.rows());
      double[][] x = data.features().toDoubleMatrix();
      double[][] y = data.targets().toDoubleMatrix();
      for (int i = 0; i < rows; i++) {
        assertArrayEquals(new double[] {i, 2 * i, -1}, x[i]);
        assertEquals(3 * i, y[i][0]);
      }
    }
  }

  @Test
  void readsARecordOfMoreElementsThanAChunk() {
    int columns = 40_000;
    StringBuilder header = new StringBuilder("y");
    StringBuilder row = new StringBuilder("-1");
    for (int j = 0; j < columns; j++) {
      header.append(",long name ").append(j);
      row.append(',').append(j);
    }
    String text = header + "\n" + row + "\n" + row + "\n";
    try (Dataset data = read(text, Schema.target("y"))) {
      assertArrayEquals(new long[] {2, columns}, data.features().shape());
      assertEquals(columns - 1, data.features().getDouble(1, columns - 1));
    }
  }

  @Test
  void reportsBytesAndRowsUntilTheEnd() throws IOException {
    String text = "a,y\n" + "1,2\n".repeat(2_000_000);
    Path file = Files.writeString(directory.resolve("a.csv"), text);
    List<Long> bytes = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    ReadingOptions options =
        ReadingOptions.DEFAULT.withProgress(
            (bytesTaken, rowsTaken) -> {
              bytes.add(bytesTaken);
              rows.add(rowsTaken);
            });
    CsvReader.read(
            TextInput.of(file), CsvFormat.DETECT, Schema.target("y"), MissingValues.FAIL, options)
        .close();
    assertTrue(bytes.size() > 3, "reported " + bytes.size() + " times");
    assertEquals(bytes.stream().sorted().toList(), bytes);
    assertEquals(text.length(), bytes.get(bytes.size() - 1));
    assertEquals(rows.stream().sorted().toList(), rows);
    assertEquals(2_000_000, rows.get(rows.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,y\n1,2\n", "a,y\n1,x\n", "", "a,y\n1,\"2\n"})
  void closesTheFileWhateverHappens(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), text);
    try {
      CsvReader.read(file, Schema.target("y")).close();
    } catch (InputException e) {
      assertFalse(text.equals("a,y\n1,2\n"), e.getMessage());
    }
    assertFalse(isOpen(file));
  }

  /** Whether this process has the file open, if the system can report it. */
  private static boolean isOpen(Path file) throws IOException {
    Path handles = Path.of("/proc/self/fd");
    if (!Files.isDirectory(handles)) {
      return false;
    }
    Path real = file.toRealPath();
    try (Stream<Path> links = Files.list(handles)) {
      return links.anyMatch(link -> real.equals(target(link)));
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link; // closed in the meantime
    }
  }

  private static Dataset read(String text, MissingValues missing) {
    return read(text, CsvFormat.DETECT, Schema.target("y"), missing);
  }

  private static Dataset read(String text, Schema schema) {
    return read(text, CsvFormat.DETECT, schema, MissingValues.FAIL);
  }

  private static Dataset read(String text, CsvFormat format, Schema schema, MissingValues missing) {
    TextInput input = new TextInput(new ByteArrayInputStream(text.getBytes(UTF_8)), "a.csv");
    return CsvReader.read(input, format, schema, missing);
  }
}
