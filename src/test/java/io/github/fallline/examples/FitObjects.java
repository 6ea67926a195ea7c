package io.github.fallline.examples;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.Records;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.LinearModel;
import java.util.List;
import java.util.Map;

public class FitObjects {
  record House(double price, int area, int age) {}

  public static void main(String[] args) {
    List<House> houses =
        List.of(new House(200, 50, 10), new House(390, 100, 20), new House(330, 80, 0));
    Records<House> columns =
        Records.<House>target("price", House::price)
            .feature("area", House::area)
            .feature("age", House::age);
    TrainingConfig config = TrainingConfig.of(new FullBatch()).withL2(1e-6).withTolerance(1e-12);
    try (Dataset data = columns.read(houses)) { // or an iterator; Dataset.of for double[][]
      LinearModel model = new Trainer(config).fit(data).model();
      System.out.println(Math.round(model.predict(Map.of("area", 60, "age", 5))));
      System.out.println(Math.round(model.predict(new double[][] {{50, 10}})[0]));
    }
  }
}
