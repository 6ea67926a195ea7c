package io.github.fallline.csv.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.RowBlock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowParserTest {
  /** Four fields: a feature, text, the target, a feature. */
  private static RecordLayout layout(RecordLayout.Gaps gaps) {
    return new RecordLayout(',', 4, new int[] {3, 0, 2}, true, gaps);
  }

  private final RowBlock block = layout(RecordLayout.Gaps.REFUSED).newBlock();

  private int parse(String text, RecordLayout.Gaps gaps, RowBlock into) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] padded = Arrays.copyOf(bytes, bytes.length + DecimalScanner.PADDING);
    return new RowParser(layout(gaps)).parse(padded, 0, bytes.length, into);
  }

  private int parse(String text) {
    return parse(text, RecordLayout.Gaps.REFUSED, block);
  }

  @Test
  void putsFeaturesAndTargetsInTheirPlaces() {
    String text = "1,x,2,3\n4,\"y,\nz\",5,6\r\n\n \"7\" ,, 8,9\r";

    assertEquals(text.length(), parse(text));
    assertEquals(3, block.rows());
    assertArrayEquals(new double[] {3, 1, 6, 4, 9, 7}, Arrays.copyOf(block.features(), 6));
    assertArrayEquals(new double[] {2, 5, 8}, Arrays.copyOf(block.targets(), 3));
    assertEquals(5, block.lines());
  }

  /** A first record that is certain, and one that is not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,x,2\n",
        "1,x,2,3,\n",
        "1,x,2,\n",
        "1,x,2,NA\n",
        "1,x,2,abc\n",
        "1,x,2,1e400\n",
        "1,x,2,1d\n",
        "1,5\" pipe,2,3\n",
        "1,\"x\"y,2,3\n",
        "1,\"x,2,3\n",
        "1,\"x\n",
        "1,\f\"x\",2,3\n",
        "1,x\0,2,3\n",
        "1,\"\0\",2,3\n",
        "1,x,2,\u0663\n"
      })
  void stopsAtARecordThatIsNotCertain(String bad) {
    String good = "1,x,2,3\n\n";

    assertEquals(good.length(), parse(good + bad + good));
    assertEquals(1, block.rows());
    assertEquals(2, block.lines());
  }

  /** In a table of one column, too, where it could be taken for a missing value. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "\f", "\u000b", " \u001c\t\u001f "})
  void aLineOfNothingButWhiteSpaceIsNoRecord(String blank) {
    RecordLayout column = new RecordLayout(',', 1, new int[] {0}, false, RecordLayout.Gaps.KEPT);
    RowBlock rows = column.newBlock();
    byte[] text = ("1\n" + blank + "\n2\n" + blank + "\r\n").getBytes(UTF_8);
    byte[] padded = Arrays.copyOf(text, text.length + DecimalScanner.PADDING);

    assertEquals(text.length, new RowParser(column).parse(padded, 0, text.length, rows));
    assertArrayEquals(new double[] {1, 2}, Arrays.copyOf(rows.features(), rows.rows()));
    assertEquals(4, rows.lines());
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] bytes = "1,x,2,3\n1,\u00e9,2,3\n".getBytes(UTF_8);
    bytes[10] = (byte) 0xff;
    byte[] padded = Arrays.copyOf(bytes, bytes.length + DecimalScanner.PADDING);

    assertEquals(
        0, new RowParser(layout(RecordLayout.Gaps.KEPT)).parse(padded, 0, bytes.length, block));
    assertEquals(0, block.rows());
  }

  /** Of rows "1,x,2,3", ",x,2,3" (twice) and "1,x,,3". */
  @ParameterizedTest
  @CsvSource({"DROPPED, 1, 3", "KEPT, 3, 1"})
  void countsMissingValues(RecordLayout.Gaps gaps, int rows, int skipped) {
    RowBlock counted = layout(gaps).newBlock();
    String text = "1,x,2,3\n,x,2,3\nn/a,x,2,3\n1,x, ,3\n";

    assertEquals(text.length(), parse(text, gaps, counted));
    assertEquals(rows, counted.rows());
    assertEquals(skipped, counted.skippedRows());
    assertArrayEquals(new long[] {0, 2, 1}, counted.missingCounts());
  }

  @Test
  void blocksGrow() {
    int rows = 10_000;

    assertEquals(rows * 8, parse("1,x,2,3\n".repeat(rows)));
    assertEquals(rows, block.rows());
    assertEquals(3, block.features()[2 * (rows - 1)]);
    assertEquals(2, block.targets()[rows - 1]);
  }

  @ParameterizedTest
  @ValueSource(chars = {'"', '\n', '\r', '\0', '1', 'e', 'N', '-', '+', '.', '?', '/', '\u00e9'})
  void takesNoSeparatorThatOccursInCells(char separator) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RecordLayout(separator, 1, new int[] {0}, false, RecordLayout.Gaps.KEPT));
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "0, 2"})
  void takesNoPlacesOutsideTheRecordOrTwice(int first, int second) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RecordLayout(',', 2, new int[] {first, second}, false, RecordLayout.Gaps.KEPT));
  }
}
