package io.github.fallline.csv.parser;

import io.github.fallline.data.CellFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rewrites numbers with a decimal comma or thousands separators into decimal notation with a point,
 * so that the double nearest to them is that of {@link DecimalScanner}. One thread uses it at a
 * time.
 */
public final class NumberNotation {
  private static final int GROUP = 3;

  private final byte point;
  private final byte[] thousands;
  private byte[] plain = new byte[64];

  public NumberNotation(CellFormat cells) {
    point = (byte) cells.decimalMark();
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
    int length = 0;
    int at = from;
    if (text[at] == '-' || text[at] == '+') {
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

  /** The bytes of the number rewritten last, from the front. */
  public byte[] plain() {
    return plain;
  }
}
