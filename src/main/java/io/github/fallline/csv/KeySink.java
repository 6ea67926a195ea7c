package io.github.fallline.csv;

import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.RowKeys;
import io.github.fallline.data.RowSink;
import io.github.fallline.files.InputException;
import java.util.Optional;

/** Collects the keys and the exposures of the rows that go to another sink. */
final class KeySink implements RowSink {
  private final String input;
  private final RowSink sink;
  private final Optional<RowKeys> keys;
  private final Optional<RowExposures> exposures;

  private KeySink(
      String input, RowSink sink, Optional<RowKeys> keys, Optional<RowExposures> exposures) {
    this.input = input;
    this.sink = sink;
    this.keys = keys;
    this.exposures = exposures;
  }

  /** A sink that also collects keys and exposures, if the options want them. */
  static RowSink before(RowSink sink, CsvTable table, ReadingOptions options) {
    ResolvedSchema schema = table.resolvedSchema();
    Optional<RowKeys> keys = schema.cluster().isPresent() ? options.keys() : Optional.empty();
    Optional<RowExposures> exposures =
        schema.exposure().isPresent() ? options.exposures() : Optional.empty();
    return keys.isPresent() || exposures.isPresent()
        ? new KeySink(table.name(), sink, keys, exposures)
        : sink;
  }

  /** Blocks come here one at a time, in the order of the text. */
  @Override
  public long reserve(RowBlock block) {
    try {
      if (keys.isPresent()) {
        keys.get().add(block.keys(), block.rows());
      }
      if (exposures.isPresent()) {
        exposures.get().add(block.exposures(), block.rows());
      }
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
