package io.github.fallline.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One timed run of a method. */
public final class TimedRun {
  private final BenchmarkData data;
  private final MethodLabel method;
  private final int threads;
  private final double learningRate;
  private final String learningRateRule;
  private final int repetition;
  private final List<Point> points;
  private final double othersLoad;

  /** Gaps below this are rounding; they are drawn here, so that they have a logarithm. */
  public static final double LEAST_GAP = 1e-16;

  private static final double LATER = 1.12;
  private static final double LOWER = 1.6;

  /**
   * An evaluation of the loss.
   *
   * @param seconds of training so far, without evaluations
   * @param epochs passes over the rows until there, parts included
   * @param rowGradients rows that gradients were taken of until there
   * @param gap (loss - optimum) / (loss at the start - optimum); 0 or a little below where rounding
   *     hides what is left
   */
  public record Point(double seconds, double epochs, double rowGradients, double gap) {
    public Point {
      if (!(seconds >= 0 && epochs >= 0 && rowGradients >= 0) || !Double.isFinite(gap)) {
        throw new IllegalArgumentException(
            "expected seconds, epochs and rows of at least 0 and a finite gap, got "
                + List.of(seconds, epochs, rowGradients, gap));
      }
    }
  }

  /** Copies the points and checks their order. */
  public TimedRun(
      BenchmarkData data,
      MethodLabel method,
      int threads,
      double learningRate,
      String learningRateRule,
      int repetition,
      List<Point> points) {
    this(data, method, threads, learningRate, learningRateRule, repetition, points, Double.NaN);
  }

  private TimedRun(
      BenchmarkData data,
      MethodLabel method,
      int threads,
      double learningRate,
      String learningRateRule,
      int repetition,
      List<Point> points,
      double othersLoad) {
    if (threads < 1 || repetition < 1 || points.isEmpty()) {
      throw new IllegalArgumentException(
          "expected at least 1 thread, repetition and point, got %d, %d and %d"
              .formatted(threads, repetition, points.size()));
    }
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).seconds() < points.get(i - 1).seconds()) {
        throw new IllegalArgumentException("point " + i + " is earlier than the one before");
      }
    }
    this.data = data;
    this.method = method;
    this.threads = threads;
    this.learningRate = learningRate;
    this.learningRateRule = learningRateRule;
    this.repetition = repetition;
    this.points = List.copyOf(points);
    this.othersLoad = othersLoad;
  }

  /** The data set. */
  public BenchmarkData data() {
    return data;
  }

  /** The method. */
  public MethodLabel method() {
    return method;
  }

  /** On how many threads. */
  public int threads() {
    return threads;
  }

  /** The learning rate at the start, NaN if there is none. */
  public double learningRate() {
    return learningRate;
  }

  /** How it was chosen, in words. */
  public String learningRateRule() {
    return learningRateRule;
  }

  /** Which of the runs of this kind, from 1. */
  public int repetition() {
    return repetition;
  }

  /** The way down, in order of time; copied, at least one. */
  public List<Point> points() {
    return points;
  }

  /**
   * How many processors other processes kept busy during this repetition, as a mean over the
   * methods of it; NaN where it is not known.
   */
  public double othersLoad() {
    return othersLoad;
  }

  /** The same run with the load of other processes. */
  public TimedRun withOthersLoad(double load) {
    return new TimedRun(
        data, method, threads, learningRate, learningRateRule, repetition, points, load);
  }

  /** Seconds until the gap was first seen at or below a value; infinite where it never was. */
  public double secondsTo(double gap) {
    return points.stream()
        .filter(point -> point.gap() <= gap)
        .mapToDouble(Point::seconds)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * The same run with fewer points: seconds an eighth apart, gaps a fifth of a decade. The first to
   * each gap that methods are compared at stays, as do start, end and the least gap: every time
   * shown by a report is the same.
   */
  TimedRun brief() {
    Set<Point> stay = new LinkedHashSet<>(List.of(points.get(0), points.get(points.size() - 1)));
    double leastGap = leastGap();
    points.stream().filter(point -> point.gap() <= leastGap).findFirst().ifPresent(stay::add);
    for (double gap : Convergence.GAPS) {
      points.stream().filter(point -> point.gap() <= gap).findFirst().ifPresent(stay::add);
    }
    Point kept = points.get(0);
    double least = kept.gap();
    List<Point> brief = new ArrayList<>();
    for (Point point : points) {
      boolean later = point.seconds() >= LATER * kept.seconds();
      if (stay.contains(point) || later || point.gap() <= least / LOWER) {
        brief.add(point);
        kept = point;
        least = Math.min(least, point.gap());
      }
    }
    return withPoints(brief);
  }

  /** The same run on a data set of another name. */
  public TimedRun withDataName(String name) {
    BenchmarkData named =
        new BenchmarkData(name, data.rows(), data.features(), data.condition(), data.noise());
    return new TimedRun(
        named, method, threads, learningRate, learningRateRule, repetition, points, othersLoad);
  }

  /** The same run with other points. */
  TimedRun withPoints(List<Point> other) {
    return new TimedRun(
        data, method, threads, learningRate, learningRateRule, repetition, other, othersLoad);
  }

  /** The smallest gap that was seen. */
  public double leastGap() {
    return points.stream().mapToDouble(Point::gap).min().orElseThrow();
  }

  /**
   * Decades of the gap closed per second of training, up to where the gap was least for the first
   * time; NaN where no time passed.
   */
  public double decadesPerSecond() {
    double least = Math.max(LEAST_GAP, leastGap());
    double seconds = secondsTo(least);
    double start = Math.max(LEAST_GAP, points.get(0).gap());
    return seconds > 0 ? Math.log10(start / least) / seconds : Double.NaN;
  }

  private List<Object> parts() {
    return List.of(
        data, method, threads, learningRate, learningRateRule, repetition, points, othersLoad);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof TimedRun other && parts().equals(other.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "TimedRun" + parts();
  }
}
