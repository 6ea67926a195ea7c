package io.github.fallline.inference;

import io.github.fallline.blas.Vectors;
import io.github.fallline.data.Tile;
import io.github.fallline.leastsquares.ResidualPass;
import io.github.fallline.model.LinearModel;
import io.github.fallline.parallel.TileReduction;
import java.util.Arrays;
import java.util.Optional;

/** The sums of curvature z z', then of squared score z z', over all rows by their weights. */
final class CurvatureReduction implements TileReduction<double[]> {
  private final DesignFactor design;
  private final double[] coefficients;
  private final double constant;
  private final CurvatureScores scores;
  private final Optional<double[]> exposures;
  private final int tileRows;

  /**
   * @param exposures factors of the scores, one a row, which are factors of the weights already;
   *     empty for none
   */
  CurvatureReduction(
      DesignFactor design,
      LinearModel model,
      CurvatureScores scores,
      Optional<double[]> exposures,
      int tileRows) {
    this.exposures = exposures;
    this.design = design;
    coefficients = model.coefficientArray();
    constant = model.intercept();
    this.scores = scores;
    this.tileRows = tileRows;
  }

  @Override
  public double[] newPart() {
    return new double[2 * design.parameters() * design.parameters()];
  }

  @Override
  public void merge(double[] total, double[] part) {
    Vectors.add(total, part);
  }

  @Override
  public Task<double[]> newTask() {
    return new CurvatureTask();
  }

  private final class CurvatureTask implements Task<double[]> {
    private final RowWhitener whitener = new RowWhitener(design);
    private final int size = whitener.size();
    private final double[] z = new double[size];
    private final double[] numbers = new double[tileRows * coefficients.length];
    private final double weightScale = design.weightScale();

    @Override
    public void compute(Tile tile, double[] part) {
      tile.read(numbers);
      Arrays.fill(part, 0);
      for (int i = 0; i < tile.rows(); i++) {
        double weight = tile.weight(i) * weightScale;
        if (weight != 0) {
          double exposure = exposures.isPresent() ? exposures.get()[row(tile, i)] : 1;
          add(part, weight, exposure, tile.targets()[i], i * coefficients.length);
        }
      }
    }

    private int row(Tile tile, int i) {
      return Math.toIntExact(tile.index() * tileRows + i);
    }

    private void add(double[] part, double weight, double exposure, double target, int place) {
      double residual = ResidualPass.residual(target, numbers, place, coefficients, constant);
      double linear = -ResidualPass.residual(0, numbers, place, coefficients, constant);
      double curvature = weight * scores.curvature(target, linear, residual);
      double square = weight * exposure * scores.squaredScore(target, linear, residual);
      whitener.transform(numbers, place, z);
      int second = size * size;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j <= i; j++) {
          double product = z[i] * z[j];
          part[i * size + j] += curvature * product;
          part[second + i * size + j] += square * product;
        }
      }
    }
  }
}
