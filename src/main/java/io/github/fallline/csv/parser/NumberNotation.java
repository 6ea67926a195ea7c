package io.github.fallline.csv.parser;

import io.github.fallline.data.CellFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rewrites numbers with a decimal comma, thousands separators or signs of percent and currency into
 * decimal notation with a point, so that the double nearest to them is that of {@link
 * DecimalScanner}. One thread uses it at a time.
 */
public final class NumberNotation {
  private static final int GROUP = 3;

  private final byte point;
  private final byte[] thousands;
  private final boolean percent;
  private final boolean currency;
  private byte[] plain = new byte[64];
  private int length;

  public NumberNotation(CellFormat cells) {
    point = (byte) cells.decimalMark();
    percent = cells.percent();
    currency = cells.currency();
    thousands =
        cells.thousands().isPresent()
            ? cells.thousands().get().toString().getBytes(StandardCharsets.UTF_8)
            : new byte[0];
  }

  /**
   * Rewrites the number in a range, which is not empty, into {@link #plain()}.
   *
   * @return its length there; -1 if it is none: a digit group without three digits, a first group
   *     that begins with 0, or a point where commas mark decimals. Otherwise it may still be none
   */
  public int rewrite(byte[] text, int from, int to) {
    if (plain.length < to - from + DecimalScanner.PADDING) {
      plain = Arrays.copyOf(plain, 2 * (to - from + DecimalScanner.PADDING));
    }
    if (thousands.length == 0 && !percent && !currency) {
      return rewriteMark(text, from, to);
    }
    length = 0;
    return percent || currency ? rewriteSigned(text, from, to) : rewriteNumber(text, from, to);
  }

  /** Replaces the decimal mark alone; with a second one or a point behind it, it is no number. */
  private int rewriteMark(byte[] text, int from, int to) {
    System.arraycopy(text, from, plain, 0, to - from);
    for (int i = 0; i < to - from; i++) {
      if (plain[i] == point) {
        plain[i] = '.';
        return to - from;
      }
      if (plain[i] == '.') {
        return -1;
      }
    }
    return to - from;
  }

  private int rewriteNumber(byte[] text, int from, int to) {
    int at = from;
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      plain[length++] = text[at++];
    }
    int groups = 0;
    int digits = 0;
    int first = at;
    while (at < to) {
      if (text[at] >= '0' && text[at] <= '9') {
        plain[length++] = text[at++];
        digits++;
      } else if (isThousands(text, at, to)) {
        boolean whole =
            groups == 0 ? digits > 0 && digits <= GROUP && text[first] != '0' : digits == GROUP;
        if (!whole) {
          return -1;
        }
        groups++;
        digits = 0;
        at += thousands.length;
      } else {
        break;
      }
    }
    if (groups > 0 && digits != GROUP) {
      return -1;
    }
    for (; at < to; at++) {
      if (text[at] == '.' && point != '.') {
        return -1;
      }
      plain[length++] = text[at] == point ? (byte) '.' : text[at];
    }
    return length;
  }

  private boolean isThousands(byte[] text, int at, int to) {
    int end = at + thousands.length;
    return end > at && end <= to && Arrays.equals(text, at, end, thousands, 0, thousands.length);
  }

  /** Rewrites a number with signs: at most one of each, blanks between them. */
  private int rewriteSigned(byte[] text, int from, int to) {
    int first = from;
    int last = to;
    boolean negative = currency && last - first > 2 && text[first] == '(' && text[last - 1] == ')';
    if (negative) {
      first = CurrencySign.skipBlanks(text, first + 1, last - 1);
      last = CurrencySign.trimBlanks(text, first, last - 1);
    }
    boolean signed = first < last && (text[first] == '-' || text[first] == '+');
    if (signed && negative) {
      return -1;
    }
    negative |= signed && text[first] == '-';
    first += signed ? 1 : 0;
    boolean scaled = percent && first < last && text[last - 1] == '%';
    last = scaled ? CurrencySign.trimBlanks(text, first, last - 1) : last;
    if (currency) {
      int behind = CurrencySign.skip(text, CurrencySign.skipBlanks(text, first, last), last);
      int before = behind > 0 ? -1 : CurrencySign.begin(text, first, last);
      first = behind > 0 ? CurrencySign.skipBlanks(text, behind, last) : first;
      last = before >= 0 ? CurrencySign.trimBlanks(text, first, before) : last;
      boolean inner = behind > 0 && first < last && (text[first] == '-' || text[first] == '+');
      if (inner && (signed || text[from] == '(')) {
        return -1;
      }
      negative |= inner && text[first] == '-';
      first += inner ? 1 : 0;
    }
    // A blank, sign or letter is left only where something is wrong.
    if (first >= last || ((text[first] < '0' || text[first] > '9') && text[first] != point)) {
      return -1;
    }
    if (negative) {
      plain[length++] = '-';
    }
    int end = rewriteNumber(text, first, last);
    return end >= 0 && scaled ? scale() : end;
  }

  /** Divides the number by 100, which stays the nearest double: by its exponent. */
  private int scale() {
    for (int i = 0; i < length; i++) {
      if (plain[i] == 'e' || plain[i] == 'E') {
        return -1;
      }
    }
    plain[length++] = 'e';
    plain[length++] = '-';
    plain[length++] = '2';
    return length;
  }

  /** The bytes of the number rewritten last, from the front. */
  public byte[] plain() {
    return plain;
  }
}
