package io.github.fallline.inference;

import io.github.fallline.argument.Argument;
import java.util.Objects;
import java.util.Optional;

/**
 * What the second pass over the rows computes beside the residuals.
 *
 * @param covariance CLASSICAL for no robust covariance, HC0 to HC3, or CR0 or CR1
 * @param clusters of the rows, for CR0 and CR1; otherwise empty
 * @param influentialRows how many rows are ranked by Cook's distance; with 0, there are no
 *     densities for pictures either
 * @param tests whether there are quartiles and tests of the residuals, which take time
 * @param threads threads for the pass; they do not change a bit
 */
public record AnalysisOptions(
    CovarianceType covariance,
    Optional<Clusters> clusters,
    int influentialRows,
    boolean tests,
    int threads) {
  /** The number of influential rows that people look at. */
  public static final int INFLUENTIAL_ROWS = 20;

  /** Residuals with their quartiles and tests, on all cores. */
  public static final AnalysisOptions RESIDUALS =
      new AnalysisOptions(
          CovarianceType.CLASSICAL,
          Optional.empty(),
          0,
          true,
          Runtime.getRuntime().availableProcessors());

  /** Checks that covariance and clusters fit each other. */
  public AnalysisOptions {
    Objects.requireNonNull(covariance, "covariance");
    boolean known =
        covariance == CovarianceType.CLASSICAL
            || covariance.isHeteroskedastic()
            || covariance.isClustered();
    Argument.require(known, "covariance", "classical, hc0 to hc3, cr0 or cr1", covariance.label());
    Argument.require(
        covariance.isClustered() == clusters.isPresent(),
        "clusters",
        "with cr0 and cr1 and not otherwise",
        covariance.label());
    if (influentialRows < 0 || threads < 1) {
      throw new IllegalArgumentException(
          "expected influentialRows of 0 or more and threads of 1 or more, got %d and %d"
              .formatted(influentialRows, threads));
    }
  }

  /** The same with a robust covariance, HC0 to HC3. */
  public AnalysisOptions with(CovarianceType robust) {
    return new AnalysisOptions(robust, Optional.empty(), influentialRows, tests, threads);
  }

  /** The same with a covariance by clusters, CR0 or CR1. */
  public AnalysisOptions with(CovarianceType clustered, Clusters ofRows) {
    return new AnalysisOptions(clustered, Optional.of(ofRows), influentialRows, tests, threads);
  }

  /** The same with influential rows and the densities for pictures. */
  public AnalysisOptions withInfluentialRows(int most) {
    return new AnalysisOptions(covariance, clusters, most, tests, threads);
  }

  /** The same without quartiles and tests of the residuals. */
  public AnalysisOptions withoutTests() {
    return new AnalysisOptions(covariance, clusters, influentialRows, false, threads);
  }

  /** The same on another number of threads. */
  public AnalysisOptions withThreads(int count) {
    return new AnalysisOptions(covariance, clusters, influentialRows, tests, count);
  }
}
