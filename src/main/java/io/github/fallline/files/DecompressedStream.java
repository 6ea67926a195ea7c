package io.github.fallline.files;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decompressed data. A failure is thrown behind all bytes before it, and again by every later read:
 * data that is damaged or ends too early is a {@link DamagedDataException}.
 */
final class DecompressedStream extends InputStream {
  private final Compression compression;
  private final Source source;
  private final InputStream data;
  private @Nullable IOException failure;

  /**
   * Decompresses data.
   *
   * @param source buffered; closed with the result
   * @throws IOException if the data does not begin as it should
   */
  static InputStream open(Compression compression, InputStream source) throws IOException {
    return new DecompressedStream(compression, source);
  }

  private DecompressedStream(Compression compression, InputStream source) throws IOException {
    this.compression = compression;
    this.source = new Source(source);
    try {
      data = compression.open(this.source);
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private IOException failure(Exception cause) {
    if (source.failure != null) {
      return source.failure;
    }
    if (source.closed && cause instanceof IOException known) {
      return known;
    }
    String limit = compression.limit(cause);
    String finding;
    if (limit != null) {
      finding = limit;
    } else if (cause instanceof EOFException || source.ended) {
      finding = "ends too early; copy or compress it again";
    } else {
      finding = "is damaged; copy or compress it again";
    }
    return new DamagedDataException("its " + compression.title() + " " + finding, cause);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      return data.read(target, offset, length);
    } catch (IOException | RuntimeException e) {
      failure = failure(e);
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    source.closed = true;
    data.close();
  }

  /** The compressed data: what is wrong with it is told from what is wrong with its source. */
  private static final class Source extends FilterInputStream {
    private volatile boolean closed;
    private @Nullable IOException failure;
    private boolean ended;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        int next = in.read();
        ended |= next < 0;
        return next;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int count = in.read(target, offset, length);
        ended |= count < 0;
        return count;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
