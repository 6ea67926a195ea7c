package io.github.fallline.report.training;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.model.LinearModel;
import io.github.fallline.report.NumberFormats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Evenly spaced rows of a data set, with the predictions of a model.
 *
 * @param rows how many rows the data set has
 * @param points the rows of the sample, in their order; copied
 * @param deviations the standard deviation of each feature in the sample; copied
 */
record RowSample(long rows, List<Point> points, List<Double> deviations) {
  /** More points show no more and make a page slow. */
  static final int MOST_POINTS = 2000;

  /**
   * One row.
   *
   * @param feature its first feature
   * @param prediction the prediction
   * @param target the true value
   */
  record Point(double feature, double prediction, double target) {
    double residual() {
      return target - prediction;
    }
  }

  RowSample {
    points = List.copyOf(points);
    deviations = List.copyOf(deviations);
  }

  /** All rows if they are few, otherwise every k-th. */
  static RowSample of(LinearModel model, RowSource rows) {
    int count = (int) Math.min(rows.rows(), MOST_POINTS);
    double[] row = new double[rows.featureNames().size()];
    Spread spread = new Spread(row.length);
    List<Point> points = new ArrayList<>(count);
    try (Tile one = new Tile(row.length, 1, rows.precision());
        RowSource.Reader reader = rows.reader()) {
      for (int i = 0; i < count; i++) {
        reader.read(place(i, count, rows.rows()), 1, one.features(), one.targets(), 0);
        one.features().read(row);
        for (int j = 0; j < row.length; j++) {
          row[j] += rows.offset(j);
        }
        spread.add(row);
        points.add(new Point(row[0], model.predict(row), one.targets()[0]));
      }
    }
    return new RowSample(rows.rows(), points, spread.deviations());
  }

  private static long place(long i, long count, long rows) {
    return i * (rows / count) + i * (rows % count) / count;
  }

  /** Standard deviations of columns, row by row (Welford). */
  private static final class Spread {
    private final double[] means;
    private final double[] squares;
    private long count;

    Spread(int columns) {
      means = new double[columns];
      squares = new double[columns];
    }

    void add(double[] row) {
      count++;
      for (int j = 0; j < row.length; j++) {
        double before = row[j] - means[j];
        means[j] += before / count;
        squares[j] += before * (row[j] - means[j]);
      }
    }

    List<Double> deviations() {
      return Arrays.stream(squares).mapToObj(sum -> Math.sqrt(sum / count)).toList();
    }
  }

  /** Which rows these are, such as {@code 2,000 of 1,000,000 rows}. */
  String description() {
    return points.size() == rows
        ? NumberFormats.count(rows) + " rows"
        : NumberFormats.count(points.size())
            + " of "
            + NumberFormats.count(rows)
            + " rows, evenly spaced";
  }
}
