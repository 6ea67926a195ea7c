package io.github.fallline.examples;

import io.github.fallline.csv.DataTable;
import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.TrainingFile;
import io.github.fallline.model.ModelFile;
import java.nio.file.Path;
import java.util.Map;

public class SaveModel {
  public static void main(String[] args) {
    Path file = Path.of("target/model.json");
    DataTable table = DataTable.of("y", Path.of("data/norris.csv"));
    TrainingConfig config = TrainingConfig.of(new FullBatch());
    try (Dataset data = table.read()) {
      Training training = new Trainer(config).fit(data);
      TrainingFile.write(file, config, training, data, table.schema());
    }
    System.out.println(ModelFile.read(file).predict(Map.of("x", 100)));
  }
}
