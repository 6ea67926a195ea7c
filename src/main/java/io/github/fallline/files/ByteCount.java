package io.github.fallline.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** A stream that counts the bytes read from it, and closes its source only if it owns it. */
final class ByteCount extends FilterInputStream {
  private final boolean owner;
  private final AtomicLong bytes = new AtomicLong();

  ByteCount(InputStream source, boolean owner) {
    super(source);
    this.owner = owner;
  }

  long bytes() {
    return bytes.get();
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    bytes.addAndGet(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    bytes.addAndGet(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long length) throws IOException {
    long count = in.skip(length);
    bytes.addAndGet(count);
    return count;
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
