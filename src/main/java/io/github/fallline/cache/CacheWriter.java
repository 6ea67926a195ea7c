package io.github.fallline.cache;

import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.files.OutputException;
import io.github.fallline.files.PositionedOutput;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Writes rows to a cache file: blocks are assigned their places in order and are written by several
 * threads at a time.
 *
 * <p>The file appears complete, by {@link #commit}, or not at all; a spool never appears and is
 * read by {@link #spooled()}. Memory does not depend on the number of rows, except for 24 bytes a
 * block.
 */
public final class CacheWriter implements RowSink, AutoCloseable {
  private final PositionedOutput output;
  private final List<String> featureNames;
  private final Optional<String> target;
  private final int columns;
  private final long[] missing;
  private final List<Segment> segments = new ArrayList<>();
  private final BufferPool<RowBuffer> buffers;
  private long rows;
  private long skippedRows;

  private CacheWriter(PositionedOutput output, List<String> featureNames, Optional<String> target) {
    this.output = output;
    this.featureNames = List.copyOf(featureNames);
    this.target = target;
    columns = featureNames.size() + (target.isPresent() ? 1 : 0);
    missing = new long[columns];
    buffers = new BufferPool<>(() -> new RowBuffer(this.featureNames.size(), columns));
  }

  /**
   * Creates a writer of a cache file.
   *
   * @param file of the cache; an existing file is replaced
   * @throws OutputException when no file can appear there
   */
  public static CacheWriter create(Path file, List<String> featureNames, Optional<String> target) {
    return new CacheWriter(PositionedOutput.create(file), featureNames, target);
  }

  /**
   * Creates a writer of a temporary file, which is deleted when the writer is closed.
   *
   * @param directory with room for it
   * @throws OutputException when no file can be created there
   */
  public static CacheWriter spool(
      Path directory, List<String> featureNames, Optional<String> target) {
    return new CacheWriter(PositionedOutput.temporary(directory), featureNames, target);
  }

  @Override
  public long reserve(RowBlock block) {
    for (int j = 0; j < missing.length; j++) {
      missing[j] += block.missingCounts()[j];
    }
    skippedRows += block.skippedRows();
    long place = rows;
    rows += block.rows();
    return place;
  }

  /**
   * Writes the rows of a block.
   *
   * @throws OutputException when the disk is full or fails
   */
  @Override
  public void write(long place, RowBlock block) {
    if (block.rows() == 0) {
      return;
    }
    RowBuffer buffer = buffers.borrow();
    CRC32C sum = new CRC32C();
    for (int done = 0; done < block.rows(); ) {
      int count = Math.min(block.rows() - done, buffer.rows());
      ByteBuffer bytes = buffer.put(count, block.features(), block.targets(), done);
      sum.update(bytes);
      output.write(bytes.rewind(), positionOf(place + done, columns));
      done += count;
    }
    buffers.giveBack(buffer);
    synchronized (segments) {
      segments.add(new Segment(place, block.rows(), (int) sum.getValue()));
    }
  }

  /** Returns the byte at which a row begins in a file. */
  static long positionOf(long row, int columns) {
    return NpyHeader.BYTES + Math.multiplyExact(row, (long) columns * Double.BYTES);
  }

  /**
   * Completes the file. All rows must be written; nothing can be written after that.
   *
   * @param provenance the source of the rows
   * @throws OutputException if it cannot be completed; an earlier file is then unchanged
   */
  public void commit(Provenance provenance) {
    byte[] trailer = new Trailer(contents(Optional.of(provenance)), sorted()).toBytes();
    long end = positionOf(rows, columns);
    output.write(ByteBuffer.wrap(new NpyHeader(rows, columns).toBytes()), 0);
    output.write(ByteBuffer.wrap(trailer), end);
    byte[] footer = Footer.of(end, trailer).toBytes();
    output.write(ByteBuffer.wrap(footer), end + trailer.length);
    output.commit();
  }

  /**
   * Opens the rows written so far, to be read while this writer is open; nothing may be written
   * after that. They are not verified.
   *
   * @return the file, which the caller closes; it is deleted when it or this writer is closed
   */
  public CacheFile spooled() {
    return new CacheFile(
        output.name(), output.open(), contents(Optional.empty()), sorted(), output::close);
  }

  private CacheMetadata contents(Optional<Provenance> provenance) {
    List<Long> counts = Arrays.stream(missing).boxed().toList();
    return new CacheMetadata(featureNames, target, rows, skippedRows, counts, provenance);
  }

  private List<Segment> sorted() {
    synchronized (segments) {
      segments.sort(Comparator.comparingLong(Segment::first));
      return List.copyOf(segments);
    }
  }

  /** Closes the file; without a commit it is deleted. */
  @Override
  public void close() {
    output.close();
  }
}
