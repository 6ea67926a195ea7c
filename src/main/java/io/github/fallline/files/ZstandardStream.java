package io.github.fallline.files;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Decompresses all frames of Zstandard data. The library's own stream takes the end of the data
 * within a frame behind the first for the end of the text.
 */
final class ZstandardStream extends InputStream {
  private static final int BLOCK = 1 << 17;

  private final InputStream source;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final byte[] block = new byte[BLOCK];
  private final ByteBuffer given = ByteBuffer.allocateDirect(BLOCK).limit(0);
  private final ByteBuffer made = ByteBuffer.allocateDirect(BLOCK).limit(0);
  private boolean withinFrame;
  private boolean ended;
  private boolean closed;

  ZstandardStream(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** One thread at a time: native memory must not be freed meanwhile. */
  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("Stream closed");
    }
    while (length > 0 && !made.hasRemaining()) {
      if (!decompress()) {
        return -1;
      }
    }
    int count = Math.min(length, made.remaining());
    made.get(target, offset, count);
    return count;
  }

  /** Decompresses some bytes, perhaps none; returns false at the end of the last frame. */
  private boolean decompress() throws IOException {
    if (!given.hasRemaining() && !ended) {
      int count = source.read(block, 0, BLOCK);
      ended = count < 0;
      given.clear();
      given.put(block, 0, Math.max(0, count)).flip();
    }
    if (!given.hasRemaining() && !withinFrame) {
      return !ended;
    }
    int before = given.position();
    made.clear();
    withinFrame = !context.decompressDirectByteBufferStream(made, given);
    made.flip();
    if (ended && withinFrame && !made.hasRemaining() && given.position() == before) {
      throw new EOFException("the end within a frame");
    }
    return true;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    context.close();
    source.close();
  }
}
