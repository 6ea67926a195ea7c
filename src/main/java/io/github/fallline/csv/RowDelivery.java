package io.github.fallline.csv;

import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Delivers the rows of a text to a sink, counts them and reports the progress. */
final class RowDelivery {
  /** A sink that discards all rows. */
  static final RowSink NOWHERE =
      new RowSink() {
        @Override
        public long reserve(RowBlock block) {
          return 0;
        }

        @Override
        public void write(long place, RowBlock block) {}
      };

  /** Numbers that commons-csv reads before they are written together. */
  private static final int NUMBERS_AT_ONCE = 1 << 12;

  private final OpenTexts texts;

  /** Rows written so far; any thread may read it. */
  private final AtomicLong rows = new AtomicLong();

  private Optional<RowIndex> index = Optional.empty();

  RowDelivery(OpenTexts texts) {
    this.texts = texts;
  }

  /** Sets an index that is made while rows are read. */
  void setIndex(Optional<RowIndex> made) {
    index = made;
  }

  /** Begins at the first row. */
  void begin() {
    index.ifPresent(RowIndex::begin);
  }

  /**
   * Wraps a sink to count its rows.
   *
   * @param ends whether the end of a parser is the end for the sink
   */
  RowSink counting(RowSink sink, boolean ends) {
    return new RowSink() {
      @Override
      public long reserve(RowBlock block) {
        rows.addAndGet(block.rows());
        if (index.isPresent()) {
          index.get().add(block);
        }
        return sink.reserve(block);
      }

      @Override
      public void awaitRoom() {
        sink.awaitRoom();
      }

      @Override
      public void write(long place, RowBlock block) {
        sink.write(place, block);
      }

      @Override
      public void endParsed() {
        if (ends) {
          sink.endParsed();
        }
      }
    };
  }

  /** Reports the bytes and rows read. */
  void report(ReadingProgress progress) {
    progress.at(texts.bytesRead(), rows.get());
  }

  /** Reports the bytes and rows read if there are other bytes than those reported last. */
  long report(ReadingProgress progress, long reported) {
    long read = texts.bytesRead();
    if (read != reported) {
      progress.at(read, rows.get());
    }
    return read;
  }

  /**
   * Reads records by commons-csv.
   *
   * @param some whether there is a current record, with which to begin
   * @param block empty; used for the rows
   * @param sink that counts
   * @param kept receives the fields of the rows as text; null if they are not wanted
   */
  void readRecords(
      CsvRecords current,
      boolean some,
      RowShape shape,
      CellDecoder cells,
      RowBlock block,
      RowSink sink,
      @Nullable KeptFields kept,
      ReadingProgress progress) {
    double[] row = new double[cells.size()];
    long reported = 0;
    for (boolean more = some; more; more = current.next()) {
      shape.require(current);
      boolean incomplete = cells.read(current, row);
      int before = block.rows();
      block.add(row, incomplete);
      if (kept != null && block.rows() > before) {
        kept.add(current);
      }
      if ((long) block.rows() * row.length >= NUMBERS_AT_ONCE) {
        put(block, sink);
      }
      reported = report(progress, reported);
    }
    put(block, sink);
    report(progress);
  }

  private static void put(RowBlock block, RowSink sink) {
    sink.awaitRoom();
    sink.write(sink.reserve(block), block);
    block.clear();
  }
}
