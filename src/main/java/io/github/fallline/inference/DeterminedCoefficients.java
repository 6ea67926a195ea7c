package io.github.fallline.inference;

import java.util.Arrays;

/** Which coefficients of a model the rows determine; see {@link DesignFactor#determined}. */
final class DeterminedCoefficients {
  /** Smaller multiples of a column are rounding, not part of a combination. */
  private static final double LEAST_MULTIPLE = 1e-6;

  private final DesignFactor design;
  private final int first;
  private final boolean[] flags;

  /**
   * @param coefficients [features]
   */
  DeterminedCoefficients(DesignFactor design, double[] coefficients) {
    this.design = design;
    first = design.hasIntercept() ? 1 : 0;
    flags = new boolean[first + design.features()];
    for (int k = 0; k < design.rank(); k++) {
      flags[first + design.column(k)] = true;
    }
    boolean[] kept = flags.clone();
    if (first > 0) {
      flags[0] = true;
    }
    for (int j = 0; j < design.features(); j++) {
      if (!kept[first + j] && coefficients[j] != 0) {
        exclude(j);
      }
    }
  }

  /** The intercept's first where there is one. */
  boolean[] flags() {
    return flags;
  }

  /** Excludes the coefficients that trade with that of a dependent feature. */
  private void exclude(int feature) {
    if (design.isExcluded(feature)) {
      Arrays.fill(flags, false); // not a model of this design
      return;
    }
    double[] multiples = design.factor().combination(feature);
    double rest = design.mean(feature);
    double size = Math.abs(rest);
    for (int k = 0; k < multiples.length; k++) {
      int column = design.column(k);
      if (Math.abs(multiples[k]) > LEAST_MULTIPLE) {
        flags[first + column] = false;
        double ratio = design.length(feature) / design.length(column);
        double part = multiples[k] * ratio * design.mean(column);
        rest -= part;
        size += Math.abs(part);
      }
    }
    if (first > 0 && Math.abs(rest) > LEAST_MULTIPLE * size) {
      flags[0] = false;
    }
  }
}
