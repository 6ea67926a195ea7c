package io.github.fallline.descent;

import io.github.fallline.descent.steps.StateArchive;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.model.ValidationSummary;
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
   * @param validationLoss mean loss on the rows held out, without a penalty; NaN if none are
   */
  public record Point(
      long epoch,
      long updates,
      double seconds,
      double loss,
      double gradientNorm,
      double validationLoss) {
    /** A point without rows held out. */
    public Point(long epoch, long updates, double seconds, double loss, double gradientNorm) {
      this(epoch, updates, seconds, loss, gradientNorm, Double.NaN);
    }

    /** Whether a loss on rows held out is known. */
    public boolean isValidated() {
      return !Double.isNaN(validationLoss);
    }
  }

  void add(Point point) {
    if (records(point.epoch())) {
      points.add(point);
    }
  }

  /** Whether a point after these epochs is recorded, unless it is the last of all. */
  boolean records(long epoch) {
    return epoch <= EVERY_EPOCH_UNTIL || epoch >= last().epoch() * LATER_SPACING;
  }

  /** Whether the last point of all would be recorded, because there is no such point yet. */
  boolean lacks(long epoch) {
    return points.isEmpty() || last().epoch() != epoch;
  }

  /** Adds the last point of all, unless it is there already. */
  void finish(Point point) {
    if (lacks(point.epoch())) {
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
      double validation = validationLoss(archive, name, point);
      if (archive.isLoading()) {
        points.add(new Point(epoch, updates, numbers[0], numbers[1], numbers[2], validation));
      }
    }
  }

  /** Saves or loads the loss on rows held out, which a state has for the points that have one. */
  private static double validationLoss(StateArchive archive, String name, Point point) {
    String entry = name + " held out";
    boolean known = archive.isLoading() ? archive.has(entry) : point.isValidated();
    return known ? archive.real(entry, point.validationLoss()) : Double.NaN;
  }

  private Point last() {
    return points.get(points.size() - 1);
  }

  /** Whether losses on rows held out were recorded. */
  public boolean isValidated() {
    return points.stream().anyMatch(Point::isValidated);
  }

  /**
   * The errors on rows held out, with the losses on them that were recorded.
   *
   * @param metrics of the model
   */
  public ValidationSummary validated(RegressionMetrics metrics) {
    List<Long> epochs = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (Point point : points) {
      if (point.isValidated()) {
        epochs.add(point.epoch());
        losses.add(point.validationLoss());
      }
    }
    return new ValidationSummary(metrics, epochs, losses);
  }

  /** The points, the start first. */
  public List<Point> points() {
    return List.copyOf(points);
  }
}
