package io.github.fallline.cli;

import io.github.fallline.cli.options.InferenceOptions;
import io.github.fallline.cli.result.InferenceReport;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowKeys;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.InputException;
import io.github.fallline.inference.AnalysisOptions;
import io.github.fallline.inference.Clusters;
import io.github.fallline.inference.CoefficientTable;
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
final class InferencePasses {
  private final Training training;
  private final TrainingConfig config;

  /** Digits of the residual sum of squares with which residuals can be studentized. */
  private static final double DIGITS_OF_SCALE = 9;

  private final RowStream rows;
  private final Optional<Clusters> clusters;
  private final InferenceOptions options;
  private final Optional<double[]> exposures;
  private final boolean pictures;
  private Optional<ResidualAnalysis> residuals = Optional.empty();

  private InferencePasses(
      Training training,
      TrainingConfig config,
      RowStream rows,
      Optional<Clusters> clusters,
      InferenceOptions options,
      Optional<double[]> exposures,
      boolean pictures) {
    this.exposures = exposures;
    this.pictures = pictures;
    this.training = training;
    this.config = config;
    this.rows = rows;
    this.clusters = clusters;
    this.options = options;
  }

  /**
   * The standard errors of a training, and the diagnostics.
   *
   * @param rows that it was trained on; a {@link RowSource} where the options read them again
   * @param clusters of the rows, if the options name a column of them
   * @param exposures of the rows, if they are rates of counts
   * @param pictures whether residuals are drawn: {@code rows} is a {@link RowSource}
   */
  static InferenceReport report(
      Training training,
      TrainingConfig config,
      RowStream rows,
      Optional<Clusters> clusters,
      InferenceOptions options,
      Optional<double[]> exposures,
      boolean pictures) {
    InferencePasses passes =
        new InferencePasses(training, config, rows, clusters, options, exposures, pictures);
    Inference inference = passes.inference();
    return new InferenceReport(
        inference,
        passes.residuals,
        options.cluster(),
        options.level(),
        options.level().orElse(CoefficientTable.DEFAULT_LEVEL),
        options.diagnostics());
  }

  /**
   * The clusters of the rows, if the options name a column of them.
   *
   * @param name of the data, for errors
   * @param rows to train on
   * @param keys of all rows
   * @throws InputException if there are fewer than two, or too many
   */
  static Optional<Clusters> clusters(
      String name, RowStream rows, Optional<RowKeys> keys, InferenceOptions options) {
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    Clusters clusters = Clusters.ofCodes(keys.get().codesOf(rows));
    if (clusters.count() < 2) {
      throw new InputException(
          "%s: column '%s' has one value in all rows; clusters need two or more (choose another --cluster)"
              .formatted(name, options.cluster().orElse("")));
    }
    try {
      clusters.requireFew(rows.featureNames().size() + 1);
    } catch (InvalidDataException e) {
      throw new InputException(name + ": " + e.getMessage(), e);
    }
    return Optional.of(clusters);
  }

  private Inference inference() {
    if (!options.isOn()) {
      return new Inference.Omitted("not wanted (--standard-errors none)");
    }
    Inference found = training.inference();
    if (found instanceof Inference.LeastSquares fit && (pictures || options.readsAgain())) {
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
        pictures || options.diagnostics()
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
