package io.github.fallline.csv;

import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;

/**
 * Writes rows to two sinks, to the same place in each. Both must copy them, not exchange the block.
 *
 * @param first empty before the first block, as is {@code second}
 */
record TeeSink(RowSink first, RowSink second) implements RowSink {
  @Override
  public long reserve(RowBlock block) {
    long place = first.reserve(block);
    if (second.reserve(block) != place) {
      throw new IllegalStateException("the sinks hold different rows already");
    }
    return place;
  }

  @Override
  public void awaitRoom() {
    first.awaitRoom();
    second.awaitRoom();
  }

  @Override
  public void write(long place, RowBlock block) {
    first.write(place, block);
    second.write(place, block);
  }
}
