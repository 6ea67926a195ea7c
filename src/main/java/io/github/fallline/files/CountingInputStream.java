package io.github.fallline.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A stream that counts the bytes read from it, and closes its source only if it owns it. */
final class CountingInputStream extends FilterInputStream {
  private final boolean owner;
  private final long expected;
  private final AtomicLong bytes = new AtomicLong();

  CountingInputStream(InputStream source, boolean owner) {
    this(source, owner, 0);
  }

  /**
   * Counts a stream of a known minimum length.
   *
   * @param expected bytes; an earlier end is an IOException, since the missing bytes would go
   *     unnoticed otherwise
   */
  CountingInputStream(InputStream source, boolean owner, long expected) {
    super(source);
    this.owner = owner;
    this.expected = expected;
  }

  long bytes() {
    return bytes.get();
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    count(next < 0 ? -1 : 1);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    count(count);
    return count;
  }

  private void count(int count) throws IOException {
    if (count >= 0) {
      bytes.addAndGet(count);
    } else if (bytes() < expected) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "it ended after %d of %d bytes; wait until no other program writes to it",
              bytes(),
              expected));
    }
  }

  @Override
  public long skip(long length) throws IOException {
    long count = in.skip(length);
    bytes.addAndGet(count);
    return count;
  }

  /** Always 0: the stream of a pipe may fail here, since it computes size less position. */
  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    if (owner) {
      in.close();
    }
  }
}
