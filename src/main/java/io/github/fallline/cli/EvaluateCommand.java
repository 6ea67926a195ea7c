package io.github.fallline.cli;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.BackTransformOption;
import io.github.fallline.cli.options.CacheOption;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.ExposureOption;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.Unseen;
import io.github.fallline.cli.options.WeightOption;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.json.JsonLine;
import io.github.fallline.model.GroupedModel;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.LoadedModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.model.Response;
import io.github.fallline.model.SavedModel;
import io.github.fallline.text.MetricsText;
import io.github.fallline.text.Plural;
import io.github.fallline.text.Table;
import io.github.fallline.text.TextTable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code evaluate}: computes the metrics of a model on labelled rows. */
final class EvaluateCommand extends Command {
  private static final int MOST_GROUPS = 20;
  private static final int DIGITS = 6;

  private final DataOptions data = new DataOptions(spec);
  private final CliOption<Optional<Integer>> threads =
      CommonOptions.threads(spec.section(Section.DATA));
  private final CliOption<Unseen> unseenOption = CommonOptions.unseen(spec);
  private final WeightOption weight = new WeightOption(spec);
  private final CliOption<Optional<String>> target =
      spec.section(Section.COLUMNS)
          .optional(
              Converter.TEXT,
              "--target=NAME",
              "Column with the true values. Default: as in training.");
  private final CliOption<Path> modelFile = CommonOptions.model(spec);
  private final BackTransformOption backTransform = new BackTransformOption(spec);
  private final CacheOption cache = new CacheOption(spec);
  private final CliOption<Boolean> json = CommonOptions.json(spec);

  EvaluateCommand() {
    super(
        new CommandSpec(
            "fallline evaluate",
            "Compute rows, mse, rmse, mae and r2 of a model on labelled data.",
            "fallline evaluate DATA... --model=FILE.json [OPTION]..."));
    spec.description(
        "Columns are matched to the model's features by name; others are ignored.",
        "r2 is 1 - (sum of squared errors) / (sum of squares of the targets about their mean), with"
            + " and without an intercept.");
    spec.footer(
        "",
        "Examples:",
        "  fallline evaluate test.csv --model model.json",
        "  fallline evaluate test.csv --model model.json --missing skip --json");
  }

  @Override
  int call(CommandIo io) {
    OutputPaths.requireUsable(data.filesAnd(modelFile.value()), OutputPaths.given(cache.file()));
    ReadingOptions reading =
        ReadingOptions.DEFAULT.withManyPasses(false).withThreads(CommonOptions.count(threads));
    MissingValues missing = data.missing();
    UnseenLevels unseen = unseenOption.value().levels();
    LoadedModel loaded = LoadedModel.read(modelFile.value());
    if (loaded.grouped().isPresent()) {
      return evaluateGroups(loaded.grouped().get(), reading, io);
    }
    if (unseenOption.value() == Unseen.POOLED) {
      throw new UsageException("--unseen pooled: expected a model of train --by");
    }
    SavedModel stored = loaded.model();
    LinearModel model = stored.model();
    Response response = backTransform.apply(stored.response());
    Optional<RowExposures> exposures = Optional.empty();
    if (response.exposure().isPresent()) {
      ExposureOption.requireNoCache(
          "column '" + response.exposure().get().column() + "' of the model", cache.file());
      exposures = Optional.of(new RowExposures(response.exposure().get().kind()));
      reading = reading.withExposures(exposures.get());
    }
    String column = target.value().orElse(model.targetName());
    weight.check(cache.file());
    Schema schema =
        weight.apply(UsageException.check(() -> stored.schema(Optional.of(column), unseen)));
    Terminal terminal = new Terminal(io.err());
    try (Progress progress = terminal.progress("reading " + data.name());
        RowStream rows = open(model, schema, missing, reading, progress, terminal)) {
      RegressionMetrics metrics =
          RegressionMetrics.of(model, rows, response, exposures.orElse(null));
      progress.close();
      io.out()
          .println(
              json.value()
                  ? JsonLine.of(MetricsText.fields(metrics))
                  : table(rows, metrics, hasIntercept(stored)));
    }
    return ExitCodes.DONE;
  }

  /** Evaluates the models of groups. */
  private int evaluateGroups(GroupedModel model, ReadingOptions options, CommandIo io) {
    if (data.missing() == MissingValues.MEAN || cache.file().isPresent()) {
      throw new UsageException(
          "expected --missing fail or skip, and no --cache, for models of groups");
    }
    String column = target.value().orElse(model.pooled().model().targetName());
    Schema schema =
        UsageException.check(
            () ->
                model
                    .pooled()
                    .schema(Optional.of(column), unseenOption.value().levels())
                    .withGroups(model.by()));
    weight.requireNone("models of groups");
    KeyNames names = new KeyNames();
    Terminal terminal = new Terminal(io.err());
    try (Progress progress = terminal.progress("reading " + data.name());
        CsvStream rows =
            data.stream(schema, data.missing(), options.withKeyNames(names), progress, terminal)) {
      GroupEvaluation found =
          new GroupEvaluation(data.name(), model, rows, names, unseenOption.value());
      progress.close();
      io.out()
          .println(
              json.value()
                  ? groupsJson(model, found)
                  : table(rows, found.all(), hasIntercept(model.pooled()))
                      + groupsTable(model, found));
    }
    return ExitCodes.DONE;
  }

  private static String groupsJson(GroupedModel model, GroupEvaluation found) {
    Map<String, Object> object = MetricsText.fields(found.all());
    Map<String, Object> groups = new LinkedHashMap<>();
    found.groups().forEach((name, metrics) -> groups.put(name, MetricsText.fields(metrics)));
    object.put("by", model.by());
    object.put("groups", groups);
    return JsonLine.of(object);
  }

  private static String groupsTable(GroupedModel model, GroupEvaluation found) {
    TextTable table = new TextTable();
    table.heading(model.by(), "rows", "rmse", "mae", "r2");
    Map<String, RegressionMetrics> groups = found.groups();
    int shown = 0;
    for (Map.Entry<String, RegressionMetrics> group : groups.entrySet()) {
      if (shown++ == MOST_GROUPS) {
        break;
      }
      RegressionMetrics metrics = group.getValue();
      table.row(group.getKey());
      table.cell(String.format(Locale.ROOT, "%,d", metrics.rows()));
      table.number(metrics.rmse(), DIGITS);
      table.number(metrics.mae(), DIGITS);
      table.number(metrics.r2(), DIGITS);
    }
    int more = groups.size() - MOST_GROUPS;
    String rest =
        more > 0
            ? System.lineSeparator()
                + "  ... and "
                + Plural.of(more, "group")
                + " more (see --json)"
            : "";
    return String.format("%n%n") + table.render("  ").stripTrailing() + rest;
  }

  /**
   * Opens the rows, with missing features imputed: while they are read, where a pass can do that.
   */
  private RowStream open(
      LinearModel model,
      Schema schema,
      MissingValues missing,
      ReadingOptions reading,
      Progress progress,
      Terminal terminal) {
    boolean filling = missing == MissingValues.MEAN;
    MissingValues rule = filling ? MissingValues.KEEP : missing;
    if (cache.file().isPresent()) {
      data.requireRoom(schema, "leave out --cache");
      Dataset rows = data.read(schema, rule, cache, reading, terminal);
      if (filling) {
        rows.impute(model.featureMeans());
      }
      return rows;
    }
    CsvStream rows = data.stream(schema, rule, reading, progress, terminal);
    if (filling) {
      rows.impute(model.featureMeans());
    }
    return rows;
  }

  private static boolean hasIntercept(SavedModel stored) {
    return !Boolean.FALSE.equals(stored.training().settings().get("intercept"));
  }

  private String table(RowStream rows, RegressionMetrics metrics, boolean intercept) {
    Table table = new Table();
    table.row("mse", metrics.mse());
    MetricsText.addTo(table, metrics, intercept);
    String counted = Plural.rows(metrics.rows(), rows.skippedRows());
    return String.format("%s: %s%n%n", data.name(), counted) + table.render("  ").stripTrailing();
  }
}
