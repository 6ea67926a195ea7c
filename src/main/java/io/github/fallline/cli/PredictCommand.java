package io.github.fallline.cli;

import io.github.fallline.blas.GrowableMatrix;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.IntervalOptions;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.OutputException;
import io.github.fallline.model.IntervalKind;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelFile;
import io.github.fallline.model.PredictionInterval;
import io.github.fallline.model.PredictionStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** {@code predict}: writes the predictions of a model. */
final class PredictCommand extends Command {
  private static final String HEADER = "prediction\n";
  private static final String INTERVAL_HEADER = "prediction,lower,upper\n";

  private static final String MISSING_RULES =
      "fail: an error\nskip: the prediction of the row is NA\n"
          + "mean: impute the mean of the training rows (categories: the shares of the levels)";

  /** What stands for a number that is missing. */
  private static final String NONE = "NA";

  private final DataOptions data = new DataOptions(spec, MISSING_RULES);
  private final CliOption<UnseenLevels> unseenOption = CommonOptions.unseen(spec);
  private final CliOption<Path> modelFile = CommonOptions.model(spec);
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
        "Columns are matched to the model's features by name; others are ignored.",
        "In a file of one column a blank line is a row with a missing value, unless no row"
            + " follows.");
    spec.footer(
        "",
        "Examples:",
        "  fallline predict new.csv --model model.json > predictions.csv",
        "  fallline predict new.csv --model model.json --missing mean --output predictions.csv",
        "  fallline predict new.csv --model model.json --interval prediction --confidence-level"
            + " 0.9");
  }

  @Override
  int call(CommandIo io) {
    intervals.check();
    OutputPaths.requireUsable(data.filesAnd(modelFile.value()), OutputPaths.given(output.value()));
    MissingValues missing = data.missing();
    UnseenLevels unseen = unseenOption.value();
    ModelFile.Stored stored = ModelFile.read(modelFile.value());
    LinearModel model = stored.model();
    Optional<IntervalKind> kind = intervals.kind();
    Optional<PredictionInterval> interval =
        kind.isPresent()
            ? Optional.of(IntervalOptions.require(modelFile.value(), stored))
            : Optional.empty();
    Schema schema = stored.schema(Optional.empty(), unseen);
    MissingValues reading = missing == MissingValues.FAIL ? missing : MissingValues.KEEP;
    Terminal terminal = new Terminal(io.err());
    try (Progress progress = terminal.progress("reading " + data.name());
        CsvStream rows = data.stream(schema, reading, ReadingOptions.DEFAULT, progress, terminal)) {
      if (missing == MissingValues.MEAN) {
        rows.impute(model.featureMeans());
      }
      try (PredictionStream predictions = new PredictionStream(model, rows)) {
        PredictedRows lines =
            interval.isPresent()
                ? new PredictedRows(predictions, interval.get(), kind.get(), intervals.level())
                : new PredictedRows(predictions);
        write(lines, progress, io.out());
      }
    }
    return ExitCodes.DONE;
  }

  private void write(PredictedRows rows, Progress progress, Writer text) {
    try {
      if (!output.isGiven()) {
        print(rows, progress, text);
        return;
      }
      try (AtomicOutput file = AtomicOutput.create(output.value().orElseThrow())) {
        write(rows, file.writer());
        file.commit();
      }
    } catch (IOException e) {
      throw new OutputException(
          output.value().map(Path::toString).orElse("standard output") + ": " + e.getMessage(), e);
    }
  }

  private static void write(PredictedRows rows, Writer text) throws IOException {
    text.write(header(rows));
    double[] block = new double[rows.capacity() * rows.columns()];
    for (int count = rows.next(block); count > 0; count = rows.next(block)) {
      write(block, count, rows.columns(), text);
    }
    text.flush();
  }

  /** Prints all predictions or, if a row cannot be read, none: they are buffered in memory. */
  private static void print(PredictedRows rows, Progress progress, Writer text) throws IOException {
    int columns = rows.columns();
    try (GrowableMatrix all = new GrowableMatrix(columns)) {
      double[] block = new double[rows.capacity() * columns];
      for (int count = rows.next(block); count > 0; count = rows.next(block)) {
        all.write(all.append(count), count, block);
      }
      progress.close();
      text.write(header(rows));
      for (long first = 0; first < all.rows(); first += rows.capacity()) {
        int count = (int) Math.min(rows.capacity(), all.rows() - first);
        all.read(first, count, block);
        write(block, count, columns, text);
      }
      text.flush();
    }
  }

  private static String header(PredictedRows rows) {
    return rows.columns() == 1 ? HEADER : INTERVAL_HEADER;
  }

  private static void write(double[] block, int count, int columns, Writer text)
      throws IOException {
    for (int at = 0; at < count * columns; at++) {
      // Not an empty field or line: CSV readers drop the line, which shifts every later row.
      text.write(Double.isNaN(block[at]) ? NONE : Double.toString(block[at]));
      text.write((at + 1) % columns == 0 ? '\n' : ',');
    }
  }
}
