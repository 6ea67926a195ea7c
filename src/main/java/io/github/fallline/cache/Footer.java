package io.github.fallline.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The last bytes of a cache file, which locate its trailer.
 *
 * @param place where the trailer begins in the file
 * @param length its bytes
 * @param crc its CRC-32C
 */
record Footer(long place, long length, int crc) {
  static final int BYTES = 32;
  private static final byte[] MAGIC = "FALLLINE".getBytes(StandardCharsets.US_ASCII);

  /** The footer of a trailer. */
  static Footer of(long place, byte[] trailer) {
    return new Footer(place, trailer.length, crcOf(trailer, trailer.length));
  }

  private static int crcOf(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }

  /** Whether this is the checksum of a trailer. */
  boolean fits(byte[] trailer) {
    return crc == crcOf(trailer, trailer.length);
  }

  /** The footer as bytes. */
  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putLong(place).putLong(length).putInt(crc);
    return bytes.putInt(crcOf(bytes.array(), bytes.position())).array();
  }

  /** Reads a footer; empty if these bytes are none. */
  static Optional<Footer> of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Footer footer =
        new Footer(
            buffer.getLong(MAGIC.length),
            buffer.getLong(MAGIC.length + Long.BYTES),
            buffer.getInt(MAGIC.length + 2 * Long.BYTES));
    return Arrays.equals(bytes, footer.toBytes()) ? Optional.of(footer) : Optional.empty();
  }
}
