package io.github.fallline.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The weight of each row in the means that replace missing values: 0 for a row that is held out,
 * its own weight for any other. So the means are those of the rows that are trained on.
 *
 * <p>One thread at a time.
 */
public final class MeanWeights {
  private final @Nullable Split split;
  private final double @Nullable [] weights;
  private final int scale;
  private final long rows;
  private final int[] order;
  private BitSet held = new BitSet();
  private long block = -1;

  /**
   * @param split which rows are held out; empty if none
   * @param weights one a row, at least 0 and finite; null where all count the same; not copied
   * @param rows how many there are
   */
  public MeanWeights(Optional<Split> split, double @Nullable [] weights, long rows) {
    this.split = split.orElse(null);
    this.weights = weights;
    this.rows = rows;
    order = new int[this.split == null ? 0 : Split.BLOCK_ROWS];
    double most = 0;
    for (int i = 0; weights != null && i < weights.length; i++) {
      most = Math.max(most, weights[i]);
    }
    // A power of two: a sum of products with weights below 2 is as far from overflow as the values.
    scale = most > 0 ? -Math.getExponent(most) : 0;
  }

  /** Whether all rows count the same. */
  boolean areEqual() {
    return split == null && weights == null;
  }

  /**
   * Copies the weights of consecutive rows, times a power of two that is the same for all.
   *
   * @param target overwritten from its front on
   */
  void read(long first, int count, double[] target) {
    if (weights == null) {
      Arrays.fill(target, 0, count, 1);
    } else {
      for (int i = 0; i < count; i++) {
        target[i] = Math.scalb(weights[Math.toIntExact(first + i)], scale);
      }
    }
    for (int i = 0; split != null && i < count; i++) {
      target[i] = isHeldOut(split, first + i) ? 0 : target[i];
    }
  }

  private boolean isHeldOut(Split split, long row) {
    long wanted = row / Split.BLOCK_ROWS;
    if (wanted != block) {
      held = split.heldOut(wanted, rows, order);
      block = wanted;
    }
    return held.get((int) (row % Split.BLOCK_ROWS));
  }

  /** Whether any row counts. */
  boolean haveSome() {
    double[] one = new double[1];
    boolean some = areEqual();
    for (long row = 0; row < rows && !some; row++) {
      read(row, 1, one);
      some = one[0] > 0;
    }
    return some;
  }

  /** Names the rows that count, to follow "has no value"; empty where all do. */
  String restriction() {
    if (areEqual()) {
      return "";
    }
    String kept = split == null ? "" : " are not held out";
    String weighty = weights == null ? "" : " have a weight above 0";
    return " in the rows that" + kept + (split != null && weights != null ? " and" : "") + weighty;
  }
}
