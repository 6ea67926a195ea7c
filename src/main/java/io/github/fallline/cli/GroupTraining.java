package io.github.fallline.cli;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.result.GroupReport;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.MomentsTrainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.InputException;
import io.github.fallline.groups.GroupMoments;
import io.github.fallline.model.GroupFit;
import io.github.fallline.model.GroupedModel;
import io.github.fallline.model.SavedModel;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.text.Plural;
import java.util.Map;
import java.util.Set;

/** A training of {@code train --by}: a model for each group of rows, in one pass. */
final class GroupTraining {
  /** Options of train that do not go with groups. */
  private static final Set<String> WITHOUT_GROUPS =
      Set.of(
          "--intercept-only",
          "--exposure",
          "--offset",
          "--log-target",
          "--validation-fraction",
          "--shuffle",
          "--rows-per-epoch",
          "--gradient",
          "--memory",
          "--precision",
          "--cache",
          "--checkpoint",
          "--checkpoint-every",
          "--resume",
          "--standard-errors",
          "--cluster",
          "--confidence-level",
          "--diagnostics",
          "--history-output",
          "--plot",
          "--report");

  private final String by;
  private final DataOptions data;
  private final TrainingConfig config;

  /**
   * A training by a column.
   *
   * @param given the command line
   * @throws UsageException if an option or a setting does not go with groups
   */
  GroupTraining(String by, DataOptions data, CommandSpec given, TrainingConfig config) {
    this.by = by;
    this.data = data;
    this.config = config;
    for (CliOption<?> option : given.given()) {
      if (WITHOUT_GROUPS.contains(option.name())) {
        throw new UsageException(option.name() + ": expected no --by with it");
      }
    }
    if (data.missing() == MissingValues.MEAN) {
      throw new UsageException("--missing: expected fail or skip with --by, got mean");
    }
    try {
      new MomentsTrainer(config);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--by: groups are fitted from moments: " + e.getMessage());
    }
  }

  /**
   * Reads the rows and fits the models.
   *
   * @param schema without the column of groups
   */
  GroupReport train(Schema schema, long startNanos, Terminal terminal) {
    KeyNames names = new KeyNames();
    Schema grouped = UsageException.check(() -> schema.withGroups(by));
    ReadingOptions reading =
        ReadingOptions.DEFAULT
            .withThreads(config.threads())
            .withManyPasses(false)
            .withKeyNames(names);
    try (Progress progress = terminal.progress("reading " + data.name());
        CsvStream rows = data.stream(grouped, data.missing(), reading, progress, terminal)) {
      GroupMoments groups = GroupMoments.of(rows, names, config.threads());
      double loadSeconds = (System.nanoTime() - startNanos) / 1e9;
      progress.state(() -> "fitting " + Plural.of(groups.count(), "group"));
      Training all = new MomentsTrainer(config).fit(rows, groups.all(), point -> {});
      SavedModel pooled =
          RegressionResult.of(config, all, rows)
              .withName(data.name())
              .withSchema(schema)
              .withWording(OptionWording::of)
              .saved();
      Map<String, GroupFit> fits = groups.fits(config);
      note(fits, terminal);
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      return new GroupReport(
          data.name(), rows, new GroupedModel(by, pooled, fits), loadSeconds, seconds);
    } catch (IllegalArgumentException e) {
      throw new InputException(data.name() + ": " + e.getMessage(), e);
    }
  }

  private void note(Map<String, GroupFit> fits, Terminal terminal) {
    int few = 0;
    int parameters = 0;
    for (GroupFit fit : fits.values()) {
      parameters = fit.coefficients().length + (config.spec().intercept() ? 1 : 0);
      few += fit.rows() <= parameters ? 1 : 0;
    }
    if (few > 0) {
      terminal.note(
          "%s with at most as many rows as parameters (%d): their models fit these rows exactly, which says nothing of other rows"
              .formatted(Plural.of(few, "group"), parameters));
    }
  }
}
