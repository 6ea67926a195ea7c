package io.github.fallline.regression;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.inference.AnalysisOptions;
import io.github.fallline.inference.Clusters;
import io.github.fallline.inference.CovarianceType;
import io.github.fallline.inference.DesignFactor;
import io.github.fallline.inference.Inference;
import io.github.fallline.inference.LossInference;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.inference.ResidualAnalysis;
import io.github.fallline.objective.Loss;
import java.util.Optional;

/**
 * Standard errors as the options ask for them, by further passes over the rows where it takes some.
 */
final class StatisticsPasses {
  static final String NOT_WANTED = "not wanted (" + Setting.NO_STATISTICS + ")";

  /** Digits of the residual sum of squares with which residuals can be studentized. */
  private static final double DIGITS_OF_SCALE = 9;

  private final Training training;
  private final TrainingConfig config;
  private final RowStream rows;
  private final StatisticsOptions options;
  private final Optional<Clusters> clusters;
  private final Optional<double[]> exposures;
  private Optional<ResidualAnalysis> residuals = Optional.empty();
  private final Inference inference;

  /**
   * Makes the passes.
   *
   * @param rows that it was trained on; a {@link RowSource} where the options read them again, or a
   *     stream that can be opened again
   * @param clusters of the rows, if the options ask for them
   * @param exposures of the rows, if they are rates of counts
   */
  StatisticsPasses(
      Training training,
      TrainingConfig config,
      RowStream rows,
      StatisticsOptions options,
      Optional<Clusters> clusters,
      Optional<double[]> exposures) {
    this.training = training;
    this.config = config;
    this.rows = rows;
    this.options = options;
    this.clusters = clusters;
    this.exposures = exposures;
    inference = makeInference();
  }

  /** Standard errors and tests, or why there are none. */
  Inference inference() {
    return inference;
  }

  /** The residuals of another pass; empty if there was none. */
  Optional<ResidualAnalysis> residuals() {
    return residuals;
  }

  /**
   * The clusters of the rows; empty for none.
   *
   * @throws InvalidDataException if there are fewer than two, or too many
   */
  static Optional<Clusters> clusters(RowStream rows, StatisticsOptions options) {
    if (options.clusterKeys().isEmpty()) {
      return Optional.empty();
    }
    Clusters clusters = Clusters.ofCodes(options.clusterKeys().get().codesOf(rows));
    if (clusters.count() < 2) {
      throw new InvalidDataException(
          "column '%s' has one value in all rows; clusters need two or more (choose another %s)"
              .formatted(options.cluster(), Setting.CLUSTER));
    }
    clusters.requireFew(rows.featureNames().size() + 1);
    return Optional.of(clusters);
  }

  private Inference makeInference() {
    if (!options.isOn()) {
      return new Inference.Omitted(NOT_WANTED);
    }
    Inference found = training.inference();
    if (found instanceof Inference.LeastSquares fit
        && (options.influence() || options.readsAgain())) {
      return analysed(fit.statistics());
    }
    if (found instanceof Inference.Postponed postponed && options.isAskedFor()) {
      return ofLoss(postponed.loss());
    }
    return found;
  }

  private Inference analysed(RegressionStatistics statistics) {
    CovarianceType covariance = options.covariance();
    AnalysisOptions wanted = AnalysisOptions.RESIDUALS.withThreads(config.threads());
    wanted =
        options.influence() || options.diagnostics()
            ? wanted.withInfluentialRows(AnalysisOptions.INFLUENTIAL_ROWS)
            : wanted.withoutTests();
    if (clusters.isPresent()) {
      wanted = wanted.with(covariance, clusters.get());
    } else if (covariance != CovarianceType.CLASSICAL) {
      wanted = wanted.with(covariance);
    }
    ResidualAnalysis analysis = ResidualAnalysis.of(rows, training.model(), statistics, wanted);
    RegressionStatistics exact = statistics;
    if (!(rows instanceof RowSource)) {
      exact =
          RegressionStatistics.of(
              training.model(), statistics.design(), analysis.residualSquares());
      if (statistics.residualDigits() < DIGITS_OF_SCALE) {
        analysis = ResidualAnalysis.of(rows, training.model(), exact, wanted);
      }
    }
    residuals = Optional.of(analysis);
    return new Inference.LeastSquares(analysis.sandwich().map(exact::with).orElse(exact));
  }

  private Inference ofLoss(Loss loss) {
    CovarianceType type =
        loss.equals(Loss.POISSON) && options.covariance() != CovarianceType.CLASSICAL
            ? CovarianceType.SANDWICH
            : LossInference.covarianceOf(loss);
    DesignFactor design = DesignFactor.of(rows, config.spec().intercept());
    return new Inference.OtherLoss(
        LossInference.of(rows, training.model(), design, loss, type, exposures, config.threads()));
  }
}
