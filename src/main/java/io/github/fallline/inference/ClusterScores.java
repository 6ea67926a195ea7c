package io.github.fallline.inference;

import io.github.fallline.data.InvalidDataException;

/** The sums of the scores of each cluster. */
final class ClusterScores {
  /** Clusters times parameters at most: 512 MiB. */
  static final long MOST_NUMBERS = 1L << 26;

  private final Clusters clusters;
  private final int size;
  private final double[] sums;
  private final boolean[] met;

  /**
   * @throws InvalidDataException where the sums would take more than {@link #MOST_NUMBERS} numbers
   */
  ClusterScores(Clusters clusters, int size) {
    long numbers = (long) clusters.count() * size;
    if (numbers > MOST_NUMBERS) {
      throw new InvalidDataException(
          "clusters: %d clusters of %d parameters need %d numbers; at most %d are kept; use a column with fewer values, or hc1"
              .formatted(clusters.count(), size, numbers, MOST_NUMBERS));
    }
    this.clusters = clusters;
    this.size = size;
    sums = new double[(int) numbers];
    met = new boolean[clusters.count()];
  }

  /**
   * Adds the score of a row.
   *
   * @param scores from {@code place} on, [size]
   */
  void add(long row, double[] scores, int place) {
    int cluster = clusters.at(row);
    met[cluster] = true;
    int at = cluster * size;
    for (int k = 0; k < size; k++) {
      sums[at + k] += scores[place + k];
    }
  }

  /** Clusters that have rows. */
  long count() {
    long count = 0;
    for (boolean some : met) {
      count += some ? 1 : 0;
    }
    return count;
  }

  /** The sum of score score' over the clusters, [size, size], times a factor. */
  double[] products(double factor) {
    double[] products = new double[size * size];
    for (int at = 0; at < sums.length; at += size) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          products[i * size + j] += factor * (sums[at + i] * sums[at + j]);
        }
      }
    }
    return products;
  }
}
