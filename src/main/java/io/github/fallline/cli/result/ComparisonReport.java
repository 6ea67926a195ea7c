package io.github.fallline.cli.result;

import io.github.fallline.compare.ComparisonResult;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.Interference;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.SecondsInterval;
import io.github.fallline.compare.Verdict;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.json.JsonLine;
import io.github.fallline.text.MetricsText;
import io.github.fallline.text.Plural;
import io.github.fallline.text.Seconds;
import io.github.fallline.text.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The result of {@code compare} as a table and as JSON. */
public record ComparisonReport(String dataName, RowMetadata rows, ComparisonResult result) {
  /** The table. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %s, target %s%noptimum: mean squared error %s, r2 %s%s%n%n",
            dataName,
            Plural.rows(rows.rows(), rows.skippedRows()),
            Plural.of(rows.featureNames().size(), "feature"),
            rows.targetName(),
            Table.format(result.optimum().loss()),
            Table.format(result.optimum().r2()),
            remark()));
    text.append(line("", "median time to a gap of", "", "", "", "decades", "", ""));
    text.append(line("method", "1e-1", "1e-2", "1e-3", "1e-6", "a second", "epochs", "r2"));
    result.results().forEach(result -> text.append(line(result)));
    text.append(System.lineSeparator());
    for (double gap : Convergence.GAPS) {
      text.append(
          String.format(
              "  fastest to %s: %s%n", Convergence.gapText(gap), result.verdict(gap).text()));
    }
    text.append(System.lineSeparator()).append("  ").append(conditions());
    return text.toString().stripTrailing();
  }

  /** How often it was measured, and what else the machine did meanwhile. */
  private String conditions() {
    MethodRuns timed = result.results().get(0).timed();
    return Plural.of(timed.runs().size(), "repetition")
        + " in drawn order after a warm-up, with 95 % intervals of the medians"
        + Interference.of(result.results().stream().map(each -> each.timed()).toList())
            .map(text -> "; " + text)
            .orElse("");
  }

  /** Which r2 it is, where that is not plain. */
  private String remark() {
    boolean intercept =
        result.results().stream()
            .allMatch(result -> result.candidate().config().spec().intercept());
    return intercept ? "" : " " + MetricsText.remark(false);
  }

  private static String line(ComparisonResult.CandidateResult result) {
    List<String> cells = new ArrayList<>();
    cells.add(result.candidate().method().label());
    for (double gap : Convergence.GAPS) {
      SecondsInterval seconds = result.timed().secondsTo(gap);
      cells.add(seconds.isReached() ? Seconds.format(seconds.median()) : "-");
    }
    cells.add(String.format(Locale.ROOT, "%.4g", result.timed().decadesPerSecond()));
    cells.add(String.format(Locale.ROOT, "%.4g", result.end().epochs()));
    cells.add(result.diverged() ? "diverged" : Table.format(result.first().metrics().r2()));
    return line(cells.toArray(String[]::new));
  }

  private static String line(String... cells) {
    StringBuilder line = new StringBuilder(String.format("  %-22s", cells[0]));
    for (int i = 1; i < cells.length; i++) {
      boolean wide = cells[i].startsWith("median");
      line.append(String.format(wide ? " %s" : " %10s", cells[i]));
      i += wide ? 1 : 0;
    }
    return line.toString().stripTrailing() + System.lineSeparator();
  }

  /** The JSON object that the command line promises. */
  public String json() {
    Map<String, Object> optimum = new LinkedHashMap<>();
    optimum.put("loss", result.optimum().loss());
    optimum.put("r2", result.optimum().r2());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("optimum", optimum);
    object.put("methods", result.results().stream().map(this::content).toList());
    Map<String, Object> fastest = new LinkedHashMap<>();
    Convergence.GAPS.forEach(
        gap -> fastest.put(Convergence.gapText(gap), content(result.verdict(gap))));
    object.put("fastest", fastest);
    return JsonLine.of(object);
  }

  private Map<String, Object> content(ComparisonResult.CandidateResult result) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("method", result.candidate().method().method());
    content.put("batchSize", result.candidate().config().method().batchRows(rows.rows()));
    content.put("learningRate", result.first().steps().learningRate());
    content.put("epochs", result.end().epochs());
    content.put("seconds", result.end().seconds());
    content.put("gap", result.end().gap());
    content.put("r2", result.first().metrics().r2());
    Map<String, Object> secondsTo = new LinkedHashMap<>();
    Map<String, Object> intervals = new LinkedHashMap<>();
    for (double gap : Convergence.GAPS) {
      SecondsInterval seconds = result.timed().secondsTo(gap);
      secondsTo.put(Convergence.gapText(gap), seconds.median());
      intervals.put(Convergence.gapText(gap), new double[] {seconds.low(), seconds.high()});
    }
    content.put("secondsTo", secondsTo);
    content.put("secondsToInterval", intervals);
    content.put("repetitions", result.timed().runs().size());
    content.put("decadesPerSecond", result.timed().decadesPerSecond());
    content.put("diverged", result.diverged());
    return content;
  }

  private static Map<String, Object> content(Verdict verdict) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("winner", verdict.winner().map(winner -> winner.method().label()).orElse(null));
    content.put("level", verdict.winner().isPresent() ? List.of() : verdict.labels());
    return content;
  }
}
