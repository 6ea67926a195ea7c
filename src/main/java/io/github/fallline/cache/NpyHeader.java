package io.github.fallline.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a .npy file of doubles, version 1.0, filled up with blanks to one page.
 *
 * @param rows the first dimension
 * @param columns the second
 */
record NpyHeader(long rows, int columns) {
  /** Longer than any that numpy writes for a matrix, which distinguishes our files from others. */
  static final int BYTES = 4096;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d{1,18}), (\\d{1,9})\\), ");

  /** The header as bytes. */
  byte[] toBytes() {
    String text =
        String.format(
            Locale.ROOT,
            "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }",
            rows,
            columns);
    int length = BYTES - MAGIC.length - Short.BYTES;
    String padded = text + " ".repeat(length - 1 - text.length()) + "\n";
    return ByteBuffer.allocate(BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) length)
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /** Whether a file that begins with these bytes has such a header, of any shape. */
  static boolean begins(byte[] bytes) {
    Matcher shape = SHAPE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!shape.find()) {
      return false;
    }
    NpyHeader header =
        new NpyHeader(Long.parseLong(shape.group(1)), Integer.parseInt(shape.group(2)));
    return Arrays.equals(bytes, header.toBytes());
  }
}
