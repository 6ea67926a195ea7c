package io.github.fallline.model;

import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics of a training in a model file, on its rows and on those held out. */
final class MetricsEntry {
  private static final String VALIDATION = "validation";
  private static final String CURVE = "curve";

  private MetricsEntry() {}

  static Map<String, Object> of(RegressionMetrics metrics) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("rows", metrics.rows());
    content.put("mse", JsonValues.finiteOrNull(metrics.mse()));
    content.put("rmse", JsonValues.finiteOrNull(metrics.rmse()));
    content.put("mae", JsonValues.finiteOrNull(metrics.mae()));
    content.put("r2", JsonValues.finiteOrNull(metrics.r2()));
    return content;
  }

  static RegressionMetrics read(JsonNodeReader metrics) {
    return metrics.checked(
        () ->
            new RegressionMetrics(
                metrics.at("rows").integer(),
                metrics.at("mse").numberOrNaN(),
                metrics.at("rmse").numberOrNaN(),
                metrics.at("mae").numberOrNaN(),
                metrics.at("r2").numberOrNaN()));
  }

  /** Adds the errors on rows held out, if there are any. */
  static void addValidation(Map<String, Object> training, Optional<ValidationSummary> validation) {
    if (validation.isEmpty()) {
      return;
    }
    Map<String, Object> content = of(validation.get().metrics());
    if (validation.get().hasCurve()) {
      List<Object> losses = new ArrayList<>();
      validation.get().losses().forEach(loss -> losses.add(JsonValues.finiteOrNull(loss)));
      Map<String, Object> curve = new LinkedHashMap<>();
      curve.put("epochs", validation.get().epochs());
      curve.put("losses", losses);
      content.put(CURVE, curve);
    }
    training.put(VALIDATION, content);
  }

  /** Reads the errors on rows held out, if the file has any. */
  static Optional<ValidationSummary> readValidation(JsonNodeReader training) {
    JsonNodeReader content = training.entries().get(VALIDATION);
    if (content == null) {
      return Optional.empty();
    }
    List<Long> epochs = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    JsonNodeReader curve = content.entries().get(CURVE);
    if (curve != null) {
      curve.at("epochs").elements().forEach(epoch -> epochs.add(epoch.integer()));
      curve.at("losses").elements().forEach(loss -> losses.add(loss.numberOrNaN()));
    }
    RegressionMetrics metrics = read(content);
    return Optional.of(
        (curve == null ? content : curve)
            .checked(() -> new ValidationSummary(metrics, epochs, losses)));
  }
}
