package io.github.fallline.descent;

import io.github.fallline.descent.steps.StateArchive;
import java.util.ArrayList;
import java.util.List;

/**
 * The way down: points in the order in which they were reached, the start first. Every epoch up to
 * the 1,000th, later ones about half a percent apart.
 */
public final class Trace {
  private static final long EVERY_EPOCH_UNTIL = 1000;
  private static final double LATER_SPACING = 1.005;
  private final List<Point> points = new ArrayList<>();

  Trace() {}

  /**
   * One point of the way.
   *
   * @param epoch passes done, 0 at the start
   * @param updates steps done
   * @param seconds since training began, setting up included
   * @param loss the objective: mean loss plus penalty
   * @param gradientNorm length of its gradient in the coordinates of the descent
   */
  public record Point(long epoch, long updates, double seconds, double loss, double gradientNorm) {}

  void add(Point point) {
    long epoch = point.epoch();
    if (epoch <= EVERY_EPOCH_UNTIL || epoch >= last().epoch() * LATER_SPACING) {
      points.add(point);
    }
  }

  /** Adds the last point of all, unless it is there already. */
  void finish(Point point) {
    if (last().epoch() != point.epoch()) {
      points.add(point);
    }
  }

  /** Saves or loads the points. */
  void serialize(StateArchive archive) {
    int size = archive.size("points", points.size());
    if (archive.isLoading()) {
      points.clear();
    }
    for (int i = 0; i < size; i++) {
      Point point = i < points.size() ? points.get(i) : new Point(0, 0, 0, 0, 0);
      String name = "point " + i;
      double[] numbers = {point.seconds(), point.loss(), point.gradientNorm()};
      long epoch = archive.integer(name + " epoch", point.epoch());
      long updates = archive.integer(name + " updates", point.updates());
      archive.array(name, numbers);
      if (archive.isLoading()) {
        points.add(new Point(epoch, updates, numbers[0], numbers[1], numbers[2]));
      }
    }
  }

  private Point last() {
    return points.get(points.size() - 1);
  }

  /** The points, the start first. */
  public List<Point> points() {
    return List.copyOf(points);
  }
}
