package io.github.fallline.moments;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A zip archive whose members are stored without compression, as {@code numpy.savez} writes it: one
 * layout for given members, so that a byte that differs from it is damage. Members have names of
 * ASCII and together less than 2 GB.
 */
final class StoredZip {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;

  /** Version 2.0 of the format, which all readers know. */
  private static final short VERSION = 20;

  /** 1 January 1980, the first day of the format: the same members have the same bytes. */
  private static final short DATE = 0x21;

  private StoredZip() {}

  /** Whether a file begins with a member of this name. */
  static boolean begins(byte[] first, String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    if (first.length < LOCAL_BYTES + text.length) {
      return false;
    }
    ByteBuffer bytes = littleEndian(first);
    return bytes.getInt(0) == LOCAL
        && bytes.getShort(26) == text.length
        && Arrays.equals(text, Arrays.copyOfRange(first, LOCAL_BYTES, LOCAL_BYTES + text.length));
  }

  /** Bytes from the beginning of a file that {@link #begins} looks at. */
  static int beginning(String name) {
    return LOCAL_BYTES + name.length();
  }

  /** The archive of some members, in their order. */
  static byte[] encode(Map<String, byte[]> members) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      byte[] name = member.getKey().getBytes(StandardCharsets.US_ASCII);
      byte[] entry = new byte[CENTRAL_BYTES];
      ByteBuffer central = littleEndian(entry).putInt(CENTRAL).putShort(VERSION);
      putCommon(central, member.getValue(), name.length).position(CENTRAL_BYTES - Integer.BYTES);
      central.putInt(all.size());
      directory.writeBytes(entry);
      directory.writeBytes(name);
      byte[] header = new byte[LOCAL_BYTES];
      putCommon(littleEndian(header).putInt(LOCAL), member.getValue(), name.length);
      all.writeBytes(header);
      all.writeBytes(name);
      all.writeBytes(member.getValue());
    }
    byte[] end = new byte[END_BYTES];
    littleEndian(end)
        .putInt(END)
        .putInt(0)
        .putShort((short) members.size())
        .putShort((short) members.size())
        .putInt(directory.size())
        .putInt(all.size());
    all.writeBytes(directory.toByteArray());
    all.writeBytes(end);
    return all.toByteArray();
  }

  /** Puts what local headers and entries of the directory have in common. */
  private static ByteBuffer putCommon(ByteBuffer header, byte[] content, int nameLength) {
    return header
        .putShort(VERSION)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(DATE)
        .putInt(crc(content))
        .putInt(content.length)
        .putInt(content.length)
        .putShort((short) nameLength)
        .putShort((short) 0);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int crc(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    return (int) sum.getValue();
  }

  /**
   * The first member, before the rest of the archive is known to be sound.
   *
   * @throws DamageException if it is cut off or its checksum does not match
   */
  static byte[] firstMember(byte[] archive) throws DamageException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    addMember(archive, 0, members);
    byte[] content = members.values().iterator().next();
    if (crc(content) != littleEndian(archive).getInt(14)) {
      throw new DamageException("damaged in its first part");
    }
    return content;
  }

  /**
   * The members of an archive that {@link #encode} made, in their order.
   *
   * @throws DamageException if a byte is not as it was written, naming its place
   */
  static Map<String, byte[]> decode(byte[] archive) throws DamageException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    int at = 0;
    ByteBuffer bytes = littleEndian(archive);
    while (at + 4 <= archive.length && bytes.getInt(at) == LOCAL) {
      at = addMember(archive, at, members);
    }
    int wrong = Arrays.mismatch(archive, encode(members));
    if (wrong >= 0) {
      throw new DamageException("damaged in the part at byte " + wrong);
    }
    return members;
  }

  /** Adds the member that begins at a byte; returns the byte behind it. */
  private static int addMember(byte[] archive, int at, Map<String, byte[]> members)
      throws DamageException {
    if (at + LOCAL_BYTES > archive.length) {
      throw new DamageException("cut off at byte " + archive.length);
    }
    ByteBuffer bytes = littleEndian(archive);
    int size = bytes.getInt(at + 22);
    int nameLength = bytes.getShort(at + 26) & 0xffff;
    long content = (long) at + LOCAL_BYTES + nameLength;
    if (size < 0 || content + size > archive.length) {
      throw new DamageException("damaged at byte " + at + ", or cut off at byte " + archive.length);
    }
    String name = new String(archive, at + LOCAL_BYTES, nameLength, StandardCharsets.US_ASCII);
    members.put(name, Arrays.copyOfRange(archive, (int) content, (int) content + size));
    return (int) content + size;
  }

  /** Bytes that are not those that were written. */
  static final class DamageException extends Exception {
    private static final long serialVersionUID = 1L;

    DamageException(String message) {
      super(message);
    }
  }
}
