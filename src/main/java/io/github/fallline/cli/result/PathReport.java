package io.github.fallline.cli.result;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.descent.path.PathPoint;
import io.github.fallline.descent.path.RegularizationPath;
import io.github.fallline.json.JsonLine;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.text.Plural;
import io.github.fallline.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The result of {@code path} as text or JSON.
 *
 * @param data its name
 * @param rows what is known of them
 * @param path of the rows
 * @param seconds that it took, reading included
 */
public record PathReport(String data, RowMetadata rows, RegularizationPath path, double seconds) {
  /** Penalties in the table, beside those that are chosen. */
  private static final int MOST_PENALTIES = 20;

  /** Coefficients in the table. */
  private static final int MOST_COEFFICIENTS = 200;

  /** Of more features those that no chosen model has are left out. */
  private static final int MOST_WITH_ZEROS = 40;

  private static final int DIGITS = 6;

  /** The table. */
  public String table() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s path of %s on %s, %s",
        kind(),
        path.targetName(),
        Plural.of(path.featureNames().size(), "feature"),
        data);
    line(
        text,
        "%s, %s, %s",
        Plural.rows(rows.rows(), rows.skippedRows()),
        path.points().size() == 1 ? "1 penalty" : path.points().size() + " penalties",
        path.validation().isPresent()
            ? path.validation().get().folds() + " folds"
            : "no cross-validation");
    line(text, "");
    text.append(penalties());
    line(text, "");
    text.append(coefficients());
    path.validation().ifPresent(validation -> addCommands(text, validation));
    return text.toString();
  }

  private String kind() {
    double mix = path.settings().mix();
    return mix == 1 ? "lasso" : mix == 0 ? "ridge" : "elastic net";
  }

  private String penalties() {
    Optional<CrossValidation> validation = path.validation();
    int count = path.points().size();
    TreeSet<Integer> shown = new TreeSet<>();
    for (int i = 0; i < MOST_PENALTIES; i++) {
      shown.add((int) Math.round(i * (count - 1.0) / (MOST_PENALTIES - 1)));
    }
    int best = validation.map(CrossValidation::best).orElse(-1);
    int simple = validation.map(CrossValidation::simplestWithinOneStandardError).orElse(-1);
    validation.ifPresent(known -> shown.addAll(List.of(best, simple)));
    boolean absolute = path.settings().mix() > 0;
    boolean squares = path.settings().mix() < 1;
    TextTable table = new TextTable();
    table.heading("");
    table.heading(
        absolute && squares ? new String[] {"l1", "l2"} : new String[] {absolute ? "l1" : "l2"});
    table.heading(absolute ? "features" : "df", "r2");
    if (validation.isPresent()) {
      table.heading("cv mse", "se");
    }
    for (int i : shown) {
      PathPoint point = path.points().get(i);
      table.row(i == best ? (i == simple ? "best, one se" : "best") : i == simple ? "one se" : "");
      if (absolute) {
        table.number(point.penalty().l1(), DIGITS);
      }
      if (squares) {
        table.number(point.penalty().l2(), DIGITS);
      }
      if (absolute) {
        table.cell(Integer.toString(point.nonzero()));
      } else {
        table.number(point.degreesOfFreedom(), 4);
      }
      table.number(point.r2(), DIGITS);
      if (validation.isPresent()) {
        table.number(validation.get().mean(i), DIGITS);
        table.number(validation.get().standardError(i), 3);
      }
    }
    String more =
        count > shown.size()
            ? String.format(
                Locale.ROOT, "  (%d of %d penalties; all: --json)%n", shown.size(), count)
            : "";
    return table.render("  ") + more;
  }

  private String coefficients() {
    Optional<CrossValidation> validation = path.validation();
    int last = path.points().size() - 1;
    int best = validation.map(CrossValidation::best).orElse(last);
    int simple = validation.map(CrossValidation::simplestWithinOneStandardError).orElse(last);
    TextTable table = new TextTable();
    table.heading("coefficient");
    table.heading(validation.isPresent() ? "best" : "least penalty");
    if (validation.isPresent()) {
      table.heading("one se");
    }
    if (path.settings().spec().intercept()) {
      row(
          table,
          "(intercept)",
          path.points().get(best).intercept(),
          path.points().get(simple).intercept());
    }
    double[] ofBest = path.coefficients(best);
    double[] ofSimple = path.coefficients(simple);
    boolean few = ofBest.length <= MOST_WITH_ZEROS;
    int shown = 0;
    for (int j = 0; j < ofBest.length && shown < MOST_COEFFICIENTS; j++) {
      if (few || ofBest[j] != 0 || ofSimple[j] != 0) {
        row(table, path.featureNames().get(j), ofBest[j], ofSimple[j]);
        shown++;
      }
    }
    int left = ofBest.length - shown;
    String more =
        left == 0
            ? ""
            : shown == MOST_COEFFICIENTS
                ? String.format(Locale.ROOT, "  ... and %,d more (see --json)%n", left)
                : String.format(Locale.ROOT, "  %s with 0 left out%n", Plural.of(left, "feature"));
    return table.render("  ") + more;
  }

  private void row(TextTable table, String name, double best, double simple) {
    table.row(name);
    coefficient(table, best);
    if (path.validation().isPresent()) {
      coefficient(table, simple);
    }
  }

  /** A feature that is not in the model has 0 without digits. */
  private static void coefficient(TextTable table, double value) {
    if (value == 0) {
      table.cell("0");
    } else {
      table.number(value, DIGITS);
    }
  }

  private void addCommands(StringBuilder text, CrossValidation validation) {
    line(text, "");
    line(text, "the same models by train:");
    line(text, "  best:   %s", options(validation.best()));
    line(text, "  one se: %s", options(validation.simplestWithinOneStandardError()));
  }

  /** The options of {@code train} for the model of a penalty. */
  private String options(int point) {
    Penalty penalty = path.points().get(point).penalty();
    String absolute = penalty.l1() > 0 ? " --l1 " + penalty.l1() : "";
    String squares = penalty.l2() > 0 ? " --l2 " + penalty.l2() : "";
    String options = (absolute + squares).strip();
    return options.isEmpty() ? "without a penalty" : options;
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing())
        .append(System.lineSeparator());
  }

  /** One JSON object with all penalties. */
  public String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("target", path.targetName());
    object.put("rows", rows.rows());
    object.put("skippedRows", rows.skippedRows());
    object.put("features", path.featureNames());
    object.put("mix", path.settings().mix());
    Optional<CrossValidation> validation = path.validation();
    validation.ifPresent(
        known -> {
          object.put("folds", known.folds());
          object.put("best", point(known.best()));
          object.put("oneStandardError", point(known.simplestWithinOneStandardError()));
        });
    List<Map<String, Object>> points = new ArrayList<>();
    for (int i = 0; i < path.points().size(); i++) {
      points.add(point(i));
    }
    object.put("path", points);
    object.put("seconds", seconds);
    return JsonLine.of(object);
  }

  private Map<String, Object> point(int place) {
    PathPoint point = path.points().get(place);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("l1", point.penalty().l1());
    object.put("l2", point.penalty().l2());
    object.put("nonzero", point.nonzero());
    if (!Double.isNaN(point.degreesOfFreedom())) {
      object.put("degreesOfFreedom", point.degreesOfFreedom());
    }
    object.put("mse", point.squaredError());
    object.put("r2", point.r2());
    object.put("gap", point.gap());
    path.validation()
        .ifPresent(
            known -> {
              object.put("cvMse", known.mean(place));
              object.put("cvStandardError", known.standardError(place));
            });
    object.put("intercept", point.intercept());
    object.put("coefficients", path.coefficientsByName(place));
    return object;
  }
}
