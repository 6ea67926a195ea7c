package io.github.fallline.files;

import io.github.fallline.argument.Setting;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converts a text of another charset to UTF-8. Malformed bytes are an {@link
 * CharConversionException} with the line, thrown behind everything before them, and again by every
 * later read.
 */
final class Utf8Transcoder extends InputStream {
  private static final int BLOCK = 1 << 14;

  private final InputStream source;
  private final String name;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final ByteBuffer encoded = ByteBuffer.allocate(BLOCK).limit(0);
  private final CharBuffer decoded = CharBuffer.allocate(BLOCK).limit(0);

  /** Of a charset one character takes up to three bytes of UTF-8. */
  private final ByteBuffer converted = ByteBuffer.allocate(3 * BLOCK).limit(0);

  private boolean ended;
  private boolean flushed;
  private @Nullable IOException failure;
  private long line = 1;
  private byte previous;

  /**
   * @param name of the text, for errors
   */
  Utf8Transcoder(InputStream source, Charset charset, String name) {
    this.source = source;
    this.name = name;
    this.charset = charset;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * The charset that a byte order mark at the beginning of a text names; null if there is none.
   *
   * @param head the first bytes
   */
  static @Nullable Charset ofMark(byte[] head) {
    if (startsWith(head, 0xef, 0xbb, 0xbf)) {
      return StandardCharsets.UTF_8;
    } else if (startsWith(head, 0xff, 0xfe, 0, 0)) {
      return Charset.forName("UTF-32LE");
    } else if (startsWith(head, 0, 0, 0xfe, 0xff)) {
      return Charset.forName("UTF-32BE");
    } else if (startsWith(head, 0xff, 0xfe)) {
      return StandardCharsets.UTF_16LE;
    }
    return startsWith(head, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    return convert() ? next() & 0xff : -1;
  }

  private byte next() {
    byte next = converted.get();
    count(next);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!convert()) {
      return -1;
    }
    int count = Math.min(length, converted.remaining());
    converted.get(target, offset, count);
    for (int i = offset; i < offset + count; i++) {
      count(target[i]);
    }
    return count;
  }

  private void count(byte next) {
    line += next == '\r' || (next == '\n' && previous != '\r') ? 1 : 0;
    previous = next;
  }

  /** Converts until there are bytes; returns false at the end. */
  private boolean convert() throws IOException {
    while (!converted.hasRemaining()) {
      if (failure != null) {
        throw failure;
      }
      if (flushed) {
        return false;
      }
      fetch();
      decode();
    }
    return true;
  }

  private void fetch() {
    encoded.compact();
    try {
      int count =
          ended ? -1 : source.read(encoded.array(), encoded.position(), encoded.remaining());
      ended |= count < 0;
      encoded.position(encoded.position() + Math.max(0, count));
    } catch (IOException e) {
      failure = e;
    }
    encoded.flip();
  }

  private void decode() {
    decoded.clear();
    CoderResult result = decoder.decode(encoded, decoded, ended);
    if (ended && result.isUnderflow()) {
      flushed = decoder.flush(decoded).isUnderflow();
    }
    decoded.flip();
    converted.clear();
    CoderResult written = encoder.encode(decoded, converted, flushed);
    converted.flip();
    if (result.isError() || written.isError()) {
      failure = malformed();
    }
  }

  private IOException malformed() {
    long at = line;
    byte before = previous;
    for (int i = converted.position(); i < converted.limit(); i++) {
      byte next = converted.get(i);
      at += next == '\r' || (next == '\n' && before != '\r') ? 1 : 0;
      before = next;
    }
    String bytes =
        encoded.hasRemaining()
            ? String.format(Locale.ROOT, "byte 0x%02X", encoded.get(encoded.position()))
            : "its end";
    return new CharConversionException(
        name
            + ":"
            + at
            + ": "
            + bytes
            + " is not "
            + charset.name()
            + "; name the encoding of the text with "
            + Setting.CHARSET);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
