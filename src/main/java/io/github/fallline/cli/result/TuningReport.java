package io.github.fallline.cli.result;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.json.JsonLine;
import io.github.fallline.text.Table;
import io.github.fallline.tune.Trial;
import io.github.fallline.tune.Tuning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of {@code tune} as text: a table of at most 80 columns, except for the command, or
 * JSON.
 */
public record TuningReport(String data, RowMetadata rows, Tuning tuning, String command) {
  /** Every rate for the best size of batch, the best rate for the others, and the command. */
  public String table() {
    Trial best = tuning.best();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s on %s, %,d rows, %d features",
        tuning.config().method().label(),
        data,
        rows.rows(),
        rows.featureNames().size());
    line(
        text,
        "%d runs of %,d epochs, tuned in %.1f s",
        tuning.trials().size(),
        tuning.epochs(),
        tuning.seconds());
    line(
        text,
        "initial loss %s, %s %s; gap: fraction of the initial gap",
        Table.format(tuning.startLoss()),
        tuning.exact() ? "optimum" : "best known",
        Table.format(tuning.optimum()));
    line(text, "");
    heading(text);
    tuning.trialsOf(best.batchRows()).forEach(trial -> row(text, trial));
    List<Long> others =
        tuning.batchSizes().stream().filter(size -> size != best.batchRows()).toList();
    if (!others.isEmpty()) {
      line(text, "");
      line(text, "other batch sizes, each at its best rate");
      others.forEach(size -> row(text, tuning.bestOf(size)));
    }
    line(text, "");
    line(
        text,
        best.reachedTarget()
            ? "* reaches a gap of %s first. Command to train with it:"
            : "* comes closest to a gap of %s; no run reached it (try more --epochs). Command to"
                + " train with it:",
        tuning.targetGap());
    line(text, "");
    line(text, "  %s", command);
    return text.toString();
  }

  private void heading(StringBuilder text) {
    line(
        text,
        "  %10s  %6s  %-12s  %9s  %8s  %9s  %9s",
        "rate",
        "batch",
        "verdict",
        "final gap",
        "epochs",
        "seconds",
        "decades/s");
  }

  private void row(StringBuilder text, Trial trial) {
    boolean sound = Double.isFinite(trial.gap());
    line(
        text,
        "%s %10s  %6s  %-12s  %9s  %8s  %9s  %9s",
        trial.equals(tuning.best()) ? "*" : " ",
        String.format(Locale.ROOT, "%.3g", trial.learningRate()),
        batch(trial),
        trial.status().label(),
        sound ? String.format(Locale.ROOT, "%.1e", trial.gap()) : "-",
        (trial.reachedTarget() ? "" : ">") + String.format(Locale.ROOT, "%.2f", trial.epochs()),
        (trial.reachedTarget() ? "" : ">") + String.format(Locale.ROOT, "%.2e", trial.seconds()),
        decades(trial.decadesPerSecond()));
  }

  private static String decades(double decadesPerSecond) {
    String format = decadesPerSecond < 1e6 ? "%.1f" : "%.2e";
    return String.format(Locale.ROOT, format, decadesPerSecond);
  }

  private String batch(Trial trial) {
    return tuning.config().method().usesAllRows() ? "all" : Long.toString(trial.batchRows());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    text.append(line.stripTrailing()).append(System.lineSeparator());
  }

  /** One JSON object with all trials. */
  public String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("method", tuning.config().method().label());
    object.put("rows", rows.rows());
    object.put("features", rows.featureNames().size());
    Map<String, Object> optimum = new LinkedHashMap<>();
    optimum.put("loss", tuning.optimum());
    optimum.put("exact", tuning.exact());
    object.put("optimum", optimum);
    object.put("startLoss", tuning.startLoss());
    object.put("targetGap", tuning.targetGap());
    object.put("epochsOfARun", tuning.epochs());
    object.put("best", json(tuning.best()));
    object.put("trials", tuning.trials().stream().map(TuningReport::json).toList());
    object.put("command", command);
    object.put("seconds", tuning.seconds());
    return JsonLine.of(object);
  }

  private static Map<String, Object> json(Trial trial) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("learningRate", trial.learningRate());
    object.put("batchSize", trial.batchRows());
    object.put("verdict", trial.status().label());
    object.put("loss", trial.loss());
    object.put("gap", trial.gap());
    object.put("arrived", trial.reachedTarget());
    object.put("epochs", trial.epochs());
    object.put("seconds", trial.seconds());
    object.put("decadesPerSecond", trial.decadesPerSecond());
    return object;
  }
}
