package io.github.fallline.cli;

import io.github.fallline.model.RegressionMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metrics of a model as the program tells them. */
final class MetricsText {
  private MetricsText() {}

  /** The fields of a JSON object. */
  static Map<String, Object> fields(RegressionMetrics metrics) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rows", metrics.rows());
    object.put("mse", metrics.mse());
    object.put("rmse", metrics.rmse());
    object.put("mae", metrics.mae());
    object.put("r2", metrics.r2());
    return object;
  }

  /** Lines for people: rmse, mae where it is known, and r2. */
  static void addTo(Table table, RegressionMetrics metrics) {
    table.row("rmse", metrics.rmse());
    if (!Double.isNaN(metrics.mae())) {
      table.row("mae", metrics.mae());
    }
    table.row("r2", metrics.r2());
  }
}
