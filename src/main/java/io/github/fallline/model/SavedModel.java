package io.github.fallline.model;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A model with all that its file says: how it was trained, the categorical columns and dates behind
 * its features, its statistics, and how predictions become those of the target. Immutable; equal to
 * another with equal parts.
 *
 * <pre>{@code
 * SavedModel saved = SavedModel.load(Path.of("model.json"));
 * double price = saved.predict(Map.of("area", 120, "city", "Bern"));
 * }</pre>
 */
public final class SavedModel {
  private final LinearModel model;
  private final TrainingSummary training;
  private List<CategoricalColumn> categorical = List.of();
  private Optional<ModelStatistics> statistics = Optional.empty();
  private List<DateColumn> dates = List.of();
  private Response response = Response.PLAIN;

  /** A model of numbers that predicts the target, without statistics. */
  public SavedModel(LinearModel model, TrainingSummary training) {
    this.model = Objects.requireNonNull(model, "model");
    this.training = Objects.requireNonNull(training, "training");
  }

  private SavedModel copy() {
    SavedModel copy = new SavedModel(model, training);
    copy.categorical = categorical;
    copy.statistics = statistics;
    copy.dates = dates;
    copy.response = response;
    return copy;
  }

  /**
   * The same with categorical columns whose indicators are among the features.
   *
   * @throws IllegalArgumentException when an indicator is not a feature of the model
   */
  public SavedModel withCategorical(List<CategoricalColumn> columns) {
    SavedModel other = copy();
    other.categorical = List.copyOf(columns);
    other.requireFeatures();
    return other;
  }

  /**
   * The same with columns of dates of which features are made.
   *
   * @throws IllegalArgumentException when what is made of them is not a feature of the model
   */
  public SavedModel withDates(List<DateColumn> columns) {
    SavedModel other = copy();
    other.dates = List.copyOf(columns);
    other.requireFeatures();
    return other;
  }

  private void requireFeatures() {
    schema(Optional.empty(), UnseenLevels.FAIL);
  }

  /**
   * The same with the statistics of the fit.
   *
   * @throws IllegalArgumentException when they are of other features
   */
  public SavedModel withStatistics(ModelStatistics fit) {
    fit.requireOf(model);
    SavedModel other = copy();
    other.statistics = Optional.of(fit);
    return other;
  }

  /**
   * The same with predictions that become those of the target in another way.
   *
   * @throws IllegalArgumentException when exposures belong to a model of another link than log, or
   *     logarithms to one of another link than identity
   */
  public SavedModel withResponse(Response wanted) {
    if (wanted.exposure().isPresent() && model.link() != Link.LOG) {
      throw new IllegalArgumentException("response: an exposure needs a model with link log");
    }
    if (wanted.logTarget().isPresent() && model.link() != Link.IDENTITY) {
      throw new IllegalArgumentException("response: logarithms need a model with link identity");
    }
    SavedModel other = copy();
    other.response = wanted;
    return other;
  }

  /**
   * Reads a model file.
   *
   * @throws io.github.fallline.files.InputException when there is no such file, or it is damaged,
   *     of another format or of a version that is not known here; the message names the place
   */
  public static SavedModel load(Path file) {
    return ModelFile.read(file);
  }

  /**
   * Writes a model file, which appears complete or not at all.
   *
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public void save(Path file) {
    ModelFile.write(file, this);
  }

  /** The coefficients. */
  public LinearModel model() {
    return model;
  }

  /** Settings and errors of the training. */
  public TrainingSummary training() {
    return training;
  }

  /** The categorical columns whose indicators are among the model's features. */
  public List<CategoricalColumn> categorical() {
    return categorical;
  }

  /** The statistics of the fit; empty if there are none, or in a file of version 1 or 2. */
  public Optional<ModelStatistics> statistics() {
    return statistics;
  }

  /** The columns of dates of which features of the model are made. */
  public List<DateColumn> dates() {
    return dates;
  }

  /** How predictions of the model become those of the target. */
  public Response response() {
    return response;
  }

  /** Whether the features are columns of numbers and the predictions those of the target. */
  public boolean isPlain() {
    return categorical.isEmpty() && dates.isEmpty() && response.isPlain();
  }

  /**
   * The prediction of the target for a row, as of a table: of a rate times the exposure, or of the
   * target itself where the model is of its logarithms.
   *
   * @param row by the names of the columns in any order, others are ignored: numbers, words of
   *     categorical columns, LocalDates or LocalDateTimes of dates
   * @throws IllegalArgumentException when a column has no value or one of another kind, or a word
   *     is no level, naming it
   */
  public double predict(Map<String, ?> row) {
    NamedRow named = new NamedRow(row);
    double prediction = model.predict(named.features(model, categorical, dates));
    double exposed =
        response.exposure().isPresent() ? named.exposure(response.exposure().get()) : 1;
    return response.prediction(prediction, exposed);
  }

  /**
   * The columns of a table that the model needs, an exposure among them.
   *
   * @param target the column with the true values, if it is wanted
   * @param unseen what to do with a word that training has not met
   * @throws IllegalArgumentException when the target is one of the features
   */
  public Schema schema(Optional<String> target, UnseenLevels unseen) {
    Schema schema = Schema.ofModel(target, model.featureNames(), categorical, dates, unseen);
    return response.exposure().isPresent()
        ? schema.withExposure(response.exposure().get())
        : schema;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof SavedModel other
        && model.equals(other.model)
        && training.equals(other.training)
        && categorical.equals(other.categorical)
        && statistics.equals(other.statistics)
        && dates.equals(other.dates)
        && response.equals(other.response);
  }

  @Override
  public int hashCode() {
    return Objects.hash(model, training, categorical, statistics, dates, response);
  }

  @Override
  public String toString() {
    return model.toString();
  }
}
