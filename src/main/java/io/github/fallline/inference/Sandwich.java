package io.github.fallline.inference;

/**
 * A robust covariance of the coefficients, H = sum of score score' on the orthonormal rows of a
 * {@link DesignFactor}: the covariance of the coefficients is T H T'. Immutable.
 *
 * <p>HC0 to HC3 add the scores of rows, e z times 1, sqrt(n / (n - p)), 1 / sqrt(1 - h) or 1 / (1 -
 * h); CR0 and CR1 those of clusters, the sums of e z over their rows. A row of weight 3 adds as
 * three rows. t has n - p degrees of freedom, with clusters one less than there are clusters.
 */
public final class Sandwich {
  private final CovarianceType type;
  private final double[] inner;
  private final int size;
  private final double degreesOfFreedom;
  private final long clusters;

  /**
   * @param inner H, [size, size] row by row; not copied
   * @param clusters their number; 0 without
   */
  Sandwich(CovarianceType type, double[] inner, int size, double degreesOfFreedom, long clusters) {
    this.type = type;
    this.inner = inner;
    this.size = size;
    this.degreesOfFreedom = degreesOfFreedom;
    this.clusters = clusters;
  }

  /** Which estimate it is. */
  public CovarianceType type() {
    return type;
  }

  /** The degrees of freedom of t; NaN where none are left. */
  public double degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /** The number of clusters; 0 where rows are not clustered. */
  public long clusters() {
    return clusters;
  }

  /** L with L L' = H. */
  double[][] root() {
    return new Cholesky(inner, size).lower();
  }

  /** Wald's statistic of all coefficients but the intercept being 0; NaN where H is singular. */
  double wald(DesignFactor design) {
    int first = size - design.rank();
    int rank = design.rank();
    double[] slopes = new double[rank * rank];
    double[] effects = new double[rank];
    for (int i = 0; i < rank; i++) {
      effects[i] = design.effect(i);
      System.arraycopy(inner, (first + i) * size + first, slopes, i * rank, rank);
    }
    new Cholesky(slopes, rank).solveLower(effects);
    double sum = 0;
    for (double effect : effects) {
      sum += effect * effect;
    }
    return sum;
  }
}
