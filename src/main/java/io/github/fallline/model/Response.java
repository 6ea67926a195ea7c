package io.github.fallline.model;

import io.github.fallline.data.Exposure;
import io.github.fallline.data.RowExposures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How predictions of a model become those of the target: they are the same ({@link #PLAIN}), rates
 * to be multiplied by an exposure, or logarithms.
 *
 * @param exposure the column of exposures; empty for none
 * @param logTarget how logarithms are brought back; empty if the target itself is predicted
 */
public record Response(Optional<Exposure> exposure, Optional<LogTarget> logTarget) {
  static final String EXPOSURE = "exposure";
  static final String LOG_TARGET = "logTarget";

  /** The model predicts the target. */
  public static final Response PLAIN = new Response(Optional.empty(), Optional.empty());

  /** Rejects both at once. */
  public Response {
    Objects.requireNonNull(exposure, "exposure");
    Objects.requireNonNull(logTarget, "logTarget");
    if (exposure.isPresent() && logTarget.isPresent()) {
      throw new IllegalArgumentException("response: expected an exposure or a logarithm, got both");
    }
  }

  /** Of a model of rates. */
  public static Response of(Exposure exposure) {
    return new Response(Optional.of(exposure), Optional.empty());
  }

  /** Of a model of logarithms. */
  public static Response of(LogTarget logTarget) {
    return new Response(Optional.empty(), Optional.of(logTarget));
  }

  /** Whether the model predicts the target. */
  public boolean isPlain() {
    return exposure.isEmpty() && logTarget.isEmpty();
  }

  /** The entries of JSON objects that say it; none of a plain one. */
  public Map<String, Object> fields() {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (exposure.isPresent()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("column", exposure.get().column());
      fields.put("kind", exposure.get().kind().label());
      entry.put(EXPOSURE, fields);
    }
    if (logTarget.isPresent()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("prediction", logTarget.get().center().label());
      fields.put("residualVariance", logTarget.get().residualVariance());
      entry.put(LOG_TARGET, fields);
    }
    return entry;
  }

  /**
   * The prediction of the target.
   *
   * @param prediction of the model
   * @param exposure of the row; of no meaning unless the model has one
   */
  public double prediction(double prediction, double exposure) {
    if (logTarget.isPresent()) {
      return logTarget.get().prediction(prediction);
    }
    return this.exposure.isPresent() ? prediction * exposure : prediction;
  }

  /**
   * Replaces predictions of a model by those of the target.
   *
   * @param predictions of consecutive rows, changed
   * @param count of them
   * @param exposures those of the rows are next; null unless the model has one
   * @param work overwritten with the exposures, as long as the predictions
   */
  public void apply(
      double[] predictions, int count, @Nullable RowExposures exposures, double[] work) {
    if (exposure.isPresent()) {
      Objects.requireNonNull(exposures, "exposures").next(count, work);
    }
    if (isPlain()) {
      return;
    }
    for (int i = 0; i < count; i++) {
      predictions[i] = prediction(predictions[i], work[i]);
    }
  }
}
