package io.github.fallline.cache;

import io.github.fallline.files.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cache file, open for reading by any number of threads. Its metadata is checked when it is
 * opened, its rows by {@link #verify} and {@link #readAll}.
 */
public final class CacheFile implements AutoCloseable {
  /** The most bytes of a trailer: ten times what a terabyte of rows needs. */
  private static final int MOST_TRAILER_BYTES = 1 << 28;

  private final String name;
  private final FileChannel channel;
  private final CacheMetadata metadata;
  private final List<Segment> segments;
  private final Runnable afterwards;
  private final BufferPool<RowBuffer> buffers;
  private volatile boolean closed;

  /**
   * A file of known metadata, which closes the channel.
   *
   * @param name for errors
   * @param afterwards runs when it is closed
   */
  CacheFile(
      String name,
      FileChannel channel,
      CacheMetadata metadata,
      List<Segment> segments,
      Runnable afterwards) {
    this.name = name;
    this.channel = channel;
    this.metadata = metadata;
    this.segments = segments;
    this.afterwards = afterwards;
    int features = metadata.featureNames().size();
    buffers = new BufferPool<>(() -> new RowBuffer(features, metadata.columns()));
  }

  /**
   * Opens a file that {@link CacheWriter} wrote.
   *
   * @throws InputException if it cannot be read, or is no cache file: then it must not be replaced
   * @throws DamagedCacheException if it is a cache file but damaged
   */
  public static CacheFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          file
              + (Files.exists(file)
                  ? ": is not a regular file; use a file for the cache"
                  : ": no such file; check the path"));
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file);
      CacheFile cache = open(channel, file);
      channel = null;
      return cache;
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    } finally {
      closeQuietly(channel);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It was only read, and another error is being thrown.
    }
  }

  private static CacheFile open(FileChannel channel, Path file) throws IOException {
    long size = channel.size();
    byte[] head = bytes(channel, 0, (int) Math.min(NpyHeader.BYTES, size));
    Optional<Footer> footer =
        size < NpyHeader.BYTES + Footer.BYTES
            ? Optional.empty()
            : Footer.of(bytes(channel, size - Footer.BYTES, Footer.BYTES));
    if (footer.isEmpty()) {
      if (NpyHeader.begins(head)) {
        throw new DamagedCacheException("its end is missing or damaged");
      }
      throw new InputException(file + ": exists and is not a cache of rows; name another file");
    }
    Trailer trailer = trailer(channel, footer.get(), size);
    CacheMetadata metadata = trailer.contents();
    NpyHeader header = new NpyHeader(metadata.rows(), metadata.columns());
    if (!Arrays.equals(head, header.toBytes())) {
      throw new DamagedCacheException("its header is damaged");
    }
    return new CacheFile(file.toString(), channel, metadata, trailer.segments(), () -> {});
  }

  private static Trailer trailer(FileChannel channel, Footer footer, long size) throws IOException {
    if (footer.place() < NpyHeader.BYTES
        || footer.length() < 0
        || footer.length() > MOST_TRAILER_BYTES
        || footer.place() != size - Footer.BYTES - footer.length()) {
      throw new DamagedCacheException("its length is not the recorded one");
    }
    byte[] text = bytes(channel, footer.place(), (int) footer.length());
    if (!footer.fits(text)) {
      throw new DamagedCacheException("the checksum of its trailer does not match");
    }
    Trailer trailer = Trailer.of(text);
    CacheMetadata metadata = trailer.contents();
    // Divided, because the bytes of as many rows as metadata may claim would overflow.
    long bytes = footer.place() - NpyHeader.BYTES;
    long rowBytes = (long) metadata.columns() * Double.BYTES;
    if (bytes % rowBytes != 0 || bytes / rowBytes != metadata.rows()) {
      throw new DamagedCacheException("its length is not the recorded one");
    }
    return trailer;
  }

  private static byte[] bytes(FileChannel channel, long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    fill(channel, buffer, position);
    return buffer.array();
  }

  private static void fill(FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    for (long at = position; buffer.hasRemaining(); ) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        throw new DamagedCacheException("it became shorter while it was read");
      }
      at += count;
    }
  }

  /** The metadata of the file. */
  public CacheMetadata contents() {
    return metadata;
  }

  /** The most rows that {@link #read} can copy at once. */
  public int rowsAtOnce() {
    return RowBuffer.rows(metadata.columns());
  }

  /**
   * Copies consecutive rows. Any number of threads may do this at once; memory is allocated only
   * when more do than before.
   *
   * @param first the first of them
   * @param count rows from there on, at most {@link #rowsAtOnce()}
   * @param features overwritten from its front on, row by row
   * @param targets overwritten from element {@code at} on; left alone if there is no target
   * @throws DamagedCacheException if the file became shorter
   * @throws InputException if it cannot be read
   * @throws IllegalStateException if it was closed
   */
  public void read(long first, int count, double[] features, double[] targets, int at) {
    Objects.checkFromIndexSize(first, count, metadata.rows());
    RowBuffer buffer = buffers.borrow();
    fill(buffer, first, count);
    buffer.get(count, features, targets, at);
    buffers.giveBack(buffer);
  }

  /** Fills a buffer with rows. */
  ByteBuffer fill(RowBuffer buffer, long first, int count) {
    try {
      ByteBuffer bytes = buffer.open(count);
      fill(channel, bytes, CacheWriter.positionOf(first, metadata.columns()));
      return bytes.flip();
    } catch (IOException e) {
      requireOpen();
      throw new InputException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Rejects a file that was closed.
   *
   * @throws IllegalStateException if it was
   */
  public void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          name + ": the rows were closed; keep them open while they are used");
    }
  }

  /**
   * Reads all rows on several threads, in no order, and checks their checksums.
   *
   * @param threads at least 1, the caller's among them
   * @throws DamagedCacheException if a checksum does not fit; the consumer may have received wrong
   *     rows
   * @throws InputException if the file cannot be read
   */
  public void readAll(int threads, RowConsumer consumer) {
    new ParallelScan(segments).run(threads, () -> new SegmentReader(this, consumer)::read);
  }

  /**
   * Checks the checksums of all rows on several threads.
   *
   * @param threads at least 1, the caller's among them
   * @throws DamagedCacheException if one does not fit
   * @throws InputException if the file cannot be read
   */
  public void verify(int threads) {
    new ParallelScan(segments).run(threads, () -> new SegmentReader(this, null)::read);
  }

  /** Closes the file; concurrent reads fail. */
  @Override
  public void close() {
    closed = true;
    closeQuietly(channel);
    afterwards.run();
  }
}
