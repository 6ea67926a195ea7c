package io.github.fallline.cli;

import io.github.fallline.blas.Window;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.ReadingOptions;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.OutputException;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code predict}: what a model says of each row. */
@Command(
    name = "predict",
    header = "Write a CSV of predictions, row for row.",
    customSynopsis = "fallline predict DATA --model=FILE.json [OPTION]...",
    description = {
      "Columns are matched to the model's features by name; others are ignored.",
      "With --missing skip a row with a missing value has an empty prediction, with --missing"
          + " mean it is filled with the means of the training rows, for a missing word with the"
          + " shares of the levels."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  fallline predict new.csv --model model.json > predictions.csv",
      "  fallline predict new.csv --model model.json --missing mean --output predictions.csv"
    })
final class PredictCommand implements Callable<Integer> {
  private static final int BLOCK_ROWS = 4096;

  @Mixin private DataOptions data;

  @Mixin private UnseenOption unseenOption;

  @Option(
      names = "--model",
      paramLabel = "FILE.json",
      required = true,
      description = "The model that train wrote.")
  private Path modelFile;

  @Option(
      names = "--output",
      paramLabel = "FILE.csv",
      description = "Where to write. Default: standard output.")
  private Path output;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    OutputPaths.requireUsable(data.filesAnd(modelFile), output);
    MissingValues missing = data.missing();
    UnseenLevels unseen = unseenOption.rule();
    ModelFile.Stored stored = ModelFile.read(modelFile);
    LinearModel model = stored.model();
    Schema schema = stored.schema(Optional.empty(), unseen);
    MissingValues reading = missing == MissingValues.FAIL ? missing : MissingValues.KEEP;
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    try (Dataset rows = data.read(schema, reading, null, ReadingOptions.DEFAULT, terminal)) {
      if (missing == MissingValues.MEAN) {
        rows.fillMissing(model.featureMeans());
      }
      try (INDArray predictions = model.predict(rows.features())) {
        write(predictions);
      }
    }
    return ExitCodes.DONE;
  }

  private void write(INDArray predictions) {
    try {
      if (output == null) {
        write(predictions, spec.commandLine().getOut());
        return;
      }
      try (AtomicOutput file = AtomicOutput.create(output)) {
        write(predictions, file.writer());
        file.commit();
      }
    } catch (IOException e) {
      throw new OutputException(
          (output == null ? "standard output" : output) + ": " + e.getMessage(), e);
    }
  }

  private static void write(INDArray predictions, Writer text) throws IOException {
    text.write("prediction\n");
    Window window = Window.on(predictions);
    double[] block = new double[BLOCK_ROWS];
    long rows = predictions.size(0);
    for (long first = 0; first < rows; first += BLOCK_ROWS) {
      int count = (int) Math.min(BLOCK_ROWS, rows - first);
      window.moveTo(first, count).read(block);
      for (int i = 0; i < count; i++) {
        text.write(Double.isNaN(block[i]) ? "\n" : block[i] + "\n");
      }
    }
    text.flush();
  }
}
