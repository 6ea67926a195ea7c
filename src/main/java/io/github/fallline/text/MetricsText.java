package io.github.fallline.text;

import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.model.ValidationSummary;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metrics of a model as text and as JSON. */
public final class MetricsText {
  /**
   * Explains r2 without an intercept, because R's summary.lm then uses the squares of the target
   * about 0 instead of those about its mean.
   */
  private static final String CENTRED =
      "(centred: about the target's mean; R's without an intercept is uncentred, about 0)";

  private MetricsText() {}

  /** The fields of a JSON object. */
  public static Map<String, Object> fields(RegressionMetrics metrics) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rows", metrics.rows());
    object.put("mse", metrics.mse());
    object.put("rmse", metrics.rmse());
    object.put("mae", metrics.mae());
    object.put("r2", metrics.r2());
    return object;
  }

  /** The fields of a JSON object of errors on rows held out, with their curve if there is one. */
  public static Map<String, Object> fields(ValidationSummary validation) {
    Map<String, Object> object = fields(validation.metrics());
    if (validation.hasCurve()) {
      Map<String, Object> curve = new LinkedHashMap<>();
      curve.put("epochs", validation.epochs());
      curve.put("losses", validation.losses());
      object.put("curve", curve);
    }
    return object;
  }

  /**
   * Adds lines for rmse, mae if it is known, and r2.
   *
   * @param intercept whether the model has one
   */
  public static void addTo(Table table, RegressionMetrics metrics, boolean intercept) {
    table.row("rmse", metrics.rmse());
    if (!Double.isNaN(metrics.mae())) {
      table.row("mae", metrics.mae());
    }
    table.row("r2", metrics.r2(), remark(intercept));
  }

  /** Which r2 it is, where that is not plain; otherwise empty. */
  public static String remark(boolean intercept) {
    return intercept ? "" : CENTRED;
  }
}
