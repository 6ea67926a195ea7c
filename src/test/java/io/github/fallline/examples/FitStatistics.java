package io.github.fallline.examples;

import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.inference.RegressionStatistics;
import java.nio.file.Path;

public class FitStatistics {
  public static void main(String[] args) {
    try (Dataset data = CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"))) {
      Training training = new Trainer(TrainingConfig.of(new FullBatch())).fit(data);
      RegressionStatistics statistics = training.statistics();
      double[][] intervals = statistics.confidenceInterval(0.95);
      for (int j = 0; j < statistics.names().size(); j++) {
        System.out.printf(
            "%s: standard error %.6f, 95 %% from %.4f to %.4f%n",
            statistics.names().get(j),
            statistics.standardErrors()[j],
            intervals[j][0],
            intervals[j][1]);
      }
      System.out.printf("F %.1f, p %.2e%n", statistics.fStatistic(), statistics.fPValue());
    }
  }
}
