package io.github.fallline.descent;

/**
 * The objective at one point.
 *
 * @param loss the objective: mean loss plus penalty
 * @param gradientNorm Euclidean length of its gradient in the coordinates of the descent
 * @param gap an upper bound on loss minus the least possible loss, true up to rounding; infinite
 *     where nothing is known
 */
record Evaluation(double loss, double gradientNorm, double gap) {}
