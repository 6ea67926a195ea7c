package io.github.fallline.descent.proximal;

import io.github.fallline.descent.gradient.MomentObjective;
import java.util.Arrays;
import java.util.Optional;

/** The columns of the quadratic model that a proximal Newton step minimizes. */
public interface ModelColumns {
  /**
   * Chooses the columns of the next step, in ascending order; empty where they would be too many.
   *
   * @param slope minus half the slope of the smooth part, [features]
   * @param point its first elements are the weights of the features
   * @param last the columns of the last step
   * @param half half the weight of the absolute values: steeper slopes are too steep
   */
  Optional<int[]> choose(double[] slope, double[] point, int[] last, double half);

  /** The mean products of columns less their means, [columns, columns]; the caller's. */
  double[] gram(int[] columns);

  /** The learning rate of gradient steps on all columns, where the model has too many. */
  double gradientRate();

  /** All columns, with the products that moments have. */
  static ModelColumns all(MomentObjective moments) {
    return new ModelColumns() {
      @Override
      public Optional<int[]> choose(double[] slope, double[] point, int[] last, double half) {
        int[] all = new int[slope.length];
        Arrays.setAll(all, j -> j);
        return Optional.of(all);
      }

      @Override
      public double[] gram(int[] columns) {
        return moments.gram();
      }

      @Override
      public double gradientRate() {
        throw new UnsupportedOperationException("moments have all columns");
      }
    };
  }
}
