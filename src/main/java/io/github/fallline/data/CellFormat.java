package io.github.fallline.data;

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
 */
public record CellFormat(
    MissingWords missingWords, boolean decimalComma, Optional<Character> thousands) {
  /** Decimal points, no thousands separators, and the default words. */
  public static final CellFormat DEFAULT =
      new CellFormat(MissingWords.DEFAULT, false, Optional.empty());

  private static final String PARTS_OF_NUMBERS = "+-\"\r\n\t\0";

  /** Rejects a thousands separator with another meaning. */
  public CellFormat {
    Objects.requireNonNull(missingWords, "missingWords");
    if (thousands.isPresent()) {
      char c = thousands.get();
      if (Character.isLetterOrDigit(c) || PARTS_OF_NUMBERS.indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "thousands: expected a character such as . , ' or a blank; a letter, digit, sign or"
                + " quote has another meaning");
      }
      if (c == (decimalComma ? ',' : '.')) {
        throw new IllegalArgumentException(
            decimalComma
                ? "thousands: a comma marks decimals too; use --decimal-comma alone, or with"
                    + " --thousands ."
                : "thousands: a point marks decimals too; for 1.234,56 add --decimal-comma");
      }
    }
  }

  /** The same with these words. */
  public CellFormat withMissingWords(MissingWords words) {
    return new CellFormat(words, decimalComma, thousands);
  }

  /** The same with decimal commas, or points. */
  public CellFormat withDecimalComma(boolean comma) {
    return new CellFormat(missingWords, comma, thousands);
  }

  /** The same with this thousands separator. */
  public CellFormat withThousands(char separator) {
    return new CellFormat(missingWords, decimalComma, Optional.of(separator));
  }

  /** The character before the decimals. */
  public char decimalMark() {
    return decimalComma ? ',' : '.';
  }

  /** Whether numbers are written as {@link Double#parseDouble} expects them. */
  public boolean hasPlainNumbers() {
    return !decimalComma && thousands.isEmpty();
  }
}
