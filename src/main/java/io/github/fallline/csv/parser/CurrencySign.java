package io.github.fallline.csv.parser;

/**
 * Finds currency signs in UTF-8: a character such as $ or €, perhaps behind up to three capital
 * letters, or a code of three capital letters.
 */
final class CurrencySign {
  private static final int CODE = 3;

  private CurrencySign() {}

  /** The place behind the sign at the beginning of a range; -1 if there is none. */
  static int skip(byte[] text, int from, int to) {
    int at = from;
    while (at < to && isCapital(text[at]) && at - from < CODE) {
      at++;
    }
    int sign = symbolLength(text, at, to);
    if (sign > 0) {
      return at + sign;
    }
    boolean code = at - from == CODE && (at == to || !isLetter(text[at]));
    return code ? at : -1;
  }

  /** The place where the sign at the end of a range begins; -1 if there is none. */
  static int begin(byte[] text, int from, int to) {
    for (int length = 1; length <= CODE; length++) {
      int at = to - length;
      if (at > from && symbolLength(text, at, to) == length) {
        while (at - 1 > from && isCapital(text[at - 1])) {
          at--;
        }
        return at;
      }
    }
    int at = to - CODE;
    boolean code = at > from;
    for (int i = at; code && i < to; i++) {
      code = isCapital(text[i]);
    }
    return code && !isLetter(text[at - 1]) ? at : -1;
  }

  /** The bytes of the currency character at a place; 0 if there is none. */
  private static int symbolLength(byte[] text, int at, int to) {
    if (at >= to) {
      return 0;
    }
    int first = text[at] & 0xff;
    int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : 3;
    if (at + length > to) {
      return 0;
    }
    int character =
        switch (length) {
          case 1 -> first;
          case 2 -> (first & 0x1f) << 6 | (text[at + 1] & 0x3f);
          default -> (first & 0x0f) << 12 | (text[at + 1] & 0x3f) << 6 | (text[at + 2] & 0x3f);
        };
    return Character.getType(character) == Character.CURRENCY_SYMBOL ? length : 0;
  }

  private static boolean isCapital(byte letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  private static boolean isLetter(byte letter) {
    return isCapital(letter) || (letter >= 'a' && letter <= 'z');
  }

  /** Skips blanks, those that do not break included. */
  static int skipBlanks(byte[] text, int from, int to) {
    int at = from;
    int length = blankLength(text, at, to);
    while (length > 0) {
      at += length;
      length = blankLength(text, at, to);
    }
    return at;
  }

  /** Returns the end of a range without the blanks before it. */
  static int trimBlanks(byte[] text, int from, int to) {
    int end = to;
    boolean more = true;
    while (more) {
      more = false;
      for (int length = 1; length <= 3 && end - length >= from; length++) {
        if (blankLength(text, end - length, end) == length) {
          end -= length;
          more = true;
          break;
        }
      }
    }
    return end;
  }

  /** The bytes of the blank at a place: a space, U+00A0 or U+202F; 0 if there is none. */
  private static int blankLength(byte[] text, int at, int to) {
    if (at < to && text[at] == ' ') {
      return 1;
    }
    if (to - at >= 2 && text[at] == (byte) 0xc2 && text[at + 1] == (byte) 0xa0) {
      return 2;
    }
    boolean narrow =
        to - at >= 3
            && text[at] == (byte) 0xe2
            && text[at + 1] == (byte) 0x80
            && text[at + 2] == (byte) 0xaf;
    return narrow ? 3 : 0;
  }
}
