package io.github.fallline.descent.gradient;

/**
 * The objective at one point.
 *
 * @param loss the objective: mean loss plus penalty
 * @param gradientNorm Euclidean norm of its gradient in the coordinates of the descent
 * @param gap an upper bound on loss minus the minimum, valid up to rounding; the loss itself if it
 *     is only known not to be negative, infinite if nothing is known
 */
public record Evaluation(double loss, double gradientNorm, double gap) {
  /** The same with another bound on the distance to the minimum. */
  public Evaluation withGap(double other) {
    return new Evaluation(loss, gradientNorm, other);
  }
}
