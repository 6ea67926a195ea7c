package io.github.fallline.examples;

import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelFile;
import io.github.fallline.model.TrainingSummary;
import java.nio.file.Path;
import java.util.Map;

public class SaveModel {
  public static void main(String[] args) {
    Path file = Path.of("target/model.json");
    try (Dataset data = CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"))) {
      Training training = new Trainer(TrainingConfig.of(new FullBatch())).fit(data);
      String reason = training.stopReason().label();
      TrainingSummary summary =
          TrainingSummary.of(
              Map.of(), training.metrics(), data.rows(), 0, 0, reason, data.fingerprint());
      ModelFile.write(file, training.model(), summary);
    }
    LinearModel model = ModelFile.read(file).model();
    System.out.println(model.predict(100.0)); // at x = 100
  }
}
