package io.github.fallline.descent.steps;

import io.github.fallline.blas.Vectors;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Conjugate directions: d_i'A d_k = 0, A the second derivative, so that no step undoes another.
 *
 * <p>In exact arithmetic a gradient needs to be orthogonalized against the last direction only.
 * Rounding brings the earlier ones back, which multiplies the steps if A is ill-conditioned; so as
 * many as memory allows are kept, and each new one is orthogonalized against all of them. After as
 * many directions as parameters, all are cleared and the gradient itself is the next.
 */
public final class ConjugateDirections {
  /** The most numbers of the directions: 32 MB, and as much again for their products with A. */
  private static final int MOST_NUMBERS = 1 << 22;

  private final int size;
  private final int most;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private int steps;

  /** A direction d, its product A d, and d'A d. */
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

  /** Clears all directions: the next is the gradient itself. */
  void clear() {
    kept.clear();
    steps = 0;
  }

  /** Writes the gradient, orthogonalized against the directions so far, to {@code direction}. */
  void next(double[] gradient, double[] direction) {
    if (steps == size) {
      clear();
    }
    System.arraycopy(gradient, 0, direction, 0, gradient.length);
    for (Kept earlier : kept) {
      double share = Vectors.dot(direction, earlier.hessianDirection) / earlier.curvature;
      Vectors.addScaled(direction, -share, earlier.direction);
    }
  }

  /**
   * Adds a direction.
   *
   * @param curvature direction . hessianDirection, above 0
   */
  void add(double[] direction, double[] hessianDirection, double curvature) {
    if (kept.size() == most) {
      kept.removeFirst();
    }
    kept.addLast(new Kept(direction, hessianDirection, curvature));
    steps++;
  }

  /** Saves or loads the directions. */
  void serialize(StateArchive archive) {
    int count = archive.size("directions", kept.size());
    steps = (int) Math.min(size, archive.integer("directions since the gradient", steps));
    if (archive.isLoading()) {
      kept.clear();
    }
    for (int number = 0; number < count; number++) {
      // Each is loaded before the next is created: memory is allocated only for what exists.
      Kept one =
          archive.isLoading()
              ? new Kept(new double[size], new double[size], 0)
              : kept.removeFirst();
      one.serialize(archive, number);
      kept.addLast(one);
    }
  }
}
