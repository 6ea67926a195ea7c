package io.github.fallline.blas;

/** Arithmetic of vectors in Java arrays, element by element from the first to the last. */
public final class Vectors {
  private Vectors() {}

  /** Adds each of the terms to the element of {@code sum} with the same index. */
  public static void add(double[] sum, double[] terms) {
    for (int j = 0; j < terms.length; j++) {
      sum[j] += terms[j];
    }
  }

  /** Adds {@code factor} times each of the terms to the element of {@code sum} at its index. */
  public static void addScaled(double[] sum, double factor, double[] terms) {
    for (int j = 0; j < terms.length; j++) {
      sum[j] += factor * terms[j];
    }
  }

  /** Exchanges two elements. */
  public static void swap(double[] vector, int left, int right) {
    double element = vector[left];
    vector[left] = vector[right];
    vector[right] = element;
  }

  /** Changes the sign of each element. */
  public static void negate(double[] vector) {
    for (int j = 0; j < vector.length; j++) {
      vector[j] = -vector[j];
    }
  }

  /** The inner product. */
  public static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      sum += left[j] * right[j];
    }
    return sum;
  }

  /** The Euclidean length. */
  public static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  /** The square of the Euclidean distance of two points. */
  public static double squaredDistance(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      double difference = left[j] - right[j];
      sum += difference * difference;
    }
    return sum;
  }
}
