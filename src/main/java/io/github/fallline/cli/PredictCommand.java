package io.github.fallline.cli;

import io.github.fallline.blas.GrowableMatrix;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
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
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelFile;
import io.github.fallline.model.PredictionStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** {@code predict}: writes the predictions of a model. */
final class PredictCommand extends Command {
  private static final String HEADER = "prediction\n";

  private static final String MISSING_RULES =
      "fail: an error\nskip: the prediction of the row is NA\n"
          + "mean: impute the mean of the training rows (categories: the shares of the levels)";

  /** The line of a row without a prediction. */
  private static final String NONE = "NA\n";

  private final DataOptions data = new DataOptions(spec, MISSING_RULES);
  private final CliOption<UnseenLevels> unseenOption = CommonOptions.unseen(spec);
  private final CliOption<Path> modelFile = CommonOptions.model(spec);
  private final CliOption<Optional<Path>> output =
      CommonOptions.output(spec, "--output=FILE.csv", "File to write. Default: standard output.");

  PredictCommand() {
    super(
        new CommandSpec(
            "fallline predict",
            "Write a CSV of predictions, one per row.",
            "fallline predict DATA --model=FILE.json [OPTION]..."));
    spec.description(
        "Columns are matched to the model's features by name; others are ignored.",
        "In a file of one column a blank line is a row with a missing value, unless no row"
            + " follows.");
    spec.footer(
        "",
        "Examples:",
        "  fallline predict new.csv --model model.json > predictions.csv",
        "  fallline predict new.csv --model model.json --missing mean --output predictions.csv");
  }

  @Override
  int call(CommandIo io) {
    OutputPaths.requireUsable(data.filesAnd(modelFile.value()), OutputPaths.given(output.value()));
    MissingValues missing = data.missing();
    UnseenLevels unseen = unseenOption.value();
    ModelFile.Stored stored = ModelFile.read(modelFile.value());
    LinearModel model = stored.model();
    Schema schema = stored.schema(Optional.empty(), unseen);
    MissingValues reading = missing == MissingValues.FAIL ? missing : MissingValues.KEEP;
    Terminal terminal = new Terminal(io.err());
    try (Progress progress = terminal.progress("reading " + data.name());
        CsvStream rows = data.stream(schema, reading, ReadingOptions.DEFAULT, progress, terminal)) {
      if (missing == MissingValues.MEAN) {
        rows.impute(model.featureMeans());
      }
      write(model, rows, progress, io.out());
    }
    return ExitCodes.DONE;
  }

  private void write(LinearModel model, CsvStream rows, Progress progress, Writer text) {
    try (PredictionStream predictions = new PredictionStream(model, rows)) {
      if (!output.isGiven()) {
        print(predictions, progress, text);
        return;
      }
      try (AtomicOutput file = AtomicOutput.create(output.value().orElseThrow())) {
        write(predictions, file.writer());
        file.commit();
      }
    } catch (IOException e) {
      throw new OutputException(
          output.value().map(Path::toString).orElse("standard output") + ": " + e.getMessage(), e);
    }
  }

  private static void write(PredictionStream predictions, Writer text) throws IOException {
    text.write(HEADER);
    double[] block = new double[predictions.capacity()];
    for (int count = predictions.next(block); count > 0; count = predictions.next(block)) {
      write(block, count, text);
    }
    text.flush();
  }

  /** Prints all predictions or, if a row cannot be read, none: they are buffered in memory. */
  private static void print(PredictionStream predictions, Progress progress, Writer text)
      throws IOException {
    try (GrowableMatrix all = new GrowableMatrix(1)) {
      double[] block = new double[predictions.capacity()];
      for (int count = predictions.next(block); count > 0; count = predictions.next(block)) {
        all.write(all.append(count), count, block);
      }
      progress.close();
      text.write(HEADER);
      for (long first = 0; first < all.rows(); first += block.length) {
        int count = (int) Math.min(block.length, all.rows() - first);
        all.read(first, count, block);
        write(block, count, text);
      }
      text.flush();
    }
  }

  private static void write(double[] predictions, int count, Writer text) throws IOException {
    for (int i = 0; i < count; i++) {
      // Not an empty line: CSV readers drop it, which shifts every later row.
      text.write(Double.isNaN(predictions[i]) ? NONE : predictions[i] + "\n");
    }
  }
}
