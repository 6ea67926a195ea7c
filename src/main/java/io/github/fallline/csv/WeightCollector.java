package io.github.fallline.csv;

import io.github.fallline.blas.GrowableMatrix;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.files.InputException;
import java.util.Locale;

/** Collects the weights of rows in native memory, 8 bytes a row. */
final class WeightCollector implements RowSink, AutoCloseable {
  /** The most elements of an array. */
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  private final String input;
  private final String name;
  private final GrowableMatrix weights;

  /**
   * @param table with a column of weights
   */
  WeightCollector(CsvTable table) {
    input = table.name();
    name = table.resolvedSchema().weight().orElseThrow();
    weights = new GrowableMatrix(1, table.rowsAbout(), false);
  }

  @Override
  public long reserve(RowBlock block) {
    return weights.append(block.rows());
  }

  @Override
  public void write(long place, RowBlock block) {
    weights.write(place, block.rows(), block.weights());
  }

  /**
   * Returns the weights, in memory of the caller.
   *
   * @throws InputException if all of them are 0
   */
  double[] values() {
    double[] all = new double[requireFew(weights.rows())];
    weights.read(0, all.length, all);
    double most = 0;
    for (double weight : all) {
      most = Math.max(most, weight);
    }
    try {
      WeightedRows.requireSome(name, most);
    } catch (InvalidDataException e) {
      throw new InputException(input + ": " + e.getMessage(), e);
    }
    return all;
  }

  /**
   * Attaches the weights to the rows.
   *
   * @param rows as many as were collected; closed by the result, or on an error
   * @param values of {@link #values}
   */
  WeightedRows weigh(RowSource rows, double[] values) {
    try {
      return WeightedRows.of(rows, name, values);
    } catch (RuntimeException | Error e) {
      rows.close();
      throw e;
    }
  }

  private int requireFew(long rows) {
    if (rows > MOST_ROWS) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: %,d rows have weights; expected at most %,d; split the file",
              input,
              rows,
              MOST_ROWS));
    }
    return (int) rows;
  }

  @Override
  public void close() {
    weights.close();
  }
}
