package io.github.fallline.moments;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arrays of doubles in numpy's format .npy, version 1.0: little-endian, row by row. */
final class NpyArray {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** Where the text of the header begins. */
  static final int START = MAGIC.length + Short.BYTES;

  private static final String DOUBLES = "<f8";

  /** Headers are filled up so that the numbers begin at a multiple of this. */
  private static final int ALIGNMENT = 64;

  private NpyArray() {}

  /**
   * The bytes of an array.
   *
   * @param numbers row by row
   * @param shape the dimensions; none for one number
   */
  static byte[] encode(double[] numbers, int... shape) {
    byte[] header = header(DOUBLES, shape);
    ByteBuffer bytes =
        ByteBuffer.allocate(header.length + numbers.length * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(header).asDoubleBuffer().put(numbers);
    return bytes.array();
  }

  /**
   * The numbers of an array of this shape.
   *
   * @throws StoredZip.DamageException if it has another
   */
  static double[] decode(String name, byte @Nullable [] bytes, int... shape)
      throws StoredZip.DamageException {
    byte[] header = header(DOUBLES, shape);
    int count = 1;
    for (int each : shape) {
      count *= each;
    }
    if (bytes == null
        || bytes.length != header.length + (long) count * Double.BYTES
        || !Arrays.equals(header, Arrays.copyOf(bytes, header.length))) {
      throw new StoredZip.DamageException(
          "damaged: expected doubles of shape " + text(shape) + " as " + name);
    }
    double[] numbers = new double[count];
    ByteBuffer.wrap(bytes, header.length, bytes.length - header.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(numbers);
    return numbers;
  }

  /** The bytes before the numbers, or whatever the type is of. */
  static byte[] header(String type, int... shape) {
    String text =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + text(shape) + ", }";
    int end = (START + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    String padded = text + " ".repeat(end - START - text.length() - 1) + "\n";
    return ByteBuffer.allocate(end)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) (end - START))
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static String text(int... shape) {
    StringBuilder text = new StringBuilder("(");
    for (int each : shape) {
      text.append(each).append(", ");
    }
    if (shape.length > 1) {
      text.setLength(text.length() - 2);
    } else if (shape.length == 1) {
      text.setLength(text.length() - 1);
    }
    return text.append(')').toString();
  }
}
