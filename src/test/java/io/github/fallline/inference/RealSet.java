package io.github.fallline.inference;

import io.github.fallline.SharedData;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.Tables;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.leastsquares.TriangularFactor;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.stats.Moments;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A real data set as {@code oracle.R} takes it, with the clusters of its rows. */
final class RealSet {
  final double[][] features;
  final double[] targets;
  final double[] clusters;
  final boolean intercept;

  /** How often each row counts; null for once. */
  final double[] times;

  private RealSet(
      double[][] features, double[] targets, double[] clusters, boolean intercept, double[] times) {
    this.features = features;
    this.targets = targets;
    this.clusters = clusters;
    this.intercept = intercept;
    this.times = times;
  }

  static RealSet of(String name) throws IOException {
    return switch (name) {
      case "diabetes" ->
          read("diabetes.tsv", "\t", new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 10, 0);
      case "wine" ->
          read("winequality-white.csv", ";", new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 11, 10);
      case "mpg" -> read("auto-mpg.csv", ",", new int[] {2, 3, 4, 5}, 0, 6);
      case "mpg no intercept" -> {
        RealSet set = of("mpg");
        yield new RealSet(set.features, set.targets, set.clusters, false, null);
      }
      case "mpg repeated" -> {
        RealSet set = of("mpg");
        double[] times = new double[set.targets.length];
        Arrays.setAll(times, i -> i % 4);
        yield new RealSet(set.features, set.targets, set.clusters, true, times);
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static RealSet read(String file, String separator, int[] columns, int target, int cluster)
      throws IOException {
    List<double[]> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(SharedData.file(file));
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(separator, -1);
      if (line.contains("?")) {
        continue; // a missing horsepower
      }
      double[] row = new double[columns.length + 2];
      for (int j = 0; j < columns.length; j++) {
        row[j] = Double.parseDouble(fields[columns[j]]);
      }
      row[columns.length] = Double.parseDouble(fields[target]);
      row[columns.length + 1] = Double.parseDouble(fields[cluster]);
      rows.add(row);
    }
    int d = columns.length;
    return new RealSet(
        rows.stream().map(row -> Arrays.copyOf(row, d)).toArray(double[][]::new),
        rows.stream().mapToDouble(row -> row[d]).toArray(),
        rows.stream().mapToDouble(row -> row[d + 1]).toArray(),
        true,
        null);
  }

  Dataset data() {
    return Tables.of(features, targets);
  }

  /** The rows with their weights, which closes the data set. */
  RowSource rows() {
    return times == null ? data() : WeightedRows.of(data(), times);
  }

  /** The rows as often as each counts. */
  Dataset repeated() {
    List<double[]> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      for (int k = 0; k < (times == null ? 1 : times[i]); k++) {
        x.add(features[i]);
        y.add(targets[i]);
      }
    }
    return Tables.of(
        x.toArray(double[][]::new), y.stream().mapToDouble(Double::doubleValue).toArray());
  }

  LinearModel model() {
    try (Dataset data = repeated()) {
      return LeastSquares.of(data, new ModelSpec(intercept, true, 0), 0, 1).model();
    }
  }

  DesignFactor design(boolean fromRows) {
    try (RowSource rows = rows()) {
      DesignFactor design =
          fromRows
              ? DesignFactor.of(TriangularFactor.of(rows, 2), intercept)
              : DesignFactor.of(Moments.of(rows), intercept);
      return times == null ? design : design.withRows(Arrays.stream(times).sum());
    }
  }
}
