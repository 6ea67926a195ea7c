package io.github.fallline.csv.parser;

import io.github.fallline.argument.Argument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The levels of a categorical column and their one-hot encoding: a row of zeros with a 1 in the
 * place of the word.
 *
 * <p>A hash table from bytes to places, with linear probing: a lookup allocates nothing. A word
 * with a quote in it is never found, since its quotes are doubled in a text. Immutable; any thread
 * may look up.
 */
public final class CategoryDictionary extends FieldEncoding {
  /** The place of an unknown word, which becomes zeros. */
  public static final int NONE = -1;

  private final byte[][] words;
  private final int[] table;
  private final int unnumbered;
  private final Map<String, Integer> places = new HashMap<>();

  /**
   * @param words all different, none empty
   * @param unnumbered how many of the first words have no number of their own, and so become zeros
   */
  public CategoryDictionary(List<String> words, int unnumbered) {
    Argument.require(
        unnumbered >= 0 && unnumbered <= words.size(),
        "unnumbered",
        "0 to " + words.size(),
        unnumbered);
    this.unnumbered = unnumbered;
    this.words =
        words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    table = new int[Integer.highestOneBit(Math.max(1, words.size())) * 4];
    Arrays.fill(table, NONE);
    for (int i = 0; i < this.words.length; i++) {
      byte[] word = this.words[i];
      places.put(words.get(i), i);
      int slot = slotOf(word, 0, word.length);
      if (table[slot] >= 0) {
        throw new IllegalArgumentException("words: '" + words.get(i) + "' occurs twice");
      }
      if (words.get(i).indexOf('"') < 0) {
        table[slot] = i;
      }
    }
  }

  @Override
  public int numbers() {
    return words.length - unnumbered;
  }

  /**
   * Finds a word.
   *
   * @return its place among the words; {@link #NONE} if it is none of them, or has a quote in it
   */
  int find(byte[] text, int from, int to) {
    return table[slotOf(text, from, to)];
  }

  /** The slot of a word in the table, or the free one where it would be. */
  private int slotOf(byte[] text, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = (hash ^ hash >>> 15) & (table.length - 1);
    while (table[slot] >= 0 && !isWord(table[slot], text, from, to)) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private boolean isWord(int place, byte[] text, int from, int to) {
    byte[] word = words[place];
    return Arrays.equals(word, 0, word.length, text, from, to);
  }

  /**
   * Writes the numbers of a word.
   *
   * @param place of the word, or {@link #NONE}
   * @param numbers overwritten in {@link #numbers()} elements from {@code first} on
   */
  void write(int place, double[] numbers, int first) {
    Arrays.fill(numbers, first, first + numbers(), 0);
    if (place >= unnumbered) {
      numbers[first + place - unnumbered] = 1;
    }
  }

  @Override
  boolean write(byte[] text, int from, int to, double[] numbers, int first) {
    int place = find(text, from, to);
    write(place, numbers, first);
    return place != NONE;
  }

  @Override
  public boolean write(String cell, double[] numbers, int first) {
    int place = places.getOrDefault(cell, NONE);
    write(place, numbers, first);
    return place != NONE;
  }
}
