package io.github.fallline.descent;

import io.github.fallline.descent.gradient.NormalEquations;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.stats.ColumnStatistics;
import io.github.fallline.stats.Moments;
import io.github.fallline.stats.MomentsPass;

/**
 * What one pass over the rows leaves of them: statistics of the columns, or {@link WithMoments
 * those of all pairs of columns} too.
 */
sealed interface DataSummary {
  /** Statistics of the features as stored, then the target. */
  ColumnStatistics columns();

  /**
   * The moments of all pairs of columns.
   *
   * @throws IllegalStateException where there are none: {@link #hasMoments}
   */
  Moments moments();

  boolean hasMoments();

  /** Which of the moments' targets, counted from 0. */
  int target();

  /** Summarizes the rows in a pass over them. */
  static DataSummary of(MomentsPass pass, boolean pairs) {
    return pairs ? of(pass.moments()) : new ColumnsOnly(pass.columns());
  }

  /** The summary of the first target. */
  static DataSummary of(Moments moments) {
    return new WithMoments(moments, 0, moments.columnStatistics(0));
  }

  /** Whether a feature is constant but for rounding. */
  default boolean isConstant(int feature) {
    return columns().variance(feature) == 0;
  }

  /** The equations of least squares on scaled features. */
  default NormalEquations equations(FeatureScaling scaling) {
    return NormalEquations.of(moments(), target(), scaling);
  }

  /** Statistics of the columns alone. */
  record ColumnsOnly(ColumnStatistics columns) implements DataSummary {
    @Override
    public Moments moments() {
      throw new IllegalStateException("these rows were summarized by column");
    }

    @Override
    public boolean hasMoments() {
      return false;
    }

    @Override
    public int target() {
      return 0;
    }
  }

  /** Moments of the features and of all targets, of which one is meant. */
  record WithMoments(Moments moments, int target, ColumnStatistics columns) implements DataSummary {
    @Override
    public boolean hasMoments() {
      return true;
    }

    /** The same with another target. */
    WithMoments ofTarget(int which) {
      return new WithMoments(moments, which, moments.columnStatistics(which));
    }
  }
}
