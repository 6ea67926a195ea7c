package io.github.fallline.csv;

import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowKeys;
import io.github.fallline.data.RowSink;
import io.github.fallline.files.InputException;

/** Collects the keys of the rows that go to another sink. */
final class KeySink implements RowSink {
  private final String input;
  private final RowSink sink;
  private final RowKeys keys;

  private KeySink(String input, RowSink sink, RowKeys keys) {
    this.input = input;
    this.sink = sink;
    this.keys = keys;
  }

  /** A sink that also collects keys, if the options want them. */
  static RowSink before(RowSink sink, CsvTable table, ReadingOptions options) {
    return options.keys().isPresent() && table.resolvedSchema().cluster().isPresent()
        ? new KeySink(table.name(), sink, options.keys().get())
        : sink;
  }

  /** Blocks come here one at a time, in the order of the text. */
  @Override
  public long reserve(RowBlock block) {
    try {
      keys.add(block.keys(), block.rows());
    } catch (InvalidDataException e) {
      throw new InputException(input + ": " + e.getMessage(), e);
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
    sink.endParsed();
  }
}
