package io.github.fallline.inference;

import io.github.fallline.data.Tile;
import io.github.fallline.leastsquares.ResidualPass;
import io.github.fallline.model.LinearModel;
import io.github.fallline.parallel.TileReduction;

/** The pass for the spread of the residuals. */
final class SpreadReduction implements TileReduction<ResidualSpread> {
  private final double weightScale;
  private final double[] coefficients;
  private final double constant;
  private final int tileRows;

  SpreadReduction(DesignFactor design, LinearModel model, int tileRows) {
    weightScale = design.weightScale();
    coefficients = model.coefficientArray();
    constant = model.intercept();
    this.tileRows = tileRows;
  }

  @Override
  public ResidualSpread newPart() {
    return new ResidualSpread(tileRows);
  }

  @Override
  public void merge(ResidualSpread total, ResidualSpread part) {
    total.add(part);
  }

  @Override
  public Task<ResidualSpread> newTask() {
    return new SpreadTask();
  }

  private final class SpreadTask implements Task<ResidualSpread> {
    private final double[] numbers = new double[tileRows * coefficients.length];

    @Override
    public void compute(Tile tile, ResidualSpread part) {
      tile.read(numbers);
      part.rows = tile.rows();
      for (int i = 0; i < part.rows; i++) {
        int place = i * coefficients.length;
        part.residuals[i] =
            ResidualPass.residual(tile.targets()[i], numbers, place, coefficients, constant);
        part.weights[i] = tile.weight(i) * weightScale;
      }
    }
  }
}
