package io.github.fallline.examples;

import io.github.fallline.csv.DataTable;
import io.github.fallline.data.Dataset;
import io.github.fallline.model.SavedModel;
import io.github.fallline.regression.LinearRegression;
import java.nio.file.Path;
import java.util.Map;

public class SaveModel {
  public static void main(String[] args) {
    Path file = Path.of("target/model.json");
    try (Dataset data = DataTable.of("y", Path.of("data/norris.csv")).read()) {
      LinearRegression.leastSquares().fit(data).save(file);
    }
    System.out.println(SavedModel.load(file).predict(Map.of("x", 100)));
  }
}
