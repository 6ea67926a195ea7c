package io.github.fallline.inference;

import io.github.fallline.data.Tile;
import io.github.fallline.leastsquares.ResidualPass;
import io.github.fallline.parallel.TileReduction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    private final double[][] raw = new double[coefficients.length][SIDE_BY_SIDE];

    private final double[][] transformed = new double[size][SIDE_BY_SIDE];
    private final double[] residuals = new double[SIDE_BY_SIDE];
    private final double[] leverages = new double[SIDE_BY_SIDE];
    private final double[] lost = new double[SIDE_BY_SIDE];
    private final double[] factors = new double[SIDE_BY_SIDE];

    /** Null where no products are needed. */
    private final @Nullable ScoreProducts products =
        options.covariance().isHeteroskedastic() && size > 0
            ? new ScoreProducts(tileRows, size)
            : null;

    @Override
    public void compute(Tile tile, ResidualTile part) {
      tile.read(numbers);
      part.firstRow = tile.index() * tileRows;
      part.rows = tile.rows();
      Arrays.fill(part.sums, 0);
      for (int from = 0; from < part.rows; from += SIDE_BY_SIDE) {
        compute(tile, part, from, Math.min(SIDE_BY_SIDE, part.rows - from));
      }
      if (products != null) {
        products.sum(part.rows, part.sums, ResidualTile.PRODUCTS + 2 * size);
      }
    }

    private void compute(Tile tile, ResidualTile part, int from, int rows) {
      for (int j = 0; j < raw.length; j++) {
        copyColumn(from * raw.length + j, rows, raw[j]);
      }
      System.arraycopy(tile.targets(), from, residuals, 0, rows);
      ResidualPass.residuals(rows, raw, coefficients, constant, residuals, lost);
      whitener.transform(raw, rows, transformed, leverages);
      System.arraycopy(residuals, 0, part.residuals, from, rows);
      for (int r = 0; r < rows; r++) {
        int i = from + r;
        part.fitted[i] = tile.targets()[i] - residuals[r];
        part.leverages[i] = leverages[r] > FULL_LEVERAGE ? 1 : leverages[r];
        part.weights[i] = tile.weight(i) * weightScale;
        factors[r] = 0;
        if (part.weights[i] != 0) {
          addSums(part, part.weights[i], residuals[r], r);
          addScores(part, i, r);
        }
      }
      if (products != null) {
        products.set(from, rows, factors, transformed);
      }
    }

    private void copyColumn(int first, int rows, double[] column) {
      int place = first;
      for (int r = 0; r < rows; r++) {
        column[r] = numbers[place];
        place += raw.length;
      }
    }

    private void addSums(ResidualTile part, double weight, double residual, int place) {
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
      readTransformed(place);
      for (int k = 0; k < size; k++) {
        sums[ResidualTile.PRODUCTS + k] += variance * z[k];
        sums[ResidualTile.PRODUCTS + size + k] += weight * z[k];
      }
    }

    private void readTransformed(int place) {
      for (int k = 0; k < size; k++) {
        z[k] = transformed[k][place];
      }
    }

    private void addScores(ResidualTile part, int row, int place) {
      double weight = part.weights[row];
      double residual = part.residuals[row];
      CovarianceType type = options.covariance();
      if (type.isClustered()) {
        readTransformed(place);
        double weighted = weight * residual;
        for (int k = 0; k < size; k++) {
          part.scores[row * size + k] = weighted * z[k];
        }
      } else if (type.isHeteroskedastic()) {
        double left = 1 - part.leverages[row];
        double divisor =
            type == CovarianceType.HC2 ? Math.sqrt(left) : type == CovarianceType.HC3 ? left : 1;
        factors[place] = Math.sqrt(weight) * residual / divisor;
      }
    }

    @Override
    public void close() {
      if (products != null) {
        products.close();
      }
    }
  }
}
