package io.github.fallline.cli;

import io.github.fallline.cli.options.Unseen;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.GroupName;
import io.github.fallline.csv.KeptFields;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import io.github.fallline.model.GroupFit;
import io.github.fallline.model.GroupedModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The predictions of rows by the models of their groups. */
final class GroupedRows implements RowNumbers, AutoCloseable {
  private static final int CAPACITY = 1024;

  private final String data;
  private final GroupedModel model;
  private final GroupFit pooled;
  private final KeptFields cells;
  private final Unseen unseen;
  private final MissingValues missing;
  private final Tile tile;
  private final RowStream.Pass pass;
  private final double[] numbers;
  private long row;

  /**
   * Starts the pass over the rows.
   *
   * @param data its name
   * @param cells that collect the groups of the rows
   * @param missing what to do with a row without a group, FAIL or SKIP
   */
  GroupedRows(
      String data,
      GroupedModel model,
      CsvStream rows,
      KeptFields cells,
      Unseen unseen,
      MissingValues missing) {
    this.data = data;
    this.model = model;
    this.cells = cells;
    this.unseen = unseen;
    this.missing = missing;
    pooled = pooled(model);
    tile = rows.newTile(CAPACITY);
    pass = rows.features(CAPACITY);
    numbers = new double[CAPACITY * rows.featureNames().size()];
  }

  /** The model of all rows as that of a group. */
  static GroupFit pooled(GroupedModel model) {
    return new GroupFit(
        Math.max(1, model.pooled().training().rows()),
        Double.NaN,
        Double.NaN,
        model.pooled().model().intercept(),
        model.pooled().model().coefficientArray());
  }

  @Override
  public List<String> names() {
    return PredictedRows.names(false);
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public int next(double[] block) {
    if (!pass.next(tile)) {
      return 0;
    }
    tile.read(numbers);
    int width = model.pooled().model().featureNames().size();
    for (int i = 0; i < tile.rows(); i++) {
      row++;
      Optional<GroupFit> fit = fit(GroupName.of(cells.takeGroup()));
      block[i] = fit.isPresent() ? fit.get().predict(numbers, i * width) : Double.NaN;
    }
    return tile.rows();
  }

  private Optional<GroupFit> fit(String name) {
    Optional<GroupFit> known = model.group(name);
    if (known.isPresent()) {
      return known;
    }
    if (name.isEmpty()) {
      if (missing == MissingValues.FAIL) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "%s: row %,d: column '%s' is empty; expected a group (--missing skip predicts NA)",
                data,
                row,
                ErrorQuote.of(model.by())));
      }
      return Optional.empty();
    }
    if (unseen != Unseen.POOLED) {
      throw unknown(data, row, model, name);
    }
    return Optional.of(pooled);
  }

  /** The error for a group that training has not met. */
  static InputException unknown(String data, long row, GroupedModel model, String name) {
    String place = row > 0 ? String.format(Locale.ROOT, "row %,d: ", row) : "";
    return new InputException(
        String.format(
            "%s: %scolumn '%s' is '%s', a group that training has not met (--unseen pooled takes the"
                + " model of all rows)",
            data, place, ErrorQuote.of(model.by()), ErrorQuote.of(name)));
  }

  @Override
  public void close() {
    pass.close();
    tile.close();
  }
}
