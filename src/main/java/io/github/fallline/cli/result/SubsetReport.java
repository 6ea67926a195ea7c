package io.github.fallline.cli.result;

import io.github.fallline.cli.args.ShellWord;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.json.JsonLine;
import io.github.fallline.selection.SubsetModel;
import io.github.fallline.selection.SubsetSelection;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.text.Plural;
import io.github.fallline.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The chosen features of {@code path --subsets} as text or JSON.
 *
 * @param data its name
 * @param rows what is known of them
 * @param method how features were chosen, in words
 * @param selection of the features
 * @param columns names the columns of the table that make up features; empty where only some of the
 *     features of a column of words or dates are among them
 * @param seconds that it took, reading included
 */
public record SubsetReport(
    String data,
    RowMetadata rows,
    String method,
    SubsetSelection selection,
    Function<List<String>, Optional<List<String>>> columns,
    double seconds) {
  /** Models in the table, beside those that are chosen. */
  private static final int MOST_MODELS = 31;

  private static final int DIGITS = 6;

  /** The table. */
  public String table() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s of %s on %s, %s",
        method,
        rows.targetName(),
        Plural.of(rows.featureNames().size(), "feature"),
        data);
    line(
        text,
        "%s, %s",
        Plural.rows(rows.rows(), rows.skippedRows()),
        selection.validation().isPresent()
            ? selection.validation().get().folds() + " folds"
            : "no cross-validation");
    line(text, "");
    Map<Integer, String> chosen = chosen();
    text.append(models(chosen));
    line(text, "");
    text.append(coefficients(chosen));
    line(text, "");
    line(text, "the same models by train:");
    chosen.forEach((count, names) -> line(text, "  %s: %s", names, options(count)));
    return text.toString();
  }

  /** The models that a rule chooses, by their number of features, with the names of the rules. */
  private Map<Integer, String> chosen() {
    Map<Integer, String> chosen = new TreeMap<>();
    selection
        .validation()
        .ifPresent(
            known -> {
              add(chosen, known.best(), "best");
              add(chosen, known.simplestWithinOneStandardError(), "one se");
            });
    add(chosen, selection.bestByAic(), "aic");
    add(chosen, selection.bestByBic(), "bic");
    return chosen;
  }

  private static void add(Map<Integer, String> chosen, int model, String name) {
    chosen.merge(model, name, (known, more) -> known + ", " + more);
  }

  private String models(Map<Integer, String> chosen) {
    Optional<CrossValidation> validation = selection.validation();
    TextTable table = new TextTable();
    table.heading("", "features", "r2", "aic", "bic");
    if (validation.isPresent()) {
      table.heading("cv mse", "se");
    }
    int shown = 0;
    for (int i = 0; i < selection.models().size(); i++) {
      if (i >= MOST_MODELS && !chosen.containsKey(i)) {
        continue;
      }
      shown++;
      SubsetModel model = selection.models().get(i);
      table.row(chosen.getOrDefault(i, ""));
      table.cell(Integer.toString(i));
      table.number(model.r2(), DIGITS);
      table.number(model.aic(), DIGITS + 1);
      table.number(model.bic(), DIGITS + 1);
      if (validation.isPresent()) {
        table.number(validation.get().mean(i), DIGITS);
        table.number(validation.get().standardError(i), 3);
      }
    }
    int all = selection.models().size();
    String more =
        shown < all
            ? String.format(Locale.ROOT, "  (%d of %d models; all: --json)%n", shown, all)
            : "";
    return table.render("  ") + more;
  }

  private String coefficients(Map<Integer, String> chosen) {
    TextTable table = new TextTable();
    table.heading("coefficient");
    chosen.values().forEach(name -> table.heading(name));
    table.row("(intercept)");
    for (int model : chosen.keySet()) {
      table.number(selection.models().get(model).intercept(), DIGITS);
    }
    for (String feature : rows.featureNames()) {
      List<Double> values = new ArrayList<>();
      boolean used = false;
      for (int model : chosen.keySet()) {
        SubsetModel each = selection.models().get(model);
        int place = each.features().indexOf(feature);
        used |= place >= 0;
        values.add(place < 0 ? Double.NaN : each.coefficients().get(place));
      }
      if (used) {
        table.row(feature);
        values.forEach(value -> table.number(value, DIGITS));
      }
    }
    return table.render("  ");
  }

  private String options(int count) {
    List<String> features = selection.models().get(count).features();
    if (features.isEmpty()) {
      return "--intercept-only";
    }
    return columns
        .apply(features)
        .map(names -> "--features " + ShellWord.ofNames(names))
        .orElse("none, as it has some levels of a column only; --model-output writes it");
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing())
        .append(System.lineSeparator());
  }

  /** One JSON object with all models. */
  public String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("target", rows.targetName());
    object.put("rows", rows.rows());
    object.put("skippedRows", rows.skippedRows());
    object.put("features", rows.featureNames());
    object.put("subsets", method);
    selection
        .validation()
        .ifPresent(
            known -> {
              object.put("folds", known.folds());
              object.put("best", known.best());
              object.put("oneStandardError", known.simplestWithinOneStandardError());
            });
    object.put("aic", selection.bestByAic());
    object.put("bic", selection.bestByBic());
    List<Map<String, Object>> models = new ArrayList<>();
    for (int i = 0; i < selection.models().size(); i++) {
      models.add(model(i));
    }
    object.put("models", models);
    object.put("seconds", seconds);
    return JsonLine.of(object);
  }

  private Map<String, Object> model(int place) {
    SubsetModel model = selection.models().get(place);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("mse", model.squaredError());
    object.put("r2", model.r2());
    object.put("adjustedR2", model.adjustedR2());
    object.put("aic", model.aic());
    object.put("bic", model.bic());
    selection
        .validation()
        .ifPresent(
            known -> {
              object.put("cvMse", known.mean(place));
              object.put("cvStandardError", known.standardError(place));
            });
    object.put("intercept", model.intercept());
    Map<String, Object> coefficients = new LinkedHashMap<>();
    for (int i = 0; i < model.features().size(); i++) {
      coefficients.put(model.features().get(i), model.coefficients().get(i));
    }
    object.put("coefficients", coefficients);
    return object;
  }
}
