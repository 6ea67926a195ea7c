package io.github.fallline.function;

/** One point of the way down a function. */
public final class Iterate {
  private final long step;
  private final double[] position;
  private final double value;
  private final double gradientNorm;

  Iterate(long step, double[] position, double value, double gradientNorm) {
    this.step = step;
    this.position = position.clone();
    this.value = value;
    this.gradientNorm = gradientNorm;
  }

  /** Steps done, 0 at the start. */
  public long step() {
    return step;
  }

  /** The point, [size]: a copy. */
  public double[] position() {
    return position.clone();
  }

  /** The value of the function there. */
  public double value() {
    return value;
  }

  /** The length of the gradient there, without noise. */
  public double gradientNorm() {
    return gradientNorm;
  }

  @Override
  public String toString() {
    return "step " + step + ": value " + value + ", gradient " + gradientNorm;
  }
}
