package io.github.fallline.examples;

import io.github.fallline.csv.DataTable;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Split;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.SavedModel;
import io.github.fallline.regression.LinearRegression;
import io.github.fallline.regression.RegressionResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

public class FitTable {
  public static void main(String[] args) {
    DataTable table =
        DataTable.of("employment", Path.of("data/longley.csv"))
            .withFeatures("gnp", "unemployed") // .withExcluded, .withCategorical, .withOneHot
            .withMissing(MissingValues.SKIP);
    Split split = new Split(0.25, 42); // a quarter of the rows is held out
    Path file = Path.of("target/longley.json");
    try (Dataset data = table.read()) {
      for (GradientMethod method : List.of(new FullBatch(), new Stochastic(), new MiniBatch(4))) {
        TrainingConfig config = TrainingConfig.of(method).withL2(1e-3).withTolerance(1e-6);
        RegressionResult fit = LinearRegression.of(config).withValidation(split).fit(data);
        System.out.println(method.label() + ": r2 " + fit.validation().orElseThrow().r2());
        fit.save(file);
      }
    }
    System.out.println(SavedModel.load(file).predict(Map.of("gnp", 234289, "unemployed", 2356)));
  }
}
