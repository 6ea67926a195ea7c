package io.github.fallline.descent;

import java.util.Locale;

/** Whether stochastic and mini-batch steps see the features as they are or made independent. */
public enum Preconditioning {
  /** As they are, standardized or not. */
  NONE,
  /**
   * Whitened: combined so that they are uncorrelated with mean square 1. Steps then go straight
   * down however much alike the columns are. It needs the second moments of the features, an
   * objective without a penalty, standardization and at most 1024 features.
   */
  WHITEN,
  /**
   * Steps preconditioned by the curvature of the rows at each point. Not to be asked for:
   * full-batch descent with the automatic learning rate takes such steps on losses other than
   * squared errors.
   */
  CURVATURE,
  /**
   * Proximal Newton steps on the set of features whose weights are not 0. Not to be asked for:
   * full-batch descent with the automatic learning rate takes such steps on squared errors with an
   * L1 penalty.
   */
  ACTIVE_SET,
  /** Whitened where columns are so much alike that it pays, and where it can be done. */
  AUTO;

  /** The name on the command line and in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
