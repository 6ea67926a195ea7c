package io.github.fallline.descent.steps;

/**
 * Watches the losses that stochastic and mini-batch steps meet, each before its step, for
 * divergence: over a block of some hundred rows, so that it is noticed at once, and over as many
 * rows as there are.
 *
 * <p>A block may hold the one row that makes up the whole variance of the target, so its limit
 * grows with the rows; a run that diverges passes any limit a few blocks later.
 */
public final class DivergenceMonitor {
  /** Rows of a block. */
  static final int BLOCK_ROWS = 256;

  private static final double LIMIT_IN_BLOCK = 100;

  private final long rows;
  private final long blockRows;
  private final double blockLimit;
  private final double limit;
  private double blockLoss;
  private long blockCount;
  private double loss;
  private long count;
  private double excess;

  /**
   * A watch that has seen nothing.
   *
   * @param rows rows of the data set
   * @param scale the mean loss at the start or the variance of the target, the larger
   * @param rise the mean loss over all rows that is divergence, in units of the scale
   */
  public DivergenceMonitor(long rows, double scale, double rise) {
    this.rows = rows;
    blockRows = Math.min(BLOCK_ROWS, rows);
    blockLimit = LIMIT_IN_BLOCK * scale * ((double) rows / blockRows);
    limit = rise * scale;
  }

  /** Sees the losses of some rows. */
  public void add(double lossSum, long lossRows) {
    blockLoss += lossSum;
    blockCount += lossRows;
    if (blockCount < blockRows) {
      return;
    }
    judge(blockLoss / blockCount, blockLimit);
    loss += blockLoss;
    count += blockCount;
    blockLoss = 0;
    blockCount = 0;
    if (count >= rows) {
      judge(loss / count, limit);
      loss = 0;
      count = 0;
    }
  }

  /** Forgets all losses. */
  void clear() {
    blockLoss = 0;
    blockCount = 0;
    loss = 0;
    count = 0;
    excess = 0;
  }

  /** Tells the losses that were not judged yet. */
  void serialize(StateArchive archive) {
    blockLoss = archive.real("loss of the block", blockLoss);
    blockCount = archive.integer("rows of the block", blockCount);
    loss = archive.real("loss of the rows", loss);
    count = archive.integer("rows", count);
  }

  private void judge(double mean, double most) {
    if (!(mean <= most)) {
      excess = Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
    }
  }

  /** The mean loss that was too high; 0 when none was. */
  public double divergedLoss() {
    return excess;
  }
}
