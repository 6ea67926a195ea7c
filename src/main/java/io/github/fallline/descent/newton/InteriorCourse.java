package io.github.fallline.descent.newton;

/** What the affine step tells of the one to take. */
final class InteriorCourse {
  private final double[] numbers;
  private final int size;
  private final double barrier;

  InteriorCourse(double[] numbers, int size, double barrier) {
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
