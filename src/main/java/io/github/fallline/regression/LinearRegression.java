package io.github.fallline.regression;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Split;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.CheckpointPolicy;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.path.PenaltySearch;
import io.github.fallline.inference.Clusters;
import io.github.fallline.model.LogTarget;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A linear regression that is to be fitted: settings of the training, and what else {@code train}
 * does on the command line - rows held out, logarithms of the target, exposures, robust standard
 * errors. Immutable: each method gives another value. Fits any number of data sets.
 *
 * <pre>{@code
 * RegressionResult fit = LinearRegression.of(config).fit(data);
 * System.out.println(fit); // the table that the command line prints
 * fit.save(Path.of("model.json"));
 * }</pre>
 */
public final class LinearRegression {
  private final TrainingConfig config;
  private String name = "";
  private @Nullable Schema schema;
  private @Nullable Split split;
  private @Nullable PenaltySearch search;
  private boolean curve;
  private TrainedTarget target = TrainedTarget.PLAIN;
  private StatisticsOptions statistics = StatisticsOptions.DEFAULT;

  private LinearRegression(TrainingConfig config) {
    this.config = config;
  }

  /** A regression by full-batch descent on squared errors. */
  public static LinearRegression leastSquares() {
    return of(TrainingConfig.of(new FullBatch()));
  }

  /** A regression with settings of its training. */
  public static LinearRegression of(TrainingConfig config) {
    return new LinearRegression(Objects.requireNonNull(config, "config"));
  }

  private LinearRegression copy() {
    LinearRegression copy = new LinearRegression(config);
    copy.name = name;
    copy.schema = schema;
    copy.split = split;
    copy.search = search;
    copy.curve = curve;
    copy.target = target;
    copy.statistics = statistics;
    return copy;
  }

  /** The same with a name of the data, which tables and pages show. */
  public LinearRegression named(String data) {
    LinearRegression other = copy();
    other.name = Objects.requireNonNull(data, "data");
    return other;
  }

  /**
   * The same for rows that were read by a schema, whose words and dates the model file keeps. Rows
   * of a {@link io.github.fallline.csv.DataTable} know theirs.
   *
   * @throws IllegalArgumentException if the schema has no target
   */
  public LinearRegression withSchema(Schema columns) {
    LinearRegression other = copy();
    if (columns.target().isEmpty()) {
      throw new IllegalArgumentException("columns: expected a schema with a target");
    }
    other.schema = columns;
    return other;
  }

  /** The same with rows held out of training, on which the errors are computed too. */
  public LinearRegression withValidation(Split heldOut) {
    LinearRegression other = copy();
    other.split = Objects.requireNonNull(heldOut, "heldOut");
    return other;
  }

  /** The same with the loss on the rows held out recorded on the way; without such, no change. */
  public LinearRegression withValidationCurve() {
    LinearRegression other = copy();
    other.curve = true;
    return other;
  }

  /**
   * The same with a penalty that is chosen by cross-validation on the training rows, in another
   * pass over them; a note says which.
   *
   * @throws IllegalArgumentException unless the loss is that of squared errors
   */
  public LinearRegression withPenaltySearch(PenaltySearch wanted) {
    Argument.require(
        config.objective().loss().equals(Loss.SQUARED),
        "loss",
        "squared for a search of the penalty",
        config.objective().loss().label());
    LinearRegression other = copy();
    other.search = Objects.requireNonNull(wanted, "wanted");
    return other;
  }

  /**
   * The same for the logarithm of the target, whose predictions are transformed back.
   *
   * @param center of the target that predictions are
   * @throws IllegalArgumentException if there is an exposure
   */
  public LinearRegression withLogTarget(LogTarget.Center center) {
    return with(new TrainedTarget(target.exposure(), target.exposures(), Optional.of(center)));
  }

  /**
   * The same for counts of which each row has an exposure: a Poisson regression.
   *
   * @param collected while the rows are read: {@link
   *     io.github.fallline.csv.ReadingOptions#withExposures}
   * @throws IllegalArgumentException if the target is to be a logarithm
   */
  public LinearRegression withExposure(Exposure column, RowExposures collected) {
    return with(new TrainedTarget(Optional.of(column), Optional.of(collected), target.center()));
  }

  private LinearRegression with(TrainedTarget wanted) {
    LinearRegression other = copy();
    other.target = wanted;
    return other;
  }

  /** The same with other standard errors, intervals and diagnostics. */
  public LinearRegression withStatistics(StatisticsOptions wanted) {
    LinearRegression other = copy();
    other.statistics = Objects.requireNonNull(wanted, "wanted");
    return other;
  }

  /**
   * Fits rows, which stay the caller's; keep them open while the result reads them again for a
   * report.
   *
   * @param rows a {@link RowSource}, or where {@link Trainer#readsRowsOnce} and no rows are held
   *     out any stream of rows
   * @throws io.github.fallline.descent.DivergedException when a named learning rate was too large
   * @throws io.github.fallline.data.InvalidDataException when numbers cannot be computed with
   * @throws IllegalArgumentException when the settings do not fit the rows
   */
  public RegressionResult fit(RowStream rows) {
    return fit(rows, point -> {}, CheckpointPolicy.NONE);
  }

  /**
   * Fits rows, reports progress and makes checkpoints.
   *
   * @param listener called after each look at the objective, on the calling thread
   * @see #fit(RowStream)
   */
  public RegressionResult fit(
      RowStream rows, Consumer<Trace.Point> listener, CheckpointPolicy checkpoints) {
    long startNanos = System.nanoTime();
    if (!(rows instanceof RowSource)
        && (split != null
            || search != null
            || !target.isPlain()
            || statistics.clusterKeys().isPresent())) {
      throw new IllegalArgumentException(
          "rows that can be read only once are for plain targets without rows held out, clusters or"
              + " a search of the penalty; load or store them first");
    }
    RowStream mapped = target.of(rows);
    RowStream known = split == null ? mapped : split.training((RowSource) mapped);
    RowStream counts =
        target.isPlain() ? known : split == null ? rows : split.training((RowSource) rows);
    Optional<RowSource> heldOut =
        split == null ? Optional.empty() : Optional.of(split.validation((RowSource) mapped));
    Optional<Clusters> clusters = StatisticsPasses.clusters(known, statistics);
    Optional<PenaltySearch.Choice> choice =
        Optional.ofNullable(search)
            .map(wanted -> wanted.choose(known, config.spec(), config.threads()));
    TrainingConfig used =
        choice.isPresent()
            ? config.withObjective(new Objective(Loss.SQUARED, choice.get().penalty()))
            : config;
    Training trained =
        new Trainer(target.settings(used, counts))
            .fit(known, listener, checkpoints, curve ? heldOut : Optional.empty());
    Training fitted = choice.isPresent() ? noted(trained, choice.get()) : trained;
    Training training = target.reported(fitted, counts);
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    StatisticsPasses passes =
        new StatisticsPasses(
            training, used, known, statistics, clusters, target.exposuresOf(counts));
    return RegressionResult.of(used, training, target.exposure().isPresent() ? counts : known)
        .withName(name)
        .withSeconds(0, seconds)
        .withSchema(schemaOf(rows))
        .withRows(known, isInMemory(rows))
        .withStatistics(statistics, passes)
        .withValidation(validation(rows, heldOut, training))
        .withResponse(target.response(training));
  }

  private static Training noted(Training training, PenaltySearch.Choice choice) {
    List<String> notes = new ArrayList<>();
    notes.add(choice.note());
    notes.addAll(training.notes());
    return training.withNotes(notes);
  }

  private Optional<RegressionMetrics> validation(
      RowStream rows, Optional<RowSource> heldOut, Training training) {
    if (heldOut.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        split != null && target.exposure().isPresent()
            ? target.errorsOfCounts(training, split.validation((RowSource) rows))
            : RegressionMetrics.of(training.model(), heldOut.get()));
  }

  private static boolean isInMemory(RowStream rows) {
    return rows instanceof Dataset
        || (rows instanceof WeightedRows weighted && isInMemory(weighted.unweighted()));
  }

  private Schema schemaOf(RowStream rows) {
    return schema != null
        ? schema
        : rows.schema().orElseGet(() -> Schema.target(rows.targetName()));
  }
}
