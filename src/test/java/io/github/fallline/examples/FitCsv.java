package io.github.fallline.examples;

import io.github.fallline.csv.DataTable;
import io.github.fallline.data.Dataset;
import io.github.fallline.model.SavedModel;
import io.github.fallline.regression.LinearRegression;
import io.github.fallline.regression.RegressionResult;
import java.nio.file.Path;
import java.util.Map;

public class FitCsv {
  public static void main(String[] args) {
    Path file = Path.of("target/norris.json");
    try (Dataset data = DataTable.of("y", Path.of("data/norris.csv")).read()) {
      RegressionResult fit = LinearRegression.leastSquares().fit(data);
      System.out.println(fit); // fit.model(), fit.statistics(), fit.metrics() have the numbers
      fit.save(file);
      fit.report(Path.of("target/norris.html")); // fit.plot draws the loss as .png or .svg
    }
    System.out.println(SavedModel.load(file).predict(Map.of("x", 100)));
  }
}
