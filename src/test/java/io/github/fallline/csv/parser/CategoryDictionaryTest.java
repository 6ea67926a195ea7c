package io.github.fallline.csv.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.RowBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryDictionaryTest {
  private static final double NAN = Double.NaN;

  /** Four fields: a number, words, the target, words of which the first has no number. */
  private static final RecordLayout LAYOUT =
      new RecordLayout(
          ',',
          4,
          new int[] {3, 0, 1, 2},
          true,
          RecordLayout.Gaps.KEPT,
          Map.of(
              0, new CategoryDictionary(List.of("7", "blue", "sea green"), 1),
              2, new CategoryDictionary(List.of("caf\u00e9", "x"), 0)));

  private static int find(CategoryDictionary dictionary, String text) {
    byte[] bytes = (">" + text + "<").getBytes(UTF_8);
    return dictionary.find(bytes, 1, bytes.length - 1);
  }

  private static int parse(String text, RowBlock block) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] padded = Arrays.copyOf(bytes, bytes.length + DecimalScanner.PADDING);
    return new RowParser(LAYOUT).parse(padded, 0, bytes.length, block);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 1000})
  void findsEachOfItsWordsAndNoOther(int count) {
    List<String> list = IntStream.range(0, count).mapToObj(i -> "word " + i * i).toList();
    CategoryDictionary dictionary = new CategoryDictionary(list, 0);

    for (int i = 0; i < count; i++) {
      assertEquals(i, find(dictionary, list.get(i)));
    }
    assertEquals(CategoryDictionary.NONE, find(dictionary, "word"));
    assertEquals(CategoryDictionary.NONE, find(dictionary, "word 2"));
    assertEquals(CategoryDictionary.NONE, find(dictionary, ""));
  }

  @Test
  void wordWithAQuoteIsNotFound() {
    assertEquals(
        CategoryDictionary.NONE, find(new CategoryDictionary(List.of("5\"\"", "a"), 0), "5\"\""));
  }

  /** Places of words, and the numbers they become with none and with one word unnumbered. */
  @ParameterizedTest
  @CsvSource({"0, 1 0 0, 0 0", "1, 0 1 0, 1 0", "2, 0 0 1, 0 1", "-1, 0 0 0, 0 0"})
  void writesAOneInTheWordsPlace(int place, String all, String butTheFirst) {
    List<String> list = List.of("a", "b", "c");
    for (int unnumbered = 0; unnumbered < 2; unnumbered++) {
      CategoryDictionary dictionary = new CategoryDictionary(list, unnumbered);
      double[] row = {8, 9, 9, 9, 8};
      dictionary.write(place, row, 1);
      String numbers = unnumbered == 0 ? all : butTheFirst;
      double[] expected = {8, 9, 9, 9, 8};
      for (int j = 0; j < dictionary.numbers(); j++) {
        expected[1 + j] = Double.parseDouble(numbers.split(" ", -1)[j]);
      }
      assertArrayEquals(expected, row);
    }
  }

  @Test
  void parsesWordsAmongNumbers() {
    String text = "1,x,2,blue\n3, \"caf\u00e9\" ,4,7\r\n5,NA,6,\" sea green\"\n7,x,8,\n";
    RowBlock block = LAYOUT.newBlock();

    assertEquals(text.getBytes(UTF_8).length, parse(text, block));
    assertEquals(4, block.rows());
    assertArrayEquals(
        new double[] {1, 0, 1, 0, 1, 0, 0, 3, 1, 0, 0, 1, 5, NAN, NAN, NAN, NAN, 7, 0, 1},
        Arrays.copyOf(block.features(), 20));
    assertArrayEquals(new double[] {2, 4, 6, 8}, Arrays.copyOf(block.targets(), 4));
    assertArrayEquals(new long[] {1, 1, 0, 1, 1, 0}, block.missingCounts());
  }

  /** Words that are none of the column, or only look like one. */
  @ParameterizedTest
  @ValueSource(strings = {"red", "Blue", "7.0", "blue green", "\"blu\"\"e\"", "8"})
  void otherWordIsNotCertain(String word) {
    assertEquals(0, parse("1,x,2," + word + "\n", LAYOUT.newBlock()));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(
        IllegalArgumentException.class, () -> new CategoryDictionary(List.of("a", "a"), 0));
    assertThrows(IllegalArgumentException.class, () -> new CategoryDictionary(List.of("a"), 2));
    Map<Integer, CategoryDictionary> ofTarget = Map.of(1, new CategoryDictionary(List.of("a"), 0));
    int[] places = {0, 1};
    assertThrows(
        IllegalArgumentException.class,
        () -> new RecordLayout(',', 2, places, true, RecordLayout.Gaps.KEPT, ofTarget));
  }
}
