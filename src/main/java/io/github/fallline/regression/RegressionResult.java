package io.github.fallline.regression;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.descent.SettingsCodec;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.inference.Inference;
import io.github.fallline.inference.InfluentialRow;
import io.github.fallline.inference.LocatedRow;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.inference.ResidualAnalysis;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.model.Response;
import io.github.fallline.model.SavedModel;
import io.github.fallline.model.TrainingSummary;
import io.github.fallline.report.training.LossCurve;
import io.github.fallline.report.training.ReportedStatistics;
import io.github.fallline.report.training.TrainingPage;
import io.github.fallline.report.training.TrainingPageInput;
import io.github.fallline.text.Plural;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A fitted regression: the model, its standard errors and tests, and how training went, as the
 * table, JSON, model file, picture and page that the command line makes of it. Immutable.
 *
 * <p>It does not own the rows: keep them open while {@link #save}, {@link #report} and {@link
 * #plot} read them.
 */
public final class RegressionResult {
  /** Coefficients that the table shows; all are in the JSON and in the model file. */
  public static final int MOST_SHOWN = 50;

  private final TrainingConfig config;
  private final Training training;
  private final RowMetadata metadata;
  private String name = "";
  private Schema schema;

  /** That it was trained on; null where they are elsewhere. */
  private @Nullable RowStream rows;

  private StatisticsOptions options = StatisticsOptions.DEFAULT;
  private Inference inference;
  private Optional<ResidualAnalysis> residuals = Optional.empty();
  private List<LocatedRow> influentialRows = List.of();
  private Response response = Response.PLAIN;
  private Optional<RegressionMetrics> validation = Optional.empty();
  private boolean streamed;
  private double loadSeconds;
  private double fitSeconds;

  /** Null until it was asked for. */
  private @Nullable TrainingSummary summary;

  private RegressionResult(TrainingConfig config, Training training, RowMetadata metadata) {
    this.config = config;
    this.training = training;
    this.metadata = metadata;
    schema = Schema.target(metadata.targetName());
    inference = training.inference();
    fitSeconds = training.seconds();
    streamed = true;
  }

  /**
   * The result of a training on rows that are not at hand any more, such as those of a cluster:
   * without a page and pictures of them.
   *
   * @param metadata of the rows, which are counted
   */
  public static RegressionResult of(
      TrainingConfig config, Training training, RowMetadata metadata) {
    return new RegressionResult(config, training, metadata);
  }

  private RegressionResult copy() {
    return copy(training);
  }

  private RegressionResult copy(Training told) {
    RegressionResult copy = new RegressionResult(config, told, metadata);
    copy.name = name;
    copy.schema = schema;
    copy.rows = rows;
    copy.options = options;
    copy.inference = inference;
    copy.residuals = residuals;
    copy.influentialRows = influentialRows;
    copy.response = response;
    copy.validation = validation;
    copy.streamed = streamed;
    copy.loadSeconds = loadSeconds;
    copy.fitSeconds = fitSeconds;
    return copy;
  }

  /** The same with a name of the data. */
  public RegressionResult withName(String data) {
    RegressionResult other = copy();
    other.name = data;
    return other;
  }

  /**
   * The same with times that the table and JSON show.
   *
   * @param load for opening the rows
   * @param fit for all that followed up to the model
   */
  public RegressionResult withSeconds(double load, double fit) {
    RegressionResult other = copy();
    other.loadSeconds = load;
    other.fitSeconds = fit;
    return other;
  }

  /** The same with the time for opening the rows. */
  public RegressionResult withLoadSeconds(double load) {
    return withSeconds(load, fitSeconds);
  }

  /** The same with the influential rows at their places in the data. */
  public RegressionResult withInfluentialRows(List<LocatedRow> located) {
    RegressionResult other = copy();
    other.influentialRows = List.copyOf(located);
    return other;
  }

  /**
   * The same with notes and reasons in other words, such as those of a command line.
   *
   * @param words makes of a sentence another one
   */
  public RegressionResult withWording(UnaryOperator<String> words) {
    List<String> notes = new ArrayList<>();
    training.notes().forEach(note -> notes.add(words.apply(note)));
    RegressionResult other = copy(training.withNotes(notes));
    if (inference.omitted().isPresent()) {
      other.inference = new Inference.Omitted(words.apply(inference.omitted().get()));
    }
    return other;
  }

  /** The same with the columns of words and dates behind the features. */
  public RegressionResult withSchema(Schema columns) {
    RegressionResult other = copy();
    other.schema = columns;
    return other;
  }

  /**
   * The same with the rows that it was trained on.
   *
   * @param inMemory whether they are there as a whole
   */
  RegressionResult withRows(RowStream known, boolean inMemory) {
    RegressionResult other = copy();
    other.rows = known;
    other.streamed = !inMemory;
    return other;
  }

  /**
   * The same with classical standard errors, with intervals or without, or with none.
   *
   * @throws IllegalArgumentException if the options take another pass over the rows: {@link
   *     LinearRegression#withStatistics} makes it
   */
  public RegressionResult withStatistics(StatisticsOptions wanted) {
    if (wanted.readsAgain() || wanted.influence()) {
      throw new IllegalArgumentException(
          "statistics: expected classical standard errors without diagnostics, which take no other"
              + " pass over the rows; use LinearRegression.withStatistics");
    }
    RegressionResult other = copy();
    other.residuals = Optional.empty();
    other.influentialRows = List.of();
    other.options = wanted;
    other.inference =
        wanted.isOn() ? training.inference() : new Inference.Omitted(StatisticsPasses.NOT_WANTED);
    return other;
  }

  RegressionResult withStatistics(StatisticsOptions wanted, StatisticsPasses passes) {
    RegressionResult other = copy();
    other.options = wanted;
    other.inference = passes.inference();
    other.residuals = passes.residuals();
    boolean named = wanted.influence() || wanted.diagnostics();
    other.influentialRows = named && rows != null ? other.numbered(rows) : List.of();
    return other;
  }

  /** The influential rows by their numbers. */
  private List<LocatedRow> numbered(RowStream known) {
    List<LocatedRow> numbered = new ArrayList<>();
    if (residuals.isPresent()) {
      for (InfluentialRow row : residuals.get().influentialRows()) {
        long source = ValidationSplit.sourceRow(known, row.row());
        numbered.add(new LocatedRow(row, source + 1, Optional.empty(), OptionalLong.empty()));
      }
    }
    return numbered;
  }

  RegressionResult withValidation(Optional<RegressionMetrics> heldOut) {
    RegressionResult other = copy();
    other.validation = heldOut;
    return other;
  }

  RegressionResult withResponse(Response wanted) {
    RegressionResult other = copy();
    other.response = wanted;
    return other;
  }

  /** The name of the data; empty for none. */
  public String name() {
    return name;
  }

  /** The settings. */
  public TrainingConfig config() {
    return config;
  }

  /** How training went. */
  public Training training() {
    return training;
  }

  /** The coefficients. */
  public LinearModel model() {
    return training.model();
  }

  /** The errors on the training rows. */
  public RegressionMetrics metrics() {
    return training.metrics();
  }

  /** The errors on the rows held out; empty if none were. */
  public Optional<RegressionMetrics> validation() {
    return validation;
  }

  /** Standard errors and tests, or why there are none. */
  public Inference inference() {
    return inference;
  }

  /**
   * The statistics of a least-squares fit.
   *
   * @throws IllegalStateException with the reason where there are none: {@link #inference}
   */
  public RegressionStatistics statistics() {
    return inference.requireLeastSquares();
  }

  /** What the statistics were asked for. */
  public StatisticsOptions options() {
    return options;
  }

  /** The residuals of another pass over the rows; empty if there was none. */
  public Optional<ResidualAnalysis> residuals() {
    return residuals;
  }

  /** The most influential rows; empty unless they were asked for. */
  public List<LocatedRow> influentialRows() {
    return influentialRows;
  }

  /** How predictions of the model become those of the target. */
  public Response response() {
    return response;
  }

  RowMetadata metadata() {
    return metadata;
  }

  boolean isStreamed() {
    return streamed;
  }

  double loadSeconds() {
    return loadSeconds;
  }

  double totalSeconds() {
    return loadSeconds + fitSeconds;
  }

  /** What a user should know: notes of the training, levels that it did not see, few rows. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(training.notes());
    notes.addAll(UntrainedLevels.notes(schema.categorical(), model()));
    int coefficients = model().coefficients().size() + (config.spec().intercept() ? 1 : 0);
    if (coefficients > metadata.rows()) {
      notes.add(
          "%s%s for %s: they can fit these rows exactly, which says nothing of other rows."
              .formatted(
                  name.isEmpty() ? "" : name + ": ",
                  Plural.of(coefficients, "coefficient"),
                  Plural.of(metadata.rows(), "row")));
    }
    return notes;
  }

  /**
   * The errors of the predictions of the target on other rows, in one pass.
   *
   * @param others with the same features, in the same order, and a target
   * @throws IllegalArgumentException when the features are others, or an exposure is needed: {@link
   *     RegressionMetrics#of(LinearModel, RowStream, Response,
   *     io.github.fallline.data.RowExposures)}
   */
  public RegressionMetrics evaluate(RowStream others) {
    if (response.exposure().isPresent()) {
      throw new IllegalArgumentException(
          "rows: expected exposures for a model of rates; use RegressionMetrics.of with them");
    }
    return RegressionMetrics.of(model(), others, response, null);
  }

  /**
   * The prediction of the target for a row of a table.
   *
   * @see SavedModel#predict(Map)
   */
  public double predict(Map<String, ?> row) {
    return withColumns(
            new TrainingSummary(Map.of(), metrics())
                .withRows(metadata.rows(), metadata.skippedRows())
                .withSeed(0)
                .withStopReason("")
                .withFingerprint(""))
        .predict(row);
  }

  /** The summary of a model file; takes a pass over the rows for their checksum. */
  public synchronized TrainingSummary summary() {
    if (summary == null) {
      TrainingSummary found =
          new TrainingSummary(SettingsCodec.forModelFile(config, metadata), metrics())
              .withRows(metadata.rows(), metadata.skippedRows())
              .withSeed(config.shuffling().seed())
              .withStopReason(training.stopReason().label())
              .withFingerprint(metadata.fingerprint());
      summary =
          validation.isPresent()
              ? found.withValidation(training.trace().validated(validation.get()))
              : found;
    }
    return summary;
  }

  /** The model with all that its file says; takes a pass over the rows for their checksum. */
  public SavedModel saved() {
    SavedModel saved = withColumns(summary());
    Optional<RegressionStatistics> fit = inference.leastSquares();
    return fit.isPresent() ? saved.withStatistics(fit.get().forModelFile()) : saved;
  }

  private SavedModel withColumns(TrainingSummary known) {
    return new SavedModel(model().withTargetName(schema.target().orElseThrow()), known)
        .withCategorical(schema.categorical())
        .withDates(schema.dates())
        .withResponse(response);
  }

  /**
   * Writes the model file, which {@link SavedModel#load} and the command line read. It appears
   * complete or not at all.
   *
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public void save(Path file) {
    saved().save(file);
  }

  /**
   * Writes the losses on the way as CSV, a line for each look at the objective.
   *
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public void history(Path file) {
    HistoryFile.write(file, training.trace());
  }

  /**
   * Draws the loss against epochs and seconds.
   *
   * @param file whose name ends in .png or .svg
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public void plot(Path file) {
    PictureFile.of(file).write(LossCurve.draw(pageInput(ReportedStatistics.of(inference))));
  }

  /**
   * Writes a page: coefficients with tests, residuals, curves and settings. Reads the rows once
   * more.
   *
   * @throws IllegalStateException if the rows are not at hand, or are rates of counts
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public void report(Path file) {
    if (response.exposure().isPresent()) {
      throw new IllegalStateException("a report draws rows without exposures only");
    }
    RegressionResult complete = withInfluence();
    TrainingPage.write(
        file,
        pageInput(
            new ReportedStatistics(
                complete.inference,
                complete.residuals,
                complete.influentialRows,
                options.shownLevel(),
                options.diagnostics())));
  }

  /** With pictures of the residuals, where there can be some. */
  private RegressionResult withInfluence() {
    boolean drawn = residuals.isPresent() && options.influence();
    if (drawn || inference.leastSquares().isEmpty() || !options.isOn()) {
      return this;
    }
    StatisticsOptions wanted = options.withInfluence();
    return withStatistics(
        wanted,
        new StatisticsPasses(
            training,
            config,
            source(),
            wanted,
            StatisticsPasses.clusters(source(), wanted),
            Optional.empty()));
  }

  private RowSource source() {
    if (!(rows instanceof RowSource source)) {
      throw new IllegalStateException(
          "pictures read the rows again: expected rows in memory or stored, got a stream");
    }
    return source;
  }

  private TrainingPageInput pageInput(ReportedStatistics statistics) {
    String shown = name.isEmpty() ? "data with target " + metadata.targetName() : name;
    return new TrainingPageInput(shown, config, source(), training, summary(), statistics);
  }

  /** The result as one JSON object, as the command line prints it with {@code --json}. */
  public String json() {
    return new TrainingText(this).json();
  }

  /** The table that the command line prints. */
  @Override
  public String toString() {
    return new TrainingText(this).table();
  }
}
