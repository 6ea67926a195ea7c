package io.github.fallline.examples;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.TextFiles;
import io.github.fallline.files.TextSource;
import java.nio.file.Path;
import java.util.List;

public class FitStream {
  public static void main(String[] args) {
    TextSource text = TextFiles.of(List.of(Path.of("data/norris.csv"))); // files of any size
    Schema schema = Schema.target("y");
    try (CsvStream rows =
        new CsvStream(text, CsvFormat.DETECT, schema, MissingValues.FAIL, ReadingOptions.DEFAULT)) {
      Training training = new Trainer(TrainingConfig.of(new FullBatch())).fit(rows); // one pass
      System.out.println(rows.rows() + " rows, " + training.model().coefficients());
    }
  }
}
