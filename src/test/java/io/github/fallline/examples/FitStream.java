package io.github.fallline.examples;

import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.DataTable;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import java.nio.file.Path;

public class FitStream {
  public static void main(String[] args) {
    DataTable table = DataTable.of("y", Path.of("data/norris.csv")); // of any size
    try (CsvStream rows = table.stream()) {
      Training training = new Trainer(TrainingConfig.of(new FullBatch())).fit(rows); // one pass
      System.out.println(rows.rows() + " rows, " + training.model().coefficients());
    }
  }
}
