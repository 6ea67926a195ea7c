package io.github.fallline.inference;

/**
 * The points of a normal Q-Q plot of studentized residuals: of up to 512 rows all, as R's {@code
 * qqnorm}; of more, at 256 places equally far from each other on the normal axis. Immutable.
 */
public final class NormalQuantilePlot {
  private static final int MOST_POINTS = 512;
  private static final int PLACES = 256;

  private final double[] normal;
  private final double[] sample;

  private NormalQuantilePlot(double[] normal, double[] sample) {
    this.normal = normal;
    this.sample = sample;
  }

  static NormalQuantilePlot of(WeightedQuantiles numbers) {
    double n = numbers.total();
    boolean all = n <= MOST_POINTS;
    int count = all ? (int) Math.ceil(n) : PLACES;
    double[] normal = new double[count];
    double[] sample = new double[count];
    double shift = n <= 10 ? 0.375 : 0.5;
    double most = all ? 0 : -ReferenceDistribution.normalQuantile(0.5 / n);
    for (int i = 0; i < count; i++) {
      if (all) {
        double probability = (i + 1 - shift) / (n + 1 - 2 * shift);
        normal[i] = ReferenceDistribution.normalQuantile(Math.min(probability, 1));
        sample[i] = numbers.ranked(i);
      } else {
        normal[i] = most * (2.0 * i / (PLACES - 1) - 1);
        double place = ReferenceDistribution.normalProbability(normal[i]) * n - 0.5;
        sample[i] = numbers.ranked(Math.rint(place));
      }
    }
    return new NormalQuantilePlot(normal, sample);
  }

  /** The quantiles of the normal distribution, ascending; a copy. */
  public double[] normalQuantiles() {
    return normal.clone();
  }

  /** The quantiles of the studentized residuals beside them; a copy. */
  public double[] sampleQuantiles() {
    return sample.clone();
  }
}
