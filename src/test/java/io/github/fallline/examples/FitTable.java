package io.github.fallline.examples;

import io.github.fallline.csv.DataTable;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Split;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.TrainingFile;
import io.github.fallline.model.ModelFile;
import io.github.fallline.model.RegressionMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

public class FitTable {
  public static void main(String[] args) {
    DataTable table =
        DataTable.of("y", Path.of("data/norris.csv")); // .withExcluded, .withCategorical
    TrainingConfig config = TrainingConfig.of(new FullBatch()).withL2(1e-9);
    Path file = Path.of("target/norris.json");
    try (Dataset data = table.read()) {
      Split split = new Split(0.25, 42); // a quarter of the rows is held out
      for (TrainingConfig each : List.of(config, config.withMethod(new MiniBatch()))) {
        Training training = new Trainer(each).fit(ValidationSplit.training(data, split));
        RegressionMetrics errors =
            RegressionMetrics.of(training.model(), ValidationSplit.validation(data, split));
        System.out.println(training.stopReason() + ", " + (errors.r2() > 0.999));
      }
      Training training = new Trainer(config).fit(data);
      TrainingFile.write(file, config, training, data, table.schema());
    }
    System.out.println(Math.round(ModelFile.read(file).predict(Map.of("x", 100))));
  }
}
