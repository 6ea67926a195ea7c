package io.github.fallline.data;

import io.github.fallline.argument.Setting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words that mark a missing value, in upper or lower case. An empty field is missing whatever
 * the words are.
 *
 * <p>A word that is a number, such as {@code -999}, stands for every cell of that value, however it
 * is written.
 */
public final class MissingWords {
  private static final String NUMBER = "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?";
  private static final int ASCII = 0x80;

  /** {@code NA, N/A, NaN, null, none, nil, ?, -, ., #N/A} and {@code #NA}. */
  public static final MissingWords DEFAULT =
      new MissingWords(
          List.of("NA", "N/A", "NaN", "null", "none", "nil", "?", "-", ".", "#N/A", "#NA"));

  private final List<String> words;
  private final Set<String> lowerCase = new HashSet<>();
  private final byte[][] encoded;
  private final double[] numbers;

  /** Whether a word begins with this character in upper or lower case. */
  private final boolean[] begins = new boolean[ASCII];

  private final int longest;

  /**
   * @param words none of them empty; blanks around them are dropped
   */
  public MissingWords(List<String> words) {
    List<String> stripped = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    int most = 0;
    for (String word : words) {
      String known = word.strip();
      if (known.isEmpty()) {
        throw new IllegalArgumentException(
            Setting.MISSING_WORDS + ": expected no empty word; that is always missing");
      }
      stripped.add(known);
      lowerCase.add(known.toLowerCase(Locale.ROOT));
      most = Math.max(most, known.length());
      if ("+-.0123456789".indexOf(known.charAt(0)) >= 0 && known.matches(NUMBER)) {
        values.add(Double.valueOf(known));
      }
    }
    this.words = List.copyOf(stripped);
    longest = most;
    numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i);
    }
    encoded = new byte[this.words.size()][];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = this.words.get(i).getBytes(StandardCharsets.UTF_8);
      if (encoded[i][0] >= 0) {
        begins[Character.toLowerCase(encoded[i][0])] = true;
        begins[Character.toUpperCase(encoded[i][0])] = true;
      }
    }
  }

  /** These words. */
  public static MissingWords of(String... words) {
    return new MissingWords(List.of(words));
  }

  /** The words as given, without an empty one. */
  public List<String> words() {
    return words;
  }

  /** Whether a cell, without blanks around it, is empty or one of the words. */
  public boolean contains(String cell) {
    return cell.isEmpty()
        || (cell.length() <= longest && lowerCase.contains(cell.toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether bytes of UTF-8 are empty or one of the words. Of letters other than ASCII only the case
   * of the word is found.
   */
  public boolean contains(byte[] text, int from, int to) {
    if (from == to) {
      return true;
    }
    if (text[from] >= 0 && !begins[text[from]]) {
      return false;
    }
    for (byte[] word : encoded) {
      if (matches(text, from, to, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] text, int from, int to, byte[] word) {
    if (to - from != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (lower(text[from + i]) != lower(word[i])) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
  }

  /** Whether some of the words are numbers. */
  public boolean hasNumbers() {
    return numbers.length > 0;
  }

  /** Whether a number is one of the words. */
  public boolean contains(double number) {
    for (double known : numbers) {
      if (known == number) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MissingWords known && known.words.equals(words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  /** The words, separated by commas. */
  @Override
  public String toString() {
    return String.join(", ", words);
  }
}
