package io.github.fallline.report.training;

import io.github.fallline.data.RowSource;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.TrainingSummary;

/**
 * A finished training run with all that a report shows.
 *
 * @param dataName name of the data
 * @param config the settings
 * @param rows the rows it was trained on; borrowed, must be open while the report is written
 * @param training its outcome
 * @param summary its summary as in a model file
 * @param statistics of the fit
 */
public record TrainingPageInput(
    String dataName,
    TrainingConfig config,
    RowSource rows,
    Training training,
    TrainingSummary summary,
    ReportedStatistics statistics) {
  /** With the statistics that training leaves. */
  public TrainingPageInput(
      String dataName,
      TrainingConfig config,
      RowSource rows,
      Training training,
      TrainingSummary summary) {
    this(dataName, config, rows, training, summary, ReportedStatistics.of(training.inference()));
  }

  /** The name of the data without the way to it. */
  String shortName() {
    return dataName.substring(dataName.lastIndexOf('/') + 1);
  }

  /** Whether the objective has a penalty. */
  boolean isPenalized() {
    return config.objective().penalty().l1() > 0 || config.objective().penalty().l2() > 0;
  }

  /** The name of the loss on rows held out. */
  String heldOutLabel() {
    return isPenalized() ? "rows held out, no penalty" : "rows held out";
  }

  /** The training objective, with its unit. */
  String lossLabel() {
    String loss = config.objective().loss().label();
    String mean =
        loss.equals("squared")
            ? "mean squared error, " + rows.targetName() + "²"
            : "mean " + loss + " loss";
    return isPenalized() ? mean + ", plus penalty" : mean;
  }
}
