package io.github.fallline.data;

import io.github.fallline.argument.Setting;
import java.util.Objects;
import java.util.Optional;

/**
 * How the cells of a table are written.
 *
 * @param missingWords the words that mark a missing value
 * @param decimalComma whether decimals are behind a comma, as in {@code 1,5}; otherwise behind a
 *     point
 * @param thousands the character between groups of three digits before the decimals, as in {@code
 *     1.234.567,89}; empty if there is none. Numbers may be written without it
 * @param percent whether a number may end in a percent sign: {@code 12.5 %} is 0.125
 * @param currency whether a number may have a currency sign, such as {@code $}, {@code €} or {@code
 *     US$}, or a code of three capital letters before or behind it; in parentheses it is negative
 */
public record CellFormat(
    MissingWords missingWords,
    boolean decimalComma,
    Optional<Character> thousands,
    boolean percent,
    boolean currency) {
  /**
   * Decimal points, no thousands separators, no signs of percent and currency, the default words.
   */
  public static final CellFormat DEFAULT =
      new CellFormat(MissingWords.DEFAULT, false, Optional.empty());

  private static final String PARTS_OF_NUMBERS = "+-\"\r\n\t\0";

  /** Numbers without signs of percent and currency. */
  public CellFormat(
      MissingWords missingWords, boolean decimalComma, Optional<Character> thousands) {
    this(missingWords, decimalComma, thousands, false, false);
  }

  /** Rejects a thousands separator with another meaning. */
  public CellFormat {
    Objects.requireNonNull(missingWords, "missingWords");
    if (thousands.isPresent()) {
      char c = thousands.get();
      if (Character.isLetterOrDigit(c) || PARTS_OF_NUMBERS.indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            Setting.THOUSANDS
                + ": expected a character such as . , ' or a blank; a letter, digit, sign or"
                + " quote has another meaning");
      }
      if (c == (decimalComma ? ',' : '.')) {
        throw new IllegalArgumentException(
            decimalComma
                ? Setting.THOUSANDS
                    + ": a comma marks decimals too; use "
                    + Setting.DECIMAL_COMMA
                    + " alone, or with "
                    + Setting.THOUSANDS.with('.')
                : Setting.THOUSANDS
                    + ": a point marks decimals too; for 1.234,56 add "
                    + Setting.DECIMAL_COMMA);
      }
    }
  }

  /** The same with these words. */
  public CellFormat withMissingWords(MissingWords words) {
    return new CellFormat(words, decimalComma, thousands, percent, currency);
  }

  /** The same with decimal commas, or points. */
  public CellFormat withDecimalComma(boolean comma) {
    return new CellFormat(missingWords, comma, thousands, percent, currency);
  }

  /** The same with this thousands separator. */
  public CellFormat withThousands(char separator) {
    return new CellFormat(missingWords, decimalComma, Optional.of(separator), percent, currency);
  }

  /** The same, where numbers may end in a percent sign. */
  public CellFormat withPercent(boolean signs) {
    return new CellFormat(missingWords, decimalComma, thousands, signs, currency);
  }

  /** The same, where numbers may have a currency sign. */
  public CellFormat withCurrency(boolean signs) {
    return new CellFormat(missingWords, decimalComma, thousands, percent, signs);
  }

  /** The character before the decimals. */
  public char decimalMark() {
    return decimalComma ? ',' : '.';
  }

  /** Whether numbers are written as {@link Double#parseDouble} expects them. */
  public boolean hasPlainNumbers() {
    return !decimalComma && thousands.isEmpty() && !percent && !currency;
  }
}
