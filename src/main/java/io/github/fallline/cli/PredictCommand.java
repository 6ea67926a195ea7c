package io.github.fallline.cli;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.BackTransformOption;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.IntervalOptions;
import io.github.fallline.cli.options.KeepOption;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.Unseen;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.KeptFields;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowExposures;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.OutputException;
import io.github.fallline.files.SpooledText;
import io.github.fallline.model.GroupedModel;
import io.github.fallline.model.IntervalKind;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.LoadedModel;
import io.github.fallline.model.PredictionInterval;
import io.github.fallline.model.PredictionStream;
import io.github.fallline.model.Response;
import io.github.fallline.model.SavedModel;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code predict}: writes the predictions of a model. */
final class PredictCommand extends Command {
  private static final String MISSING_RULES =
      "fail: an error\nskip: the prediction of the row is NA\n"
          + "mean: impute the mean of the training rows (categories: the shares of the levels)";

  private final DataOptions data = new DataOptions(spec, MISSING_RULES);
  private final CliOption<Optional<Integer>> threads =
      CommonOptions.threads(spec.section(Section.DATA));
  private final KeepOption keep = new KeepOption(spec);
  private final CliOption<Unseen> unseenOption = CommonOptions.unseen(spec);
  private final CliOption<Path> modelFile = CommonOptions.model(spec);
  private final BackTransformOption backTransform = new BackTransformOption(spec);
  private final IntervalOptions intervals = new IntervalOptions(spec);
  private final CliOption<Optional<Path>> output =
      CommonOptions.output(spec, "--output=FILE.csv", "File to write. Default: standard output.");

  PredictCommand() {
    super(
        new CommandSpec(
            "fallline predict",
            "Write a CSV of predictions, one per row.",
            "fallline predict DATA... --model=FILE.json [OPTION]..."));
    spec.description(
        "Columns are matched to the model's features by name, in any order; others are ignored, or"
            + " copied with --keep. Rows are written as they are read, in the memory of a few"
            + " thousand.",
        "In a file of one column a blank line is a row with a missing value, unless no row"
            + " follows.");
    spec.footer(
        "",
        "Examples:",
        "  fallline predict new.csv --model model.json > predictions.csv",
        "  fallline predict new.csv --model model.json --missing mean --output predictions.csv",
        "  fallline predict new.csv --model model.json --keep id,name",
        "  fallline predict new.csv --model model.json --interval prediction --confidence-level"
            + " 0.9");
  }

  @Override
  int call(CommandIo io) {
    intervals.check();
    ReadingOptions reading = ReadingOptions.DEFAULT.withThreads(CommonOptions.count(threads));
    OutputPaths.requireUsable(data.filesAnd(modelFile.value()), OutputPaths.given(output.value()));
    MissingValues missing = data.missing();
    UnseenLevels unseen = unseenOption.value().levels();
    LoadedModel loaded = LoadedModel.read(modelFile.value());
    if (loaded.grouped().isPresent()) {
      return predictGroups(loaded.grouped().get(), reading, io);
    }
    if (unseenOption.value() == Unseen.POOLED) {
      throw new UsageException("--unseen pooled: expected a model of train --by");
    }
    SavedModel stored = loaded.model();
    LinearModel model = stored.model();
    Optional<IntervalKind> kind = intervals.kind();
    Optional<PredictionInterval> interval =
        kind.isPresent()
            ? Optional.of(IntervalOptions.require(modelFile.value(), stored))
            : Optional.empty();
    Response response = backTransform.apply(stored.response());
    Optional<RowExposures> exposures = Optional.empty();
    if (response.exposure().isPresent()) {
      exposures = Optional.of(new RowExposures(response.exposure().get().kind()));
      reading = reading.withExposures(exposures.get());
    }
    Schema schema = stored.schema(Optional.empty(), unseen);
    MissingValues rule = missing == MissingValues.FAIL ? missing : MissingValues.KEEP;
    Optional<KeptFields> kept = keep.fields(PredictedRows.names(kind.isPresent()));
    if (kept.isPresent()) {
      reading = reading.withKept(kept.get());
    }
    Terminal terminal = new Terminal(io.err());
    try (Progress progress = terminal.progress("reading " + data.name());
        CsvStream rows = data.stream(schema, rule, reading, progress, terminal)) {
      if (missing == MissingValues.MEAN) {
        rows.impute(model.featureMeans());
      }
      try (PredictionStream predictions = new PredictionStream(model, rows)) {
        PredictedRows lines =
            interval.isPresent()
                ? new PredictedRows(
                    predictions, response, interval.get(), kind.get(), intervals.level())
                : new PredictedRows(
                    predictions,
                    response,
                    exposures,
                    missing == MissingValues.MEAN
                        ? Optional.of(row -> data.lackingExposure(schema, row))
                        : Optional.empty());
        write(new PredictionTable(lines, kept), progress, io.out());
      }
    }
    OutputPaths.noteWritten(terminal, OutputPaths.given(output.value()));
    return ExitCodes.DONE;
  }

  /** Predicts each row by the model of its group. */
  private int predictGroups(GroupedModel model, ReadingOptions options, CommandIo io) {
    if (intervals.kind().isPresent()) {
      throw new UsageException("--interval: expected a model without --by");
    }
    MissingValues missing = data.missing();
    if (missing == MissingValues.MEAN) {
      throw new UsageException("--missing: expected fail or skip for models of groups, got mean");
    }
    Optional<KeptFields> kept = keep.fields(PredictedRows.names(false));
    KeptFields cells = kept.orElseGet(() -> KeptFields.of(List.of(), PredictedRows.names(false)));
    cells.collectGroups(model.by());
    Schema schema = model.pooled().schema(Optional.empty(), unseenOption.value().levels());
    MissingValues rule = missing == MissingValues.FAIL ? missing : MissingValues.KEEP;
    Terminal terminal = new Terminal(io.err());
    try (Progress progress = terminal.progress("reading " + data.name());
        CsvStream rows = data.stream(schema, rule, options.withKept(cells), progress, terminal);
        GroupedRows lines =
            new GroupedRows(data.name(), model, rows, cells, unseenOption.value(), missing)) {
      write(new PredictionTable(lines, Optional.of(cells)), progress, io.out());
    }
    OutputPaths.noteWritten(terminal, OutputPaths.given(output.value()));
    return ExitCodes.DONE;
  }

  private void write(PredictionTable table, Progress progress, Writer text) {
    try {
      if (!output.isGiven()) {
        print(table, progress, text);
        return;
      }
      try (AtomicOutput file = AtomicOutput.create(output.value().orElseThrow())) {
        table.write(file.writer());
        file.writer().flush();
        file.commit();
      }
    } catch (IOException e) {
      throw new OutputException(
          output.value().map(Path::toString).orElse("standard output") + ": " + e.getMessage(), e);
    }
  }

  /** Prints all predictions or, if a row cannot be read, none. */
  private static void print(PredictionTable table, Progress progress, Writer text)
      throws IOException {
    try (SpooledText all = new SpooledText(Path.of(System.getProperty("java.io.tmpdir")))) {
      table.write(all);
      progress.close();
      all.copyTo(text);
      text.flush();
    }
  }
}
