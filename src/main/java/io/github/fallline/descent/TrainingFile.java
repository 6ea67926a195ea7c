package io.github.fallline.descent;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.Schema;
import io.github.fallline.inference.RegressionStatistics;
import io.github.fallline.model.ModelFile;
import io.github.fallline.model.Response;
import io.github.fallline.model.TrainingSummary;
import java.nio.file.Path;

/** The model file of a training, with the content that the command line writes. */
public final class TrainingFile {
  private TrainingFile() {}

  /**
   * Writes the model with its settings, errors and statistics; {@link ModelFile#read} reads it. The
   * file appears complete or not at all.
   *
   * @param config of the training
   * @param rows that the model was trained on, still open: their fingerprint takes a pass
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public static void write(Path file, TrainingConfig config, Training training, RowMetadata rows) {
    write(file, config, training, rows, Schema.target(rows.targetName()));
  }

  /**
   * The same of rows of a table, whose words and dates are features.
   *
   * @param schema of the table, with the levels that were found
   */
  public static void write(
      Path file, TrainingConfig config, Training training, RowMetadata rows, Schema schema) {
    ModelFile.write(
        file,
        new ModelFile.Stored(
            training.model(),
            summary(config, training, rows),
            schema.categorical(),
            training.inference().leastSquares().map(RegressionStatistics::forModelFile),
            schema.dates(),
            Response.PLAIN));
  }

  /** What a model file says of a training; takes a pass over the rows. */
  public static TrainingSummary summary(
      TrainingConfig config, Training training, RowMetadata rows) {
    return TrainingSummary.of(
        SettingsCodec.forModelFile(config, rows),
        training.metrics(),
        rows.rows(),
        rows.skippedRows(),
        config.shuffling().seed(),
        training.stopReason().label(),
        rows.fingerprint());
  }
}
