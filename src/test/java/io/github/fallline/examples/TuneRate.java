package io.github.fallline.examples;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.tune.Tuner;
import io.github.fallline.tune.Tuning;
import io.github.fallline.tune.TuningChart;
import java.nio.file.Path;

public class TuneRate {
  public static void main(String[] args) {
    try (Dataset data = CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"))) {
      Tuning tuning = Tuner.of(TrainingConfig.of(new MiniBatch())).withBatchSize(8).tune(data);
      PictureFile.of(Path.of("target/rates.png")).write(TuningChart.draw(tuning));
      Training training = new Trainer(tuning.config()).fit(data); // repeats the best run
      System.out.println(training.metrics().r2() > 0.99);
    }
  }
}
