package io.github.fallline.descent.newton;

/** The affine (predictor) step: how far it may go, and what it says of the centring to come. */
final class PredictorStep {
  private final double[] numbers;
  private final int size;
  private final double barrier;

  PredictorStep(double[] numbers, int size, double barrier) {
    this.numbers = numbers;
    this.size = size;
    this.barrier = barrier;
  }

  double barrier() {
    return barrier;
  }

  double correction(int column) {
    return numbers[column];
  }

  double centring(int column) {
    return numbers[size + column];
  }
}
