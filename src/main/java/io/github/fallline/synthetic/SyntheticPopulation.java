package io.github.fallline.synthetic;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;

/**
 * What the rows of a synthetic data set are drawn from: means, standard deviations and correlation
 * of the features, the coefficients and the noise. Immutable and shared by threads.
 */
final class SyntheticPopulation {
  static final double INTERCEPT = 7.5;

  private static final double LARGEST_MEAN = 50;
  private static final double SMALLEST_DEVIATION = 0.1;
  private static final double LARGEST_DEVIATION = 100;

  /** Decimals below the leading digit of a column's standard deviation. */
  private static final int FEATURE_DIGITS = 6;

  /** More than a feature has: without noise, the target's rounding is all that hides the truth. */
  private static final int TARGET_DIGITS = 9;

  private final long blockSeed;
  final double[] means;
  final double[] deviations;
  final double[] coefficients;
  final RandomCorrelation correlation;

  /** The standard deviation of the noise, in units of the target. */
  final double noiseDeviation;

  final FixedPoint[] featureFormats;
  final FixedPoint targetFormat;

  SyntheticPopulation(SyntheticData settings) {
    int d = settings.features();
    SplittableRandom random = new SplittableRandom(settings.seed());
    blockSeed = random.nextLong();
    deviations = evenlySpaced(d, random);
    means = evenlySpaced(d, random);
    coefficients = new double[d];
    featureFormats = new FixedPoint[d];
    double[] shares = new double[d];
    for (int j = 0; j < d; j++) {
      deviations[j] =
          SMALLEST_DEVIATION
              * StrictMath.pow(LARGEST_DEVIATION / SMALLEST_DEVIATION, deviations[j]);
      means[j] *= LARGEST_MEAN;
      coefficients[j] = fourDigits(share(random) / deviations[j]);
      shares[j] = coefficients[j] * deviations[j];
      featureFormats[j] = FixedPoint.below(deviations[j], FEATURE_DIGITS);
    }
    correlation = RandomCorrelation.of(d, settings.condition(), new GaussianSource(random));
    double signalVariance = correlation.variance(shares);
    noiseDeviation = settings.noise() * Math.sqrt(signalVariance);
    targetFormat =
        FixedPoint.below(
            Math.sqrt(signalVariance + noiseDeviation * noiseDeviation), TARGET_DIGITS);
  }

  /** The points 0, 1/(count - 1), ... 1 in random order (Fisher and Yates); a single one is 1/2. */
  private static double[] evenlySpaced(int count, SplittableRandom random) {
    double[] points = new double[count];
    for (int i = 0; i < count; i++) {
      int other = (int) (random.nextDouble() * (i + 1));
      points[i] = points[other];
      points[other] = count == 1 ? 0.5 : (double) i / (count - 1);
    }
    return points;
  }

  private static double share(SplittableRandom random) {
    double size = 0.5 + random.nextDouble();
    return random.nextDouble() < 0.5 ? -size : size;
  }

  private static double fourDigits(double value) {
    return new BigDecimal(value).round(new MathContext(4)).doubleValue();
  }

  /** The random numbers of a block of rows, independent of those of all other blocks. */
  GaussianSource gaussians(long block) {
    return new GaussianSource(new SplittableRandom(blockSeed + block));
  }
}
