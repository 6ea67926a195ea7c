package io.github.fallline.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses all members of gzip data (RFC 1952), with zeros behind the last. The JDK's stream
 * drops a member whose header is damaged without an error, and takes a slow pipe for the end.
 */
final class GzipStream extends InputStream {
  private static final int BLOCK = 1 << 16;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECK = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream source;
  private final byte[] buffer = new byte[BLOCK];
  private int at;
  private int end;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 sum = new CRC32();
  private long size;
  private boolean ended;
  private volatile boolean closed;

  /**
   * @throws IOException if the data does not begin with the header of a member
   */
  GzipStream(InputStream source) throws IOException {
    this.source = source;
    if (next() != 0x1f) {
      throw new ZipException("no gzip data");
    }
    header();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("Stream closed");
    }
    int count = 0;
    while (count == 0 && length > 0 && !ended) {
      try {
        count = inflater.inflate(target, offset, length);
      } catch (DataFormatException e) {
        throw new ZipException(e.getMessage());
      }
      if (count == 0 && inflater.finished()) {
        at = end - inflater.getRemaining();
        trailer();
        ended = !nextMember();
      } else if (count == 0) {
        feed();
      }
    }
    sum.update(target, offset, count);
    size += count;
    return count == 0 && length > 0 ? -1 : count;
  }

  private void feed() throws IOException {
    if (inflater.needsDictionary()) {
      throw new ZipException("a dictionary");
    }
    if (at == end) {
      fill();
    }
    inflater.setInput(buffer, at, end - at);
    at = end;
  }

  /** Refills the empty buffer; an end here is too early. */
  private void fill() throws IOException {
    at = 0;
    end = Math.max(0, source.read(buffer, 0, BLOCK));
    if (end == 0) {
      throw new EOFException("end of gzip data");
    }
  }

  private int next() throws IOException {
    if (at == end) {
      fill();
    }
    return buffer[at++] & 0xff;
  }

  private long next(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) next() << (i * Byte.SIZE);
    }
    return number;
  }

  /** Checks a header behind its first byte. */
  private void header() throws IOException {
    if (next() != 0x8b || next() != DEFLATE) {
      throw new ZipException("no header of a member");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("unknown flags");
    }
    next(4); // time
    next(2); // level and system
    if ((flags & EXTRA) != 0) {
      int length = (int) next(2);
      for (int i = 0; i < length; i++) {
        next();
      }
    }
    int texts = ((flags & NAME) != 0 ? 1 : 0) + ((flags & COMMENT) != 0 ? 1 : 0);
    for (int i = 0; i < texts; i++) {
      int last = 1;
      while (last != 0) {
        last = next();
      }
    }
    if ((flags & HEADER_CHECK) != 0) {
      next(2);
    }
  }

  private void trailer() throws IOException {
    if (next(4) != sum.getValue() || next(4) != (size & 0xffffffffL)) {
      throw new ZipException("wrong checksum");
    }
  }

  /** Begins the next member; false at the end of the data. */
  private boolean nextMember() throws IOException {
    int first = 0;
    while (first == 0) {
      if (at == end) {
        at = 0;
        end = Math.max(0, source.read(buffer, 0, BLOCK));
        if (end == 0) {
          return false;
        }
      }
      first = buffer[at++] & 0xff;
    }
    if (first != 0x1f) {
      throw new ZipException("other data behind a member");
    }
    header();
    inflater.reset();
    sum.reset();
    size = 0;
    return true;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    inflater.end();
    source.close();
  }
}
