package io.github.fallline.inference;

import io.github.fallline.data.InvalidDataException;

/** The sums of the scores of each cluster. */
final class ClusterScores {
  private final Clusters clusters;
  private final int size;
  private final double[] sums;
  private final boolean[] met;

  /**
   * @throws InvalidDataException if there are too many clusters to be kept in memory
   */
  ClusterScores(Clusters clusters, int size) {
    clusters.requireFew(size);
    this.clusters = clusters;
    this.size = size;
    sums = new double[clusters.count() * size];
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
