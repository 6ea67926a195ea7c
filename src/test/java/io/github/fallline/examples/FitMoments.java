package io.github.fallline.examples;

import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.moments.DataMoments;
import java.nio.file.Path;
import java.util.List;

public class FitMoments {
  public static void main(String[] args) {
    TrainingConfig config = TrainingConfig.of(new FullBatch());
    DataMoments moments;
    try (Dataset data = CsvReader.read(Path.of("data/longley.csv"), Schema.target("employment"))) {
      moments = DataMoments.of(data, 2);
    }
    // The rows are closed.
    List<String> features = List.of("gnp", "unemployed");
    System.out.println(moments.fit("employment", features, config).model().coefficients());
    System.out.println(moments.fit("population", List.of("year"), config).model().coefficients());
    System.out.println(moments.fit("employment", config.withL2(0.1)).metrics().r2());
  }
}
