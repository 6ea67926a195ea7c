package io.github.fallline.report.training;

import io.github.fallline.data.RowSource;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.TrainingSummary;
import java.util.Objects;

/**
 * A training that is over, with all that a report tells of it.
 *
 * @param dataName what the data is called
 * @param config what the training was told
 * @param rows the rows it was trained on; borrowed, open while the report is made
 * @param training what came of it
 * @param summary the same as a model file keeps it
 */
public record TrainedRun(
    String dataName,
    TrainingConfig config,
    RowSource rows,
    Training training,
    TrainingSummary summary) {
  /** Checks that nothing is missing. */
  public TrainedRun {
    Objects.requireNonNull(dataName, "dataName");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(summary, "summary");
  }

  /** The name of the data without the way to it. */
  String shortName() {
    return dataName.substring(dataName.lastIndexOf('/') + 1);
  }

  /** The quantity that training makes small, with its unit. */
  String lossLabel() {
    String loss = config.objective().loss().label();
    boolean penalized =
        config.objective().penalty().absoluteStrength() > 0
            || config.objective().penalty().squaredStrength() > 0;
    String mean =
        loss.equals("squared")
            ? "mean squared error, " + rows.targetName() + "²"
            : "mean " + loss + " loss";
    return penalized ? mean + ", plus penalty" : mean;
  }
}
