package io.github.fallline.descent.gradient;

/**
 * The objective at one point.
 *
 * @param loss the objective: mean loss plus penalty
 * @param gradientNorm Euclidean length of its gradient in the coordinates of the descent
 * @param gap an upper bound on loss minus the least possible loss, true up to rounding; the loss
 *     itself where only its sign is known, infinite where nothing is
 */
public record Evaluation(double loss, double gradientNorm, double gap) {}
