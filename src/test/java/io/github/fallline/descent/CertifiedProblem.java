package io.github.fallline.descent;

import io.github.fallline.SharedData;
import io.github.fallline.data.Dataset;
import io.github.fallline.model.ModelSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A linear problem of NIST's statistical reference data sets, and its certified values. */
public final class CertifiedProblem {
  /** So many digits that the normal equations of these problems lose none that a double has. */
  private static final MathContext DIGITS = new MathContext(100);

  private final double[][] features;
  private final double[] targets;
  private final JsonNode values;

  private CertifiedProblem(double[][] features, double[] targets, JsonNode values) {
    this.features = features;
    this.targets = targets;
    this.values = values;
  }

  /** Reads it; a single feature becomes its powers up to a degree. */
  public static CertifiedProblem read(String name, int degree) throws IOException {
    List<double[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(SharedData.file("nist/" + name + ".csv"))) {
      if (!line.startsWith("y")) {
        rows.add(Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray());
      }
    }
    double[][] features =
        rows.stream()
            .map(
                row ->
                    degree == 1 ? Arrays.copyOfRange(row, 1, row.length) : powers(row[1], degree))
            .toArray(double[][]::new);
    Path values = SharedData.file("nist/" + name + ".certified.json");
    return new CertifiedProblem(
        features,
        rows.stream().mapToDouble(row -> row[0]).toArray(),
        new JsonMapper().readTree(Files.readString(values)));
  }

  private static double[] powers(double x, int degree) {
    return DoubleStream.iterate(x, power -> power * x).limit(degree).toArray();
  }

  public Dataset data() {
    return Tables.of(features, targets);
  }

  public ModelSpec form() {
    return intercept() ? ModelSpec.DEFAULT : new ModelSpec(false, true, 0);
  }

  public boolean intercept() {
    return values.get("intercept").asBoolean();
  }

  /** The certified estimates, the intercept's first where there is one. */
  public double[] estimates() {
    double[] estimates = new double[values.get("parameters").size()];
    for (int k = 0; k < estimates.length; k++) {
      String text = values.get("parameters").get(k).get("estimate").asString();
      estimates[k] = Double.parseDouble(text);
    }
    return estimates;
  }

  public double residualSquares() {
    return Double.parseDouble(values.get("residual").get("ss").asString());
  }

  /**
   * How far the mean squared error is above the least there is, in variances of the target.
   *
   * @param parameters in the order of {@link #estimates()}
   */
  double gap(double[] parameters) {
    BigDecimal[] point =
        Arrays.stream(parameters).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    BigDecimal above = squares(point).subtract(squares(optimum()));
    BigDecimal count = BigDecimal.valueOf(targets.length);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double target : targets) {
      BigDecimal exact = new BigDecimal(target);
      sum = sum.add(exact);
      squares = squares.add(exact.multiply(exact));
    }
    BigDecimal deviations = squares.subtract(sum.multiply(sum).divide(count, DIGITS));
    return above.divide(deviations, DIGITS).doubleValue();
  }

  private BigDecimal[] row(int index) {
    DoubleStream row = Arrays.stream(features[index]);
    return (intercept() ? DoubleStream.concat(DoubleStream.of(1), row) : row)
        .mapToObj(BigDecimal::new)
        .toArray(BigDecimal[]::new);
  }

  private BigDecimal squares(BigDecimal[] point) {
    BigDecimal squares = BigDecimal.ZERO;
    for (int i = 0; i < targets.length; i++) {
      BigDecimal residual = new BigDecimal(targets[i]);
      BigDecimal[] row = row(i);
      for (int j = 0; j < row.length; j++) {
        residual = residual.subtract(row[j].multiply(point[j]));
      }
      squares = squares.add(residual.multiply(residual), DIGITS);
    }
    return squares;
  }

  /** The normal equations, by Gauss and Jordan; without pivots, since they are positive. */
  private BigDecimal[] optimum() {
    int size = row(0).length;
    BigDecimal[][] equations = new BigDecimal[size][size + 1];
    for (BigDecimal[] equation : equations) {
      Arrays.fill(equation, BigDecimal.ZERO);
    }
    for (int i = 0; i < targets.length; i++) {
      BigDecimal[] row = row(i);
      for (int j = 0; j < size; j++) {
        for (int k = 0; k <= size; k++) {
          BigDecimal other = k < size ? row[k] : new BigDecimal(targets[i]);
          equations[j][k] = equations[j][k].add(row[j].multiply(other));
        }
      }
    }
    for (int p = 0; p < size; p++) {
      for (int j = 0; j < size; j++) {
        BigDecimal factor = equations[j][p].divide(equations[p][p], DIGITS);
        for (int k = p; j != p && k <= size; k++) {
          equations[j][k] = equations[j][k].subtract(factor.multiply(equations[p][k]), DIGITS);
        }
      }
    }
    return IntStream.range(0, size)
        .mapToObj(j -> equations[j][size].divide(equations[j][j], DIGITS))
        .toArray(BigDecimal[]::new);
  }
}
