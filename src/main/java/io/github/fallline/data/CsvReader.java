package io.github.fallline.data;

import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads a delimited text into a {@link Dataset}.
 *
 * <p>Only the selected columns are read as numbers; the others may hold anything. A number is
 * decimal notation (an optional sign, digits, an optional point, an optional exponent), finite, and
 * becomes the double nearest to it. Blanks around names and cells and blank lines are ignored.
 * Columns behind the last one that the header names are left out, with a warning in the log.
 */
public final class CsvReader {
  private final String input;
  private final CsvRecords records;
  private final MissingValues missing;
  private final List<String> names;
  private final boolean header;
  private final ColumnSelection selection;
  private final NumberCells cells;
  private final int dimension;
  private final GrowingMatrix features;
  private final GrowingMatrix targets = new GrowingMatrix(1);
  private int width;
  private long skippedRows;

  private CsvReader(
      String input, CsvRecords records, CsvFormat format, Schema schema, MissingValues missing) {
    this.input = input;
    this.records = records;
    this.missing = missing;
    header = format.header();
    if (!records.next()) {
      throw new InputException(input + ": the file is empty; expected rows of numbers");
    }
    names = header ? CsvHeader.named(records) : CsvHeader.numbered(records);
    selection = new ColumnSelection(names, schema, records::error);
    cells = new NumberCells(selection, missing);
    dimension = selection.features().size();
    features = new GrowingMatrix(dimension);
  }

  /**
   * Reads a file in the dialect it shows, with a header; missing values are errors.
   *
   * @return a data set that the caller closes
   * @throws InputException if the file cannot be read or does not fit the schema
   */
  public static Dataset read(Path file, Schema schema) {
    return read(TextInput.of(file), CsvFormat.DETECT, schema, MissingValues.FAIL, bytesRead -> {});
  }

  /**
   * Reads a text.
   *
   * <p>While it is read, the numbers lie on the Java heap; they move into the matrix at the end.
   *
   * @param bytesRead told now and then how many bytes of the input were taken, at last all of them
   * @return a data set that the caller closes; without targets if the schema has none
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  public static Dataset read(
      TextInput input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      LongConsumer bytesRead) {
    try (CsvRecords records = new CsvRecords(input, format)) {
      CsvReader reader = new CsvReader(input.name(), records, format, schema, missing);
      reader.readRows(input, bytesRead);
      reader.requireRows();
      reader.fillMissing();
      return reader.dataset();
    }
  }

  private void readRows(TextInput input, LongConsumer bytesRead) {
    double[] row = new double[cells.size()];
    long told = 0;
    boolean first = !header || records.next();
    width = first ? CsvHeader.widthOf(records, names) : 0;
    for (boolean more = first; more; more = records.next()) {
      requireWidth();
      take(row);
      if (input.bytesRead() != told) {
        told = input.bytesRead();
        bytesRead.accept(told);
      }
    }
    bytesRead.accept(input.bytesRead());
  }

  private void requireWidth() {
    if (records.size() != width) {
      throw records.error(
          records.size()
              + (records.size() == 1 ? " field" : " fields")
              + "; expected "
              + width
              + " as in the "
              + (width == names.size() && header ? "header" : "first row"));
    }
  }

  private void take(double[] row) {
    int absent = cells.read(records, row);
    boolean labelled = selection.target().isPresent();
    boolean unusable = labelled && Double.isNaN(row[dimension]);
    if (unusable || (absent > 0 && missing == MissingValues.SKIP)) {
      skippedRows++;
      return;
    }
    features.append(row, 0);
    if (labelled) {
      targets.append(row, dimension);
    }
  }

  private void requireRows() {
    if (features.rows() > 0) {
      return;
    }
    if (skippedRows == 0) {
      throw new InputException(input + ": no rows below the header; expected at least one");
    }
    int emptiest = 0;
    for (int j = 1; j < cells.size(); j++) {
      emptiest = cells.missingCount(j) > cells.missingCount(emptiest) ? j : emptiest;
    }
    throw new InputException(
        String.format(
            Locale.ROOT,
            "%s: all rows (%d) were skipped, each for a missing value; column '%s' lacks %d (%s)",
            input,
            skippedRows,
            Excerpt.of(selection.name(emptiest)),
            cells.missingCount(emptiest),
            selection.remedy(emptiest)));
  }

  private void fillMissing() {
    for (int j = 0; missing == MissingValues.MEAN && j < dimension; j++) {
      if (cells.missingCount(j) == 0) {
        continue;
      }
      double mean = features.mean(j);
      if (Double.isNaN(mean)) {
        throw new InputException(
            String.format(
                "%s: column '%s' has no value to take the mean of (%s)",
                input, Excerpt.of(selection.name(j)), selection.remedy(j)));
      }
      features.replaceMissing(j, mean);
    }
  }

  private Dataset dataset() {
    INDArray x = features.drain();
    INDArray y = null;
    try {
      y = selection.target().isPresent() ? targets.drain() : null;
      return Dataset.owning(x, y, selection.features(), selection.target().orElse(""), skippedRows);
    } catch (RuntimeException | Error e) {
      x.close();
      if (y != null) {
        y.close();
      }
      throw e;
    }
  }
}
