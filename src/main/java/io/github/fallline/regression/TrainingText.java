package io.github.fallline.regression;

import io.github.fallline.data.Exposure;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.StopReason;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.json.JsonLine;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.LogTarget;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.model.Response;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.text.MetricsText;
import io.github.fallline.text.Plural;
import io.github.fallline.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** A fitted regression as a table and as JSON. */
final class TrainingText {
  static final int MOST_ROWS = RegressionResult.MOST_SHOWN;

  private final RegressionResult result;
  private final TrainingConfig config;
  private final Training training;
  private final RowMetadata rows;
  private final Response response;
  private final InferenceText inference;

  TrainingText(RegressionResult result) {
    this.result = result;
    config = result.config();
    training = result.training();
    rows = result.metadata();
    response = result.response();
    inference = new InferenceText(result);
  }

  /** The table. */
  String table() {
    return String.format(
            "%s%s, %s, target %s%s%n%s%n%n",
            result.name().isEmpty() ? "" : result.name() + ": ",
            Plural.rows(rows.rows(), rows.skippedRows()),
            Plural.of(features(), "feature"),
            rows.targetName(),
            exposure(),
            description())
        + coefficients()
        + System.lineSeparator()
        + (metrics() + inference.summary() + heldOut() + logarithms()).stripTrailing();
  }

  private int features() {
    return training.model().coefficients().size();
  }

  private String exposure() {
    if (response.exposure().isEmpty()) {
      return "";
    }
    Exposure exposure = response.exposure().get();
    return ", " + exposure.kind().label() + " " + exposure.column();
  }

  /** What the numbers of a fit to logarithms are, and what predict makes of them. */
  private String logarithms() {
    if (response.logTarget().isEmpty()) {
      return "";
    }
    LogTarget.Center center = response.logTarget().get().center();
    String formula = center == LogTarget.Center.MEAN ? "exp(p + s^2/2)" : "exp(p)";
    return String.format(
        "  coefficients and errors are on the log scale; predict returns the %s, %s%n",
        center.label(), formula);
  }

  private String description() {
    String source =
        training.gradients() == GradientMethod.Gradients.MOMENTS ? ", gradients from moments" : "";
    OptionalInt batchSize = config.method().batchSize();
    String size = batchSize.isPresent() ? " of " + batchSize.getAsInt() : "";
    String update = config.takesPlainSteps() ? "" : ", " + config.updateLabel();
    String whitened = preconditioned();
    String refined =
        training.refinements() == 0
            ? ""
            : ", " + Plural.of(training.refinements(), "full-batch step") + " at the end";
    String reduced = config.method().acceleration().reducesVariance() ? ", variance reduced" : "";
    return String.format(
        Locale.ROOT,
        "%s%s%s%s%s%s, learning rate %.4g%s%s: %s after %s in %.3f s",
        config.method().label(),
        size,
        source,
        update,
        whitened,
        reduced,
        training.learningRate(),
        config.learningRate().isAutomatic() ? " (automatic)" : "",
        refined,
        ending(),
        Plural.of(training.epochs(), "epoch"),
        training.seconds());
  }

  private String preconditioned() {
    return switch (training.precondition()) {
      case WHITEN -> ", features whitened";
      case CURVATURE -> ", steps preconditioned by the rows' curvature";
      case ACTIVE_SET -> ", proximal Newton steps on the active set";
      case NONE, AUTO -> "";
    };
  }

  private String ending() {
    return switch (training.stopReason()) {
      case CONVERGED -> "converged";
      case EPOCHS -> "stopped";
      case BUDGET -> "not converged";
      case PLATEAU -> "no more progress";
      case ROUNDING -> "stopped at the limit of double precision";
    };
  }

  private String coefficients() {
    return (inference.hasTable() ? inference.coefficients(MOST_ROWS) : plainCoefficients())
        + more();
  }

  private String plainCoefficients() {
    Table table = new Table();
    LinearModel model = training.model();
    List<String> names = model.featureNames();
    double[] coefficients = model.coefficientArray();
    for (int j = 0; j < Math.min(MOST_ROWS, features()); j++) {
      table.row(names.get(j), coefficients[j]);
    }
    if (config.spec().intercept()) {
      table.row("(intercept)", model.intercept());
    }
    return table.render("  ");
  }

  private String more() {
    int left = features() - MOST_ROWS;
    return left <= 0
        ? ""
        : String.format(
            "  ... and %s more (JSON and model file have all)%n", Plural.of(left, "coefficient"));
  }

  private String metrics() {
    Table table = new Table();
    if (training.loss() != training.metrics().mse() && !isPlain()) {
      table.row("loss", loss());
    }
    MetricsText.addTo(table, training.metrics(), config.spec().intercept());
    return table.render("  ");
  }

  private String heldOut() {
    if (result.validation().isEmpty()) {
      return "";
    }
    RegressionMetrics validation = result.validation().get();
    Table table = new Table();
    MetricsText.addTo(table, validation, config.spec().intercept());
    return String.format(
        "%n  on %s held out%n%s", Plural.of(validation.rows(), "row"), table.render("  "));
  }

  private boolean isPlain() {
    Penalty penalty = config.objective().penalty();
    return config.objective().loss().equals(Loss.SQUARED) && penalty.l2() == 0 && penalty.l1() == 0;
  }

  /** Without a penalty the loss is the mean squared error that the pass over the rows found. */
  private double loss() {
    return isPlain() ? training.metrics().mse() : training.loss();
  }

  /** The JSON object that the command line promises. */
  String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("method", config.method().label());
    object.put("rows", rows.rows());
    object.put("skippedRows", rows.skippedRows());
    object.put("features", features());
    object.put("epochs", training.epochs());
    object.put("updates", training.updates());
    object.put("stopReason", training.stopReason().label());
    object.put("converged", training.stopReason() == StopReason.CONVERGED);
    object.put("gap", training.gap());
    Penalty penalty = config.objective().penalty();
    if (penalty.l1() > 0) {
      object.put("l1", penalty.l1());
    }
    if (penalty.l2() > 0) {
      object.put("l2", penalty.l2());
    }
    object.put("loss", loss());
    object.put("rmse", training.metrics().rmse());
    object.put("mae", training.metrics().mae());
    object.put("r2", training.metrics().r2());
    if (result.validation().isPresent()) {
      object.put(
          "validation", MetricsText.fields(training.trace().validated(result.validation().get())));
    }
    object.put("intercept", training.model().intercept());
    object.put("coefficients", training.model().coefficients());
    inference.addTo(object);
    object.put("learningRate", training.learningRate());
    object.put("gradients", training.gradients().label());
    object.put("precondition", training.precondition().label());
    object.put("refinements", training.refinements());
    object.put("precision", rows.precision().label());
    object.put("streamed", result.isStreamed());
    object.putAll(response.fields());
    object.put("seconds", seconds());
    return JsonLine.of(object);
  }

  private Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("load", result.loadSeconds());
    seconds.put("train", training.seconds());
    seconds.put("total", result.totalSeconds());
    return seconds;
  }
}
