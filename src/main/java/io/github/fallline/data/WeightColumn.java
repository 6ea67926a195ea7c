package io.github.fallline.data;

import io.github.fallline.blas.GrowingRows;
import io.github.fallline.csv.RowBlock;
import io.github.fallline.csv.RowSink;
import io.github.fallline.files.InputException;
import java.util.Locale;

/** The weights of rows on their way into memory: native as they come in, 8 bytes a row. */
final class WeightColumn implements RowSink, AutoCloseable {
  /** As many as an array holds. */
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  private final String input;
  private final String name;
  private final GrowingRows weights;

  /** No weights yet, of a table that has a column of them. */
  WeightColumn(CsvTable table) {
    input = table.name();
    name = table.selection().weight().orElseThrow();
    weights = new GrowingRows(1, table.rowsAbout(), false);
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
   * Gives rows their weights; a missing one is the mean of the others.
   *
   * @param rows as many as came in; become the result's to close, and are closed on an error
   * @throws InputException if the weights add up to nothing
   */
  WeightedRows weigh(RowSource rows) {
    try {
      double[] all = new double[requireFew(weights.rows())];
      weights.read(0, all.length, all);
      fillMissing(all);
      return WeightedRows.of(rows, name, all);
    } catch (UnusableDataException e) {
      rows.close();
      throw new InputException(input + ": " + e.getMessage(), e);
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
              "%s: %,d rows have weights, of which at most %,d are held; split the file",
              input,
              rows,
              MOST_ROWS));
    }
    return (int) rows;
  }

  private static void fillMissing(double[] weights) {
    double mean = 0;
    long known = 0;
    for (double weight : weights) {
      if (!Double.isNaN(weight)) {
        known++;
        mean += (weight - mean) / known;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Double.isNaN(weights[i]) ? mean : weights[i];
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
