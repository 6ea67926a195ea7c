package io.github.fallline.descent.path;

import io.github.fallline.objective.Penalty;

/**
 * One model of a path. Immutable.
 *
 * @param penalty of this model
 * @param intercept 0 for none
 * @param nonzero how many coefficients are not 0
 * @param degreesOfFreedom the effective number of coefficients: the trace of the smoother for a
 *     penalty on squares alone, the number that are not 0 for one on absolute weights alone, NaN
 *     for both
 * @param squaredError the mean squared error on the rows, without the penalty
 * @param r2 the share of the target's variance that is explained
 * @param gap an upper bound on how far the objective is above its minimum, in squared units of the
 *     target; rounding is included
 */
public record PathPoint(
    Penalty penalty,
    double intercept,
    int nonzero,
    double degreesOfFreedom,
    double squaredError,
    double r2,
    double gap) {}
