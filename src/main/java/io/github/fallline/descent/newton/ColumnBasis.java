package io.github.fallline.descent.newton;

import io.github.fallline.blas.SymmetricEigen;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.leastsquares.NearDependences;

/** The columns of a {@link DesignMatrix}: standardized features, or combinations of them. */
abstract class ColumnBasis {
  final FeatureScaling standard;

  /** Features that are constant but for rounding, which carry no information. */
  final boolean[] constant;

  private ColumnBasis(FeatureScaling standard, boolean[] constant) {
    this.standard = standard;
    this.constant = constant;
  }

  /** The standardized features themselves. */
  static ColumnBasis standardized(FeatureScaling standard, boolean[] constant) {
    return new Standardized(standard, constant);
  }

  /**
   * Combinations of these columns along the last {@code kept} principal axes, of mean square 1
   * where that is more than a share of the largest.
   *
   * @param eigen of the mean products of these columns, one for each feature
   */
  ColumnBasis whitened(SymmetricEigen eigen, int kept, double share) {
    int features = constant.length;
    double floor = Math.max(share * eigen.values()[features - 1], Double.MIN_NORMAL);
    double[] parts = new double[features * kept];
    for (int k = 0; k < kept; k++) {
      int axis = features - kept + k;
      double scale = 1 / Math.sqrt(Math.max(eigen.values()[axis], floor));
      for (int i = 0; i < features; i++) {
        double part = part(i, eigen.vectors(), axis * features);
        parts[i * kept + k] = constant[i] ? 0 : scale * part;
      }
    }
    return new Combined(standard, constant, parts, kept);
  }

  abstract int count();

  /** The part of a feature in the combination of columns whose factors lie from {@code at} on. */
  abstract double part(int feature, double[] factors, int at);

  /** What a unit of a column adds to the weight on a standardized feature. */
  abstract double weight(int column, int feature);

  /**
   * Computes the columns of a row.
   *
   * @param numbers its features as stored, from {@code place} on
   * @param values overwritten from {@code to} on
   */
  abstract void values(double[] numbers, int place, double[] values, int to);

  /** Adds what a point in these columns is to the weight of a feature as stored. */
  abstract void addWeight(int feature, double[] point, NearDependences weights);

  private static final class Standardized extends ColumnBasis {
    Standardized(FeatureScaling standard, boolean[] constant) {
      super(standard, constant);
    }

    @Override
    int count() {
      return constant.length;
    }

    @Override
    double part(int feature, double[] factors, int at) {
      return factors[at + feature];
    }

    @Override
    double weight(int column, int feature) {
      return column == feature ? 1 : 0;
    }

    @Override
    void values(double[] numbers, int place, double[] values, int to) {
      for (int j = 0; j < constant.length; j++) {
        double centred = constant[j] ? 0 : numbers[place + j] - standard.shift(j);
        values[to + j] = centred / standard.scale(j);
      }
    }

    @Override
    void addWeight(int feature, double[] point, NearDependences weights) {
      if (!constant[feature]) {
        weights.add(0, feature, point[feature] / standard.scale(feature));
      }
    }
  }

  /**
   * Combinations, which are computed with twice the digits of a double: what columns alike differ
   * by keeps its digits.
   */
  private static final class Combined extends ColumnBasis {
    private final int count;

    /** [features, count], of standardized features. */
    private final double[] parts;

    private final double[] centres;

    /** The same for features as stored. */
    private final NearDependences combinations;

    Combined(FeatureScaling standard, boolean[] constant, double[] parts, int count) {
      super(standard, constant);
      this.count = count;
      this.parts = parts;
      int features = constant.length;
      centres = new double[features];
      combinations = new NearDependences(count, features);
      for (int j = 0; j < features; j++) {
        centres[j] = standard.shift(j);
        for (int k = 0; k < count; k++) {
          double multiple = constant[j] ? 0 : parts[j * count + k] / standard.scale(j);
          combinations.set(k, j, multiple);
        }
      }
    }

    @Override
    int count() {
      return count;
    }

    @Override
    double part(int feature, double[] factors, int at) {
      double sum = 0;
      for (int k = 0; k < count; k++) {
        sum += parts[feature * count + k] * factors[at + k];
      }
      return sum;
    }

    @Override
    double weight(int column, int feature) {
      return combinations.get(column, feature) * standard.scale(feature);
    }

    @Override
    void values(double[] numbers, int place, double[] values, int to) {
      combinations.values(numbers, place, centres, values, to);
    }

    @Override
    void addWeight(int feature, double[] point, NearDependences weights) {
      for (int k = 0; k < count; k++) {
        weights.addProduct(0, feature, combinations.get(k, feature), point[k]);
      }
    }
  }
}
