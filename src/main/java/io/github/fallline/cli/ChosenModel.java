package io.github.fallline.cli;

import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.MomentsTrainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.regression.RegressionResult;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.stats.Moments;
import java.util.Optional;

/** The training of the model that {@code path} has chosen, from the moments that it has read. */
final class ChosenModel {
  static final int PICTURE_WIDTH = 560;
  static final int PICTURE_HEIGHT = 420;

  private ChosenModel() {}

  static TrainingConfig config(Penalty penalty, ModelSpec spec) {
    return TrainingConfig.of(new GradientMethod.FullBatch())
        .withObjective(new Objective(Loss.SQUARED, penalty))
        .withForm(spec);
  }

  static RegressionResult of(
      String name, RowMetadata rows, Moments moments, Schema schema, TrainingConfig config) {
    Training training = new MomentsTrainer(config).fit(rows, moments, point -> {});
    return RegressionResult.of(config, training, rows)
        .withName(name)
        .withSchema(schema)
        .withWording(OptionWording::of);
  }

  /**
   * The cross-validation that a choice needs.
   *
   * @throws UsageException if there is none
   */
  static CrossValidation validation(Optional<CrossValidation> known) {
    if (known.isEmpty()) {
      throw new UsageException(
          "--model-output: expected several moments files, each of which is a fold, got one;"
              + " without cross-validation no model is chosen (use train)");
    }
    return known.get();
  }
}
