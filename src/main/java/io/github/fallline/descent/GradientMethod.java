package io.github.fallline.descent;

/** Which rows make a step of descent. */
public sealed interface GradientMethod {
  /** Rows of each step, given the rows of an epoch; at most {@code rows}. */
  long batchRows(long rows);

  /** The name on the command line and in files. */
  String label();

  /**
   * Every step uses all rows: the exact gradient, one step an epoch.
   *
   * @param gradients where the gradient of squared errors comes from
   */
  record FullBatch(Gradients gradients) implements GradientMethod {
    /** All rows a step; moments or rows as it pays. */
    public FullBatch() {
      this(Gradients.AUTO);
    }

    @Override
    public long batchRows(long rows) {
      return rows;
    }

    @Override
    public String label() {
      return "full-batch";
    }
  }

  /** Every step uses one row. */
  record Stochastic() implements GradientMethod {
    @Override
    public long batchRows(long rows) {
      return Math.min(1, rows);
    }

    @Override
    public String label() {
      return "stochastic";
    }
  }

  /**
   * Every step uses {@code size} rows; the compromise.
   *
   * @param size rows a step
   */
  record MiniBatch(int size) implements GradientMethod {
    /** The size on which the command line and the library agree when none is named. */
    public static final int DEFAULT_SIZE = 256;

    /** Checks the size. */
    public MiniBatch {
      if (size < 1) {
        throw new IllegalArgumentException("batch size: expected at least 1, got " + size);
      }
    }

    /** Mini-batches of {@link #DEFAULT_SIZE} rows. */
    public MiniBatch() {
      this(DEFAULT_SIZE);
    }

    @Override
    public long batchRows(long rows) {
      return Math.min(size, rows);
    }

    @Override
    public String label() {
      return "mini-batch";
    }
  }

  /** Where a full-batch gradient of squared errors comes from. Both ways follow the same path. */
  enum Gradients {
    /** From moments, unless the objective or the width of the data rules them out. */
    AUTO,
    /** A pass over the rows an epoch: n d operations, over all threads. */
    ROWS,
    /** One pass for the second moments, then d operations an epoch. */
    MOMENTS
  }
}
