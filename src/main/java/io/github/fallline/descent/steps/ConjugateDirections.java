package io.github.fallline.descent.steps;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Directions of which none undoes what another has reached: d_i'A d_k = 0, A the second derivative.
 *
 * <p>In exact arithmetic a gradient needs to be freed of the last direction only. Rounding lets the
 * earlier ones back in, which costs many times the steps where A is ill-conditioned; so as many as
 * memory allows are kept, and each new one is freed of all of them. After as many directions as
 * parameters, all is forgotten and begins anew with the gradient itself.
 */
public final class ConjugateDirections {
  /** Numbers that the directions may occupy: 32 MB, and as much again for their bends. */
  private static final int MOST_NUMBERS = 1 << 22;

  private final int size;
  private final int most;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private int steps;

  /** A direction d, its bend A d, and d'A d. */
  private static final class Kept {
    private final double[] direction;
    private final double[] hessianDirection;
    private double curvature;

    Kept(double[] direction, double[] hessianDirection, double curvature) {
      this.direction = direction.clone();
      this.hessianDirection = hessianDirection.clone();
      this.curvature = curvature;
    }

    void serialize(StateArchive archive, int number) {
      archive.array("direction " + number, direction);
      archive.array("bend " + number, hessianDirection);
      curvature = archive.real("curvature " + number, curvature);
    }
  }

  ConjugateDirections(int size) {
    this.size = size;
    most = Math.max(1, MOST_NUMBERS / size);
  }

  /** Forgets all directions: the next is the gradient itself. */
  void clear() {
    kept.clear();
    steps = 0;
  }

  /** Writes the gradient, freed of the directions so far, over {@code direction}. */
  void next(double[] gradient, double[] direction) {
    if (steps == size) {
      clear();
    }
    System.arraycopy(gradient, 0, direction, 0, gradient.length);
    for (Kept earlier : kept) {
      double share = dot(direction, earlier.hessianDirection) / earlier.curvature;
      for (int j = 0; j < direction.length; j++) {
        direction[j] -= share * earlier.direction[j];
      }
    }
  }

  /**
   * Keeps a direction.
   *
   * @param curvature direction . bend, above 0
   */
  void add(double[] direction, double[] hessianDirection, double curvature) {
    if (kept.size() == most) {
      kept.removeFirst();
    }
    kept.addLast(new Kept(direction, hessianDirection, curvature));
    steps++;
  }

  /** Tells the directions. */
  void serialize(StateArchive archive) {
    int count = archive.size("directions", kept.size());
    steps = (int) Math.min(size, archive.integer("directions since the gradient", steps));
    if (archive.isLoading()) {
      kept.clear();
    }
    for (int number = 0; number < count; number++) {
      // Each is read before the next is made: memory is taken for what is there only.
      Kept one =
          archive.isLoading()
              ? new Kept(new double[size], new double[size], 0)
              : kept.removeFirst();
      one.serialize(archive, number);
      kept.addLast(one);
    }
  }

  public static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      sum += left[j] * right[j];
    }
    return sum;
  }
}
