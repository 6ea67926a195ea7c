package io.github.fallline.cli.result;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.json.JsonLine;
import io.github.fallline.model.GroupFit;
import io.github.fallline.model.GroupedModel;
import io.github.fallline.model.LinearModel;
import io.github.fallline.text.Plural;
import io.github.fallline.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The models of {@code train --by} as text or JSON.
 *
 * @param data its name
 * @param rows what is known of them
 * @param model of all groups
 * @param loadSeconds for reading the rows
 * @param seconds in all
 */
public record GroupReport(
    String data, RowMetadata rows, GroupedModel model, double loadSeconds, double seconds) {
  private static final int MOST_GROUPS = 20;
  private static final int MOST_FEATURES = 8;
  private static final int DIGITS = 5;

  /** The table. */
  public String table() {
    LinearModel pooled = model.pooled().model();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %s, target %s%n%s by %s in %.3f s%n%n",
            data,
            Plural.rows(rows.rows(), rows.skippedRows()),
            Plural.of(pooled.featureNames().size(), "feature"),
            pooled.targetName(),
            model.count() == 1
                ? "1 model"
                : String.format(Locale.ROOT, "%,d models", model.count()),
            model.by(),
            seconds));
    TextTable table = new TextTable();
    table.heading(model.by(), "rows", "rmse", "r2", "(intercept)");
    List<String> features = pooled.featureNames();
    int shown = Math.min(MOST_FEATURES, features.size());
    features.subList(0, shown).forEach(name -> table.heading(name));
    List<String> names = model.names();
    for (String name : names.subList(0, Math.min(MOST_GROUPS, names.size()))) {
      table.row(name);
      row(table, model.group(name).orElseThrow(), shown);
    }
    table.row("(all rows)");
    row(table, pooled(), shown);
    text.append(table.render("  "));
    more(text, names.size() - MOST_GROUPS, "group");
    more(text, features.size() - shown, "feature");
    return text.toString();
  }

  private static void more(StringBuilder text, int count, String thing) {
    if (count > 0) {
      text.append(String.format("  ... and %s more (see --json)%n", Plural.of(count, thing)));
    }
  }

  private GroupFit pooled() {
    LinearModel all = model.pooled().model();
    return new GroupFit(
        model.pooled().training().rows(),
        model.pooled().training().metrics().rmse(),
        model.pooled().training().metrics().r2(),
        all.intercept(),
        all.coefficientArray());
  }

  private static void row(TextTable table, GroupFit fit, int features) {
    table.cell(String.format(Locale.ROOT, "%,d", fit.rows()));
    table.number(fit.rmse(), DIGITS);
    table.number(fit.r2(), DIGITS);
    table.number(fit.intercept(), DIGITS);
    double[] coefficients = fit.coefficients();
    for (int j = 0; j < features; j++) {
      table.number(coefficients[j], DIGITS);
    }
  }

  /** One JSON object with all groups. */
  public String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("by", model.by());
    object.put("rows", rows.rows());
    object.put("skippedRows", rows.skippedRows());
    object.put("features", model.pooled().model().featureNames().size());
    Map<String, Object> groups = new LinkedHashMap<>();
    for (String name : model.names()) {
      groups.put(name, fields(model.group(name).orElseThrow()));
    }
    object.put("groups", groups);
    object.put("pooled", fields(pooled()));
    Map<String, Object> times = new LinkedHashMap<>();
    times.put("load", loadSeconds);
    times.put("train", seconds - loadSeconds);
    times.put("total", seconds);
    object.put("seconds", times);
    return JsonLine.of(object);
  }

  private Map<String, Object> fields(GroupFit fit) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rows", fit.rows());
    fields.put("rmse", fit.rmse());
    fields.put("r2", fit.r2());
    fields.put("intercept", fit.intercept());
    Map<String, Object> coefficients = new LinkedHashMap<>();
    double[] numbers = fit.coefficients();
    List<String> names = new ArrayList<>(model.pooled().model().featureNames());
    for (int j = 0; j < numbers.length; j++) {
      coefficients.put(names.get(j), numbers[j]);
    }
    fields.put("coefficients", coefficients);
    return fields;
  }
}
