package io.github.fallline.synthetic;

import java.io.ByteArrayOutputStream;

/** Draws the rows of one block of a synthetic data set, as text. Used by one thread, once. */
final class SyntheticSample {
  private final SyntheticPopulation population;
  private final GaussianSource gaussians;
  private final double[] independent;
  private final double[] correlated;
  private final long[] features;
  private final byte[] line;

  SyntheticSample(SyntheticPopulation population, long block) {
    this.population = population;
    int d = population.means.length;
    gaussians = population.gaussians(block);
    independent = new double[d];
    correlated = new double[d];
    features = new long[d];
    line = new byte[Math.multiplyExact(d + 1, FixedPoint.MAX_LENGTH + 1)];
  }

  /** The next rows, each with a newline at its end. */
  ByteArrayOutputStream text(int rows) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(rows * (features.length + 1) * 11);
    for (int i = 0; i < rows; i++) {
      int start = writeLine(drawRow());
      text.write(line, start, line.length - start);
    }
    return text;
  }

  /** Draws the features of a row into {@link #features} and returns the target. */
  private double drawRow() {
    for (int j = 0; j < independent.length; j++) {
      independent[j] = gaussians.next();
    }
    population.correlation.mix(independent, correlated);
    double target = SyntheticPopulation.INTERCEPT;
    for (int j = 0; j < features.length; j++) {
      FixedPoint format = population.featureFormats[j];
      features[j] = format.units(population.means[j] + population.deviations[j] * correlated[j]);
      target += population.coefficients[j] * format.value(features[j]);
    }
    return target + population.noiseDeviation * gaussians.next();
  }

  /** Writes the row at the end of {@link #line}, last field first, and returns its start. */
  private int writeLine(double target) {
    int start = line.length;
    line[--start] = '\n';
    FixedPoint targetFormat = population.targetFormat;
    start = targetFormat.write(targetFormat.units(target), line, start);
    for (int j = features.length - 1; j >= 0; j--) {
      line[--start] = ',';
      start = population.featureFormats[j].write(features[j], line, start);
    }
    return start;
  }
}
