package io.github.fallline.descent.steps;

/**
 * Detects divergence from the losses of stochastic and mini-batch steps, each before its step: over
 * a block of some hundred rows, to detect it at once, and over as many rows as there are.
 *
 * <p>A block may hold the one row that causes the whole variance of the target, so its limit grows
 * with the rows; a diverging run exceeds any limit a few blocks later.
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
   * @param rows rows of the data set
   * @param scale the mean loss at the start or the variance of the target, the larger
   * @param rise the mean loss over all rows that counts as divergence, in units of the scale
   */
  public DivergenceMonitor(long rows, double scale, double rise) {
    this.rows = rows;
    blockRows = Math.min(BLOCK_ROWS, rows);
    blockLimit = LIMIT_IN_BLOCK * scale * ((double) rows / blockRows);
    limit = rise * scale;
  }

  /** Adds the losses of some rows. */
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

  /** Clears all losses. */
  void clear() {
    blockLoss = 0;
    blockCount = 0;
    loss = 0;
    count = 0;
    excess = 0;
  }

  /** Saves or loads the losses that were not judged yet. */
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

  /** The mean loss that was too high; 0 if none was. */
  public double divergedLoss() {
    return excess;
  }
}
