package io.github.fallline.inference;

import io.github.fallline.data.Tile;
import io.github.fallline.leastsquares.ResidualPass;
import io.github.fallline.parallel.TileReduction;
import java.util.Arrays;

/** The pass that computes the residuals and leverages of all rows, and hands them on in order. */
final class ResidualReduction implements TileReduction<ResidualTile> {
  /** A leverage above this is 1: the row alone determines a coefficient. */
  static final double FULL_LEVERAGE = 1 - 1e-11;

  /** Rows that are computed at a time; their numbers stay in the first-level cache. */
  private static final int SIDE_BY_SIDE = 64;

  private final DesignFactor design;
  private final double[] coefficients;
  private final double constant;
  private final ResidualScale scale;
  private final AnalysisOptions options;
  private final int tileRows;
  private final ResidualCollector collector;

  ResidualReduction(
      DesignFactor design,
      double[] coefficients,
      double constant,
      ResidualScale scale,
      AnalysisOptions options,
      int tileRows,
      ResidualCollector collector) {
    this.design = design;
    this.coefficients = coefficients;
    this.constant = constant;
    this.scale = scale;
    this.options = options;
    this.tileRows = tileRows;
    this.collector = collector;
  }

  @Override
  public ResidualTile newPart() {
    boolean clustered = options.covariance().isClustered();
    return new ResidualTile(tileRows, design.parameters(), clustered);
  }

  @Override
  public void merge(ResidualTile total, ResidualTile part) {
    collector.add(part);
    for (int k = 0; k < part.sums.length; k++) {
      total.sums[k] += part.sums[k];
    }
  }

  @Override
  public Task<ResidualTile> newTask() {
    return new ResidualTask();
  }

  private final class ResidualTask implements Task<ResidualTile> {
    private final RowWhitener whitener = new RowWhitener(design);
    private final int size = whitener.size();
    private final double[] z = new double[size];
    private final double[] numbers = new double[tileRows * coefficients.length];
    private final double weightScale = design.weightScale();

    /** The numbers and z of a few rows side by side. */
    private final double[] raw = new double[coefficients.length * SIDE_BY_SIDE];

    private final double[] transformed = new double[size * SIDE_BY_SIDE];
    private final double[] lost = new double[SIDE_BY_SIDE];

    @Override
    public void compute(Tile tile, ResidualTile part) {
      tile.read(numbers);
      part.firstRow = tile.index() * tileRows;
      part.rows = tile.rows();
      Arrays.fill(part.sums, 0);
      for (int from = 0; from < part.rows; from += SIDE_BY_SIDE) {
        compute(tile, part, from, Math.min(SIDE_BY_SIDE, part.rows - from));
      }
    }

    private void compute(Tile tile, ResidualTile part, int from, int rows) {
      int width = coefficients.length;
      for (int r = 0; r < rows; r++) {
        int place = (from + r) * width;
        for (int j = 0; j < width; j++) {
          raw[j * SIDE_BY_SIDE + r] = numbers[place + j];
        }
      }
      double[] targets = tile.targets();
      ResidualPass.residuals(
          targets, from, rows, raw, SIDE_BY_SIDE, coefficients, constant, part.residuals, lost);
      whitener.transform(raw, SIDE_BY_SIDE, rows, transformed, part.leverages, from);
      for (int r = 0; r < rows; r++) {
        int i = from + r;
        double residual = part.residuals[i];
        part.fitted[i] = targets[i] - residual;
        part.leverages[i] = part.leverages[i] > FULL_LEVERAGE ? 1 : part.leverages[i];
        part.weights[i] = tile.weight(i) * weightScale;
        if (part.weights[i] != 0) {
          for (int k = 0; k < size; k++) {
            z[k] = transformed[k * SIDE_BY_SIDE + r];
          }
          addSums(part, part.weights[i], residual);
          addScores(part, i);
        }
      }
    }

    private void addSums(ResidualTile part, double weight, double residual) {
      double[] sums = part.sums;
      sums[ResidualTile.WEIGHT] += weight;
      sums[ResidualTile.ABSOLUTE] += weight * Math.abs(residual);
      sums[ResidualTile.SQUARES] += weight * residual * residual;
      if (!options.tests()) {
        return;
      }
      double deviation = (residual - scale.mean()) / scale.residuals();
      double power = weight;
      for (int k = 0; k < 4; k++) {
        power *= deviation;
        sums[ResidualTile.POWERS + k] += power;
      }
      double unit = residual / scale.residuals();
      double variance = weight * (unit * unit);
      sums[ResidualTile.VARIANCE] += variance;
      sums[ResidualTile.VARIANCE_SQUARES] += variance * (unit * unit);
      for (int k = 0; k < size; k++) {
        sums[ResidualTile.PRODUCTS + k] += variance * z[k];
        sums[ResidualTile.PRODUCTS + size + k] += weight * z[k];
      }
    }

    private void addScores(ResidualTile part, int row) {
      double weighted = part.weights[row] * part.residuals[row];
      CovarianceType type = options.covariance();
      if (type.isClustered()) {
        for (int k = 0; k < size; k++) {
          part.scores[row * size + k] = weighted * z[k];
        }
      } else if (type.isHeteroskedastic()) {
        double left = 1 - part.leverages[row];
        double divisor =
            type == CovarianceType.HC2 ? left : type == CovarianceType.HC3 ? left * left : 1;
        addProducts(part.sums, weighted * part.residuals[row] / divisor);
      }
    }

    private void addProducts(double[] sums, double factor) {
      int at = ResidualTile.PRODUCTS + 2 * size;
      for (int i = 0; i < size; i++, at += size) {
        double share = factor * z[i];
        for (int j = 0; j <= i; j++) {
          sums[at + j] += share * z[j];
        }
      }
    }
  }
}
