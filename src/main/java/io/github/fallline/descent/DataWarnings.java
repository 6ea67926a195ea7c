package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.gradient.QuadraticObjective;
import io.github.fallline.stats.ColumnStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Warnings about columns that carry no information, or none of their own. */
final class DataWarnings {
  /** Condition numbers beyond which a user should know; half of a double's digits are left. */
  private static final double ILL_CONDITIONED = 1e11;

  /** How far r2 may be from that of doubles without a word. */
  private static final double PROMISED = 1e-6;

  private final RowMetadata source;
  private final ColumnStatistics columns;
  private final List<String> notes = new ArrayList<>();
  private final List<Integer> small = new ArrayList<>();
  private int empty;

  /**
   * @param columns of the features, then the target, as stored
   * @param offsets of the features
   * @param intercept whether a constant column adds nothing to the model's intercept
   */
  private DataWarnings(
      RowMetadata source, ColumnStatistics columns, double[] offsets, boolean intercept) {
    this.source = source;
    this.columns = columns;
    List<String> constant = new ArrayList<>();
    List<String> nearly = new ArrayList<>();
    for (int j = 0; j < offsets.length; j++) {
      if (columns.isConstant(j)) {
        if (!Schema.isNone(source.featureNames())) {
          constant.add(source.featureNames().get(j));
        }
        empty += intercept || columns.mean(j) + offsets[j] == 0 ? 1 : 0;
      } else if (columns.variance(j) == 0 && intercept) {
        nearly.add(source.featureNames().get(j));
        small.add(j);
      }
    }
    if (!constant.isEmpty() && intercept) {
      notes.add("constant columns: " + String.join(", ", constant) + ".");
    }
    if (!nearly.isEmpty()) {
      notes.add(
          "columns that vary by less than 1e-14 of their mean, near the rounding of doubles: "
              + String.join(", ", nearly)
              + ".");
    }
  }

  /**
   * Sentences on the columns of a problem, and on what a fit has found of them: what passes over
   * the rows have found counts instead of what the moments seem to say.
   */
  static List<String> of(TrainingProblem problem, SolverResult result) {
    DataWarnings warnings =
        new DataWarnings(
            problem.rows(),
            problem.summary().columns(),
            problem.offsets(),
            problem.spec().intercept());
    if (!result.notes().isEmpty()) {
      warnings.notes.addAll(result.notes());
    } else if (problem.isQuadratic()) {
      warnings.addDependenceOf(problem, result.refinement().proved());
    }
    warnings.addRounding(problem.storageGap() / problem.targetVariance());
    return warnings.notes;
  }

  private void addDependenceOf(TrainingProblem problem, boolean proved) {
    QuadraticObjective quadratic = problem.quadratic().standardObjective();
    if (!isSuspect(quadratic)) {
      return;
    }
    boolean penalized = problem.hasKinks() || problem.objective().penalty().l2() > 0;
    if (penalized || !small.isEmpty()) {
      addDependence(quadratic, problem.quadratic().dependence(), problem.hasKinks());
    } else if (quadratic.isMinimumKnown()) {
      double condition = proved ? 1 : quadratic.condition();
      add(new LinearDependence(dependent(quadratic), condition), false);
    } else if (!proved) {
      addUncertain();
    }
  }

  /** Whether there is something to be said of columns that depend on each other. */
  private boolean isSuspect(QuadraticObjective objective) {
    return !objective.isMinimumKnown()
        || dependent(objective) > 0
        || objective.condition() > ILL_CONDITIONED;
  }

  private int dependent(QuadraticObjective objective) {
    int own = empty;
    for (int column : small) {
      own += objective.isFlat(columns.smallVariance(column)) ? 1 : 0;
    }
    return objective.nullity() - own;
  }

  /**
   * Adds what is to be said of columns that depend on each other where a penalty or scales may be
   * the reason for what the objective looks like.
   *
   * @param columns how far they are combinations of others, beside the penalty
   * @param kinks whether the penalty makes some coefficients 0
   */
  private void addDependence(
      QuadraticObjective objective, LinearDependence columns, boolean kinks) {
    boolean dependent = columns.columns() > 0 || columns.condition() > ILL_CONDITIONED;
    if (dependent && !kinks && !objective.isMinimumKnown()) {
      addUncertain();
    } else if (dependent) {
      add(columns, kinks);
    } else if (!objective.isMinimumKnown() && !kinks) {
      notes.add(
          "the penalty or the scales of columns are so far apart that the optimum is beyond "
              + source.precision().label()
              + " precision; choose another penalty or scale the columns.");
    }
  }

  private void addUncertain() {
    notes.add(
        "columns are so close to linearly dependent that the optimum is beyond "
            + source.precision().label()
            + " precision; leave some out.");
  }

  private void add(LinearDependence found, boolean kinks) {
    int dependent = found.columns();
    if (dependent > 0) {
      notes.add(
          dependent
              + (dependent == 1 ? " column is" : " columns are")
              + " linearly dependent on others (or there are too few rows): "
              + (kinks
                  ? "other coefficients may have the same loss."
                  : "predictions are unique, coefficients are not."));
    } else if (found.condition() > ILL_CONDITIONED) {
      notes.add(
          String.format(
              Locale.ROOT,
              "columns are nearly linearly dependent (condition number %.1e): few digits of the"
                  + " coefficients %s correct.",
              found.condition(),
              kinks ? "may be" : "are"));
    }
  }

  /**
   * Adds what is to be said of numbers that were rounded on storing.
   *
   * @param gap by which the optimum may have moved, in variances of the target
   */
  private void addRounding(double gap) {
    if (gap > PROMISED) {
      notes.add(
          String.format(
              Locale.ROOT,
              "float precision limits the certified gap to %.1e target variances; use %s for a"
                  + " smaller one.",
              gap,
              Setting.DOUBLE_PRECISION));
    }
  }
}
