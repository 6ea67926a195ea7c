package io.github.fallline.moments;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables of strings in numpy's format .npy: each string has as many characters of UTF-32 as the
 * longest, filled up with zeros.
 *
 * <p>Instead of JSON, whose library takes longer to start than a fit from moments.
 */
final class NpyStrings {
  private NpyStrings() {}

  /**
   * The bytes of a table.
   *
   * @param cells row by row
   * @param columns of the table; 0 for an array of one dimension
   */
  static byte[] encode(List<String> cells, int columns) {
    int width = 1;
    for (String cell : cells) {
      width = Math.max(width, cell.codePointCount(0, cell.length()));
    }
    byte[] header = NpyArray.header("<U" + width, shape(cells.size(), columns));
    ByteBuffer bytes =
        ByteBuffer.allocate(header.length + cells.size() * width * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(header);
    for (String cell : cells) {
      int end = bytes.position() + width * Integer.BYTES;
      for (int i = 0; i < cell.length(); i += Character.charCount(cell.codePointAt(i))) {
        bytes.putInt(cell.codePointAt(i));
      }
      bytes.position(end);
    }
    return bytes.array();
  }

  private static int[] shape(int cells, int columns) {
    return columns == 0 ? new int[] {cells} : new int[] {cells / columns, columns};
  }

  /**
   * The cells of a table, row by row.
   *
   * @param name of the part, for errors
   * @throws StoredZip.DamageException if it is no such table
   */
  static List<String> decode(String name, byte @Nullable [] bytes, int columns)
      throws StoredZip.DamageException {
    if (bytes == null || bytes.length < NpyArray.START) {
      throw damage(name);
    }
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = NpyArray.START + (numbers.getShort(NpyArray.START - 2) & 0xffff);
    String header = new String(bytes, 0, Math.min(end, bytes.length), StandardCharsets.ISO_8859_1);
    int width = number(header, "'<U");
    int rows = number(header, "'shape': (");
    int cells = columns == 0 ? rows : rows * columns;
    if (width < 1 || rows < 0 || bytes.length != end + (long) cells * width * Integer.BYTES) {
      throw damage(name);
    }
    List<String> found = new ArrayList<>(cells);
    for (int i = 0; i < cells; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < width; j++) {
        int point = numbers.getInt(end + (i * width + j) * Integer.BYTES);
        if (point != 0 && !Character.isValidCodePoint(point)) {
          throw damage(name);
        }
        if (point != 0) {
          text.appendCodePoint(point);
        }
      }
      found.add(text.toString());
    }
    return found;
  }

  /** The digits behind a text; -1 if there are none. */
  private static int number(String header, String before) {
    int at = header.indexOf(before);
    int start = at + before.length();
    int end = start;
    while (at >= 0 && end < header.length() && Character.isDigit(header.charAt(end))) {
      end++;
    }
    return at < 0 || end == start || end - start > 8
        ? -1
        : Integer.parseInt(header.substring(start, end));
  }

  private static StoredZip.DamageException damage(String name) {
    return new StoredZip.DamageException("damaged: expected strings as " + name);
  }
}
