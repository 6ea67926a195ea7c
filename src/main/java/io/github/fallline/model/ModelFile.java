package io.github.fallline.model;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.InputException;
import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of a model: JSON with a version and a checksum.
 *
 * <pre>{@code
 * {
 *   "format": "fallline-model", "version": 1, "checksum": "crc32c:1f0c9d3e",
 *   "target": "price", "intercept": 3.5,
 *   "features": [{"name": "area", "coefficient": 2.25, "mean": 120.5}],
 *   "training": {"rows": 100, "metrics": {"rmse": 0.5, ...}, "settings": {...}, ...}
 * }
 * }</pre>
 *
 * <p>A model of logarithms has a {@code "link": "log"} before its intercept. One with categorical
 * columns is of version 2 and names their levels, and the one without a feature if there is one:
 *
 * <pre>{@code
 * "features": [{"name": "origin=japan", ...}, {"name": "origin=usa", ...}],
 * "categorical": [
 *   {"column": "origin", "reference": "europe", "levels": ["europe", "japan", "usa"]}
 * ],
 * }</pre>
 *
 * <p>One with statistics is of version 3. They have a checksum of their own, which depends on that
 * of the model. {@code interval} is a {@link PredictionInterval}, whose rows are null without an
 * intercept; models of more than 1000 features have none:
 *
 * <pre>{@code
 * "statistics": {
 *   "checksum": "crc32c:...", "covariance": "classical", "residualStandardError": 0.9, ...,
 *   "coefficients": [{"name": "(intercept)", "standardError": 0.2, "tValue": 17.5, ...}, ...],
 *   "interval": {"rows": 100, "variance": 0.81, "degreesOfFreedom": 98,
 *                "columns": [0], "means": [120.5], "triangle": [55.5]}
 * },
 * }</pre>
 *
 * <p>One with columns of dates, whose predictions are not yet those of the target, or without
 * features is of version 4, with statistics or without. It names what is made of the dates, and the
 * format of dates that are not ISO 8601, and says how predictions follow:
 *
 * <pre>{@code
 * "features": [{"name": "days(sold)", ...}, {"name": "weekday(sold)=Tuesday", ...}, ...],
 * "dates": [{"column": "sold", "parts": ["days", "weekday"], "format": "d.M.yyyy"}],
 * "response": {"exposure": {"column": "years", "kind": "exposure"}},
 * "response": {"logTarget": {"prediction": "median", "residualVariance": 0.25}},
 * }</pre>
 *
 * <p>Training with rows held out adds their errors, and where it was recorded the mean loss on them
 * after some epochs. Files of any version may have it:
 *
 * <pre>{@code
 * "training": {..., "validation": {"rows": 25, "mse": 0.3, "rmse": 0.55, "mae": 0.4, "r2": 0.7,
 *   "curve": {"epochs": [0, 1, 2], "losses": [1.5, 0.5, 0.3]}}}
 * }</pre>
 *
 * <p>Numbers have all their digits: a model comes back bit for bit. Metrics that are not finite are
 * null in the file and NaN when read. Entries that this version does not know are ignored.
 */
public final class ModelFile {
  static final String FORMAT = "fallline-model";
  static final long VERSION = 1;

  /** Of a file that software which knows version 1 alone would misread. */
  static final long VERSION_WITH_LEVELS = 2;

  /** Of a file with statistics. */
  static final long VERSION_WITH_STATISTICS = 3;

  /** Of a file with columns of dates or a response, or without features. */
  static final long VERSION_OF_ALL = 4;

  private static final String STATISTICS = "statistics";

  /** Exceptions are not wrapped, so that a full disk is reported as such. */
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(SerializationFeature.WRAP_EXCEPTIONS)
          .build()
          .writer()
          .with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private static final ObjectWriter COMPACT =
      JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build().writer();

  private ModelFile() {}

  /**
   * Writes the file of a model of numbers alone, which appears complete or not at all.
   *
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public static void write(Path file, LinearModel model, TrainingSummary training) {
    write(file, new SavedModel(model, training));
  }

  /**
   * Writes a model file, which appears complete or not at all.
   *
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public static void write(Path file, SavedModel saved) {
    AtomicOutput.write(
        file,
        output -> {
          WRITER.writeValue(output.stream(), content(saved));
          output.stream().write('\n');
        });
  }

  /** A value as JSON on one line. */
  static String compact(Object value) {
    return COMPACT.writeValueAsString(value);
  }

  static Map<String, Object> content(SavedModel saved) {
    LinearModel model = saved.model();
    List<CategoricalColumn> categorical = saved.categorical();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("format", FORMAT);
    content.put("version", version(saved));
    String checksum = ModelChecksum.of(model, categorical, saved.dates(), saved.response());
    content.put("checksum", checksum);
    content.put("target", model.targetName());
    if (model.link() != Link.IDENTITY) {
      content.put("link", model.link().label());
    }
    content.put("intercept", model.intercept());
    content.put("features", features(model));
    if (!categorical.isEmpty()) {
      content.put("categorical", CategoricalEntries.of(categorical));
    }
    if (!saved.dates().isEmpty()) {
      content.put("dates", DateEntries.of(saved.dates()));
    }
    saved.statistics().ifPresent(s -> content.put(STATISTICS, StatisticsEntry.of(s, checksum)));
    if (!saved.response().isPlain()) {
      content.put("response", saved.response().fields());
    }
    content.put("training", training(saved.training()));
    return content;
  }

  private static long version(SavedModel saved) {
    boolean plain = saved.response().isPlain() && saved.dates().isEmpty();
    if (!plain || saved.model().hasNoFeatures()) {
      return VERSION_OF_ALL;
    }
    if (saved.statistics().isPresent()) {
      return VERSION_WITH_STATISTICS;
    }
    return saved.categorical().isEmpty() ? VERSION : VERSION_WITH_LEVELS;
  }

  private static List<Map<String, Object>> features(LinearModel model) {
    double[] means = model.featureMeans();
    List<Map<String, Object>> features = new ArrayList<>(means.length);
    model
        .coefficients()
        .forEach(
            (name, coefficient) -> {
              Map<String, Object> feature = new LinkedHashMap<>();
              feature.put("name", name);
              feature.put("coefficient", coefficient);
              feature.put("mean", means[features.size()]);
              features.add(feature);
            });
    return features;
  }

  private static Map<String, Object> training(TrainingSummary training) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("rows", training.rows());
    content.put("skippedRows", training.skippedRows());
    content.put("seed", training.seed());
    content.put("stopReason", training.stopReason());
    content.put("fingerprint", training.fingerprint());
    content.put("metrics", MetricsEntry.of(training.metrics()));
    MetricsEntry.addValidation(content, training.validation());
    content.put("settings", training.settings());
    content.put("versions", training.versions());
    return content;
  }

  /**
   * Reads a model file.
   *
   * @throws InputException when there is no such file, or it is damaged, of another format or of a
   *     version that is not known here; the message names the place
   */
  public static SavedModel read(Path file) {
    return read(JsonReader.read(file, "model file"));
  }

  /** Reads a model that is part of a file. */
  static SavedModel read(JsonNodeReader root) {
    requireFormat(root);
    LinearModel model = readModel(root);
    List<CategoricalColumn> categorical = CategoricalEntries.read(root);
    List<DateColumn> dates = DateEntries.read(root);
    Response response = ResponseEntry.read(root);
    String found = ModelChecksum.of(model, categorical, dates, response);
    JsonNodeReader checksum = root.at("checksum");
    if (!checksum.text().equals(found)) {
      throw checksum.error(
          "the model is damaged: it has checksum %s, the file says %s; restore it or train again"
              .formatted(found, checksum.text()));
    }
    Optional<ModelStatistics> statistics = readStatistics(root, model, found);
    TrainingSummary training = readTraining(root.at("training"));
    JsonNodeReader columns =
        !dates.isEmpty() ? root.at("dates") : categorical.isEmpty() ? root : root.at("categorical");
    return columns.checked(
        () -> {
          SavedModel saved =
              new SavedModel(model, training)
                  .withCategorical(categorical)
                  .withDates(dates)
                  .withResponse(response);
          return statistics.isPresent() ? saved.withStatistics(statistics.get()) : saved;
        });
  }

  private static Optional<ModelStatistics> readStatistics(
      JsonNodeReader root, LinearModel model, String checksum) {
    long version = root.at("version").integer();
    boolean none = version == VERSION_OF_ALL && !root.entries().containsKey(STATISTICS);
    return version < VERSION_WITH_STATISTICS || none
        ? Optional.empty()
        : Optional.of(StatisticsEntry.read(root.at(STATISTICS), model, checksum));
  }

  private static void requireFormat(JsonNodeReader root) {
    if (!root.has("format", FORMAT)) {
      throw root.error("is not a fallline model; expected \"format\": \"" + FORMAT + "\"");
    }
    long version = root.at("version").integer();
    if (version < VERSION || version > VERSION_OF_ALL) {
      throw root.error(
          "model file version %d; this is fallline %s, which reads versions %d to %d"
              .formatted(version, Versions.fallline(), VERSION, VERSION_OF_ALL));
    }
  }

  private static LinearModel readModel(JsonNodeReader root) {
    List<JsonNodeReader> features = root.at("features").elements();
    Map<String, Integer> places = new HashMap<>();
    List<String> names = new ArrayList<>(features.size());
    double[] coefficients = new double[features.size()];
    double[] means = new double[features.size()];
    for (int j = 0; j < coefficients.length; j++) {
      JsonNodeReader name = features.get(j).at("name");
      Integer other = places.putIfAbsent(name.text(), j);
      if (other != null) {
        throw name.error("'" + name.text() + "' is the name of feature " + other + " already");
      }
      names.add(name.text());
      coefficients[j] = features.get(j).at("coefficient").number();
      means[j] = features.get(j).at("mean").number();
    }
    double intercept = root.at("intercept").number();
    String target = root.at("target").text();
    if (names.isEmpty() && root.at("version").integer() == VERSION_OF_ALL) {
      return LinearModel.constant(target, intercept, readLink(root));
    }
    if (names.isEmpty()) {
      throw root.at("features").error("expected at least one feature, got none");
    }
    return new LinearModel(names, target, coefficients, intercept, means, readLink(root));
  }

  private static Link readLink(JsonNodeReader root) {
    JsonNodeReader node = root.entries().get("link");
    if (node == null) {
      return Link.IDENTITY;
    }
    for (Link link : Link.values()) {
      if (link.label().equals(node.text())) {
        return link;
      }
    }
    throw node.error("expected identity or log, got \"" + node.text() + "\"");
  }

  private static TrainingSummary readTraining(JsonNodeReader training) {
    Map<String, Object> settings = new LinkedHashMap<>();
    training.at("settings").entries().forEach((name, node) -> settings.put(name, node.value()));
    Map<String, String> versions = new LinkedHashMap<>();
    training.at("versions").entries().forEach((name, node) -> versions.put(name, node.text()));
    RegressionMetrics metrics = MetricsEntry.read(training.at("metrics"));
    Optional<ValidationSummary> validation = MetricsEntry.readValidation(training);
    return training.checked(
        () -> {
          TrainingSummary summary =
              new TrainingSummary(settings, metrics)
                  .withRows(training.at("rows").integer(), training.at("skippedRows").integer())
                  .withSeed(training.at("seed").integer())
                  .withStopReason(training.at("stopReason").text())
                  .withFingerprint(training.at("fingerprint").text())
                  .withVersions(versions);
          return validation.isPresent() ? summary.withValidation(validation.get()) : summary;
        });
  }
}
