package io.github.fallline.examples;

import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import java.nio.file.Path;

public class FitCsv {
  public static void main(String[] args) {
    TrainingConfig config = TrainingConfig.of(new FullBatch());
    try (Dataset data = CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"))) {
      Training training = new Trainer(config).fit(data);
      System.out.println(training.stopReason() + ", r2 " + training.metrics().r2());
      System.out.println(training.model().coefficients());
      System.out.println(training.model().predict(100.0)); // at x = 100
    }
  }
}
