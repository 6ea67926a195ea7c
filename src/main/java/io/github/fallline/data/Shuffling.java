package io.github.fallline.data;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import java.io.Serializable;

/**
 * The order in which stochastic and mini-batch epochs visit the rows, as {@code
 * descent.sampling.BlockShuffle} draws it.
 *
 * @param shuffle whether each epoch visits them in a fresh uniformly random order, a function of
 *     seed and epoch; otherwise they are visited in the order of the data
 * @param seed the random seed of the order
 * @param rowsPerEpoch visits after which an epoch ends; 0 for all. With 1 and shuffling, an epoch
 *     is one step on a row drawn at random.
 */
public record Shuffling(boolean shuffle, long seed, long rowsPerEpoch) implements Serializable {
  /** All rows, shuffled from seed 0. */
  public static final Shuffling DEFAULT = new Shuffling(true, 0, 0);

  public Shuffling {
    Argument.require(rowsPerEpoch >= 0, Setting.ROWS_PER_EPOCH, "a number >= 0", rowsPerEpoch);
    if (rowsPerEpoch > 0 && !shuffle) {
      throw new IllegalArgumentException(
          Setting.ROWS_PER_EPOCH
              + ": without shuffling every epoch would use the same rows; use "
              + Setting.SHUFFLE
              + " or take all rows");
    }
  }
}
