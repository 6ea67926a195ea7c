package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.csv.ColumnFault.Kind;
import io.github.fallline.csv.parser.ClusterKey;
import io.github.fallline.csv.parser.FieldEncoding;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the selected cells of a record into numbers. An invalid cell is an error, which names the
 * invalid cells of other columns too.
 */
final class CellDecoder {
  /** A number with more characters is not repeated in a remedy. */
  private static final int LONGEST_EXAMPLE = 40;

  private final ResolvedSchema resolved;
  private final MissingValues missing;
  private final CellSyntax cells;
  private final int[] places;
  private final FieldEncoding[] encodings;
  private KeyNames.@Nullable Collector keyNames;
  private final boolean[] unseen;
  private final int size;
  private final long firstLine;
  private final ColumnFaults faults;

  /**
   * @param cells how they are written
   * @param firstLine the line of the first row
   */
  CellDecoder(ResolvedSchema resolved, MissingValues missing, CellSyntax cells, long firstLine) {
    this.cells = cells;
    this.firstLine = firstLine;
    this.resolved = resolved;
    this.missing = missing;
    places = resolved.places();
    encodings = new FieldEncoding[places.length];
    for (Map.Entry<Integer, FieldEncoding> known : resolved.encodings().entrySet()) {
      encodings[known.getKey()] = known.getValue();
    }
    unseen = new boolean[places.length];
    size = resolved.numbers();
    faults = new ColumnFaults(resolved, places, cells, firstLine);
  }

  /** Expects other texts behind this one: what all of its rows lack they may have. */
  void expectOtherTexts() {
    faults.expectOtherTexts();
  }

  /** The number of numbers of a record. */
  int size() {
    return size;
  }

  /**
   * Reads the selected cells of the current record.
   *
   * @param row overwritten with the features, target, weight and key; NaN for what is missing
   * @return whether a value is missing
   * @throws InputException if a cell holds neither a number nor a word or date of its column, or
   *     nothing under {@link MissingValues#FAIL}, or no weight or cluster in a row that is used.
   *     Records below are read for it: the first such cell of each column is named
   */
  boolean read(CsvRecords records, double[] row) {
    boolean incomplete = decode(records, row);
    if (!faults.areNone()) {
      throw faults.survey(records, () -> decode(records, row));
    }
    return incomplete;
  }

  /** Decodes a record; invalid cells are added to the faults. */
  private boolean decode(CsvRecords records, double[] row) {
    boolean incomplete = false;
    boolean someUnseen = false;
    int first = 0;
    if (resolved.hasNoFeatures()) {
      row[first++] = 0;
    }
    for (int i = 0; i < places.length; i++) {
      String cell = records.cell(places[i]);
      boolean isMissing = cells.isMissing(cell);
      if (isMissing && missing == MissingValues.FAIL) {
        faults.add(records, i, Kind.MISSING, "");
      }
      incomplete |= isMissing;
      FieldEncoding encoding = encodings[i];
      if (resolved.isCluster(i)) {
        row[first++] = isMissing ? Double.NaN : key(cell);
      } else if (encoding == null) {
        row[first++] = isMissing ? Double.NaN : number(records, i, cell);
      } else {
        boolean known = !isMissing && encoding.write(cell, row, first);
        if (isMissing) {
          encoding.writeMissing(row, first);
        } else if (!known && resolved.date(i).isPresent()) {
          faults.add(records, i, Kind.NO_DATE, dateExpectation(i));
        }
        unseen[i] = !isMissing && !known && resolved.date(i).isEmpty();
        someUnseen |= unseen[i];
        first += encoding.numbers();
      }
    }
    if (someUnseen) {
      requireSeen(records, row, incomplete);
    }
    requireWeight(records, row);
    requireExposure(records, row);
    requireCluster(records, row);
    return incomplete;
  }

  /**
   * Rejects unknown words, unless their row is left out: levels are those of the rows that are
   * kept.
   */
  private void requireSeen(CsvRecords records, double[] row, boolean incomplete) {
    boolean labelled = resolved.target().isPresent();
    int target = resolved.features().size();
    boolean leftOut =
        (incomplete && missing == MissingValues.SKIP) || (labelled && Double.isNaN(row[target]));
    if (leftOut || resolved.unseen() != UnseenLevels.FAIL) {
      return;
    }
    for (int i = 0; i < unseen.length; i++) {
      if (unseen[i]) {
        faults.add(records, i, Kind.UNSEEN, unseenExpectation(i));
      }
    }
    Arrays.fill(unseen, false);
  }

  /** Requires a weight in a row that is used: weights are never imputed. */
  private void requireWeight(CsvRecords records, double[] row) {
    int target = resolved.features().size();
    if (missing != MissingValues.SKIP
        && resolved.weight().isPresent()
        && Double.isNaN(row[target + 1])
        && !Double.isNaN(row[target])) {
      faults.add(
          records, resolved.selectedTarget() + 1, Kind.NEEDED, neededExpectation("a weight"));
    }
  }

  /** Requires an exposure in a row with a target that is used: exposures are never imputed. */
  private void requireExposure(CsvRecords records, double[] row) {
    int target = resolved.features().size();
    if (missing != MissingValues.SKIP
        && resolved.exposure().isPresent()
        && resolved.target().isPresent()
        && Double.isNaN(row[target + resolved.exposurePlace()])
        && !Double.isNaN(row[target])) {
      int selected = resolved.selectedTarget() + resolved.exposurePlace();
      faults.add(records, selected, Kind.NEEDED, neededExpectation("an exposure"));
    }
  }

  private double key(String cell) {
    double key = ClusterKey.of(cell);
    if (keyNames != null && keyNames.isNew(key)) {
      keyNames.add(key, ClusterKey.name(cell));
    }
    return key;
  }

  /** Collects the cells of keys. */
  CellDecoder withKeyNames(@Nullable KeyNames names) {
    keyNames = names == null ? null : names.collector();
    return this;
  }

  /** Requires a cluster in a row that is used: clusters are never imputed. */
  private void requireCluster(CsvRecords records, double[] row) {
    int target = resolved.features().size();
    if (missing != MissingValues.SKIP
        && resolved.cluster().isPresent()
        && Double.isNaN(row[row.length - 1])
        && !Double.isNaN(row[target])) {
      faults.add(records, places.length - 1, Kind.NEEDED, neededExpectation("a cluster"));
    }
  }

  private String neededExpectation(String what) {
    return "expected "
        + what
        + ", which "
        + Setting.MISSING_MEAN
        + " does not fill in ("
        + resolved.remedies().missing()
        + ")";
  }

  private String unseenExpectation(int selected) {
    CategoricalColumn column = resolved.categorical(selected).orElseThrow();
    List<String> levels = column.levels();
    return String.format(
        Locale.ROOT,
        "expected one of its %d levels, '%s' to '%s' (%s)",
        levels.size(),
        ErrorQuote.of(levels.get(0)),
        ErrorQuote.of(levels.get(levels.size() - 1)),
        resolved.remedies().unseen(selected));
  }

  private String dateExpectation(int selected) {
    DateColumn column = resolved.date(selected).orElseThrow();
    return column.format().isPresent()
        ? "expected a date as in " + Setting.DATE_FORMAT + " '" + column.format().get() + "'"
        : "expected a date such as 2024-01-31 or 2024-01-31 18:30 ("
            + Setting.DATE_FORMAT
            + " names another format)";
  }

  /** The number in a cell; NaN, and a fault, if there is none. */
  private double number(CsvRecords records, int selected, String cell) {
    double number;
    try {
      number = cells.parse(cell);
    } catch (NumberFormatException e) {
      addNoNumber(records, selected, cell);
      return Double.NaN;
    }
    if (number < 0 && resolved.isWeight(selected)) {
      faults.add(
          records,
          selected,
          Kind.NEGATIVE,
          "a weight is 0 or more (choose another " + Setting.WEIGHT + ")");
      return number;
    }
    if (resolved.isExposure(selected)) {
      Exposure.Kind kind = resolved.exposure().orElseThrow().kind();
      if (!kind.accepts(number)) {
        String remedy =
            kind == Exposure.Kind.OFFSET ? "; " + Setting.EXPOSURE + " takes it as it is" : "";
        faults.add(
            records,
            selected,
            Kind.OUT_OF_RANGE,
            kind.expectation() + " (correct the cell" + remedy + ")");
        return number;
      }
    }
    if (Double.isInfinite(number)) {
      faults.add(
          records,
          selected,
          Kind.TOO_LARGE,
          "expected a finite number of at most 1.79e308 in size");
    }
    return number;
  }

  private void addNoNumber(CsvRecords records, int selected, String cell) {
    String notation = cell.length() > LONGEST_EXAMPLE ? "" : cells.remedy(cell);
    if (DecimalSyntax.isInfinity(cell)) {
      String remedy = resolved.remedies().of(selected);
      faults.add(records, selected, Kind.INFINITE, "expected a finite number (" + remedy + ")");
    } else if (!notation.isEmpty()) {
      faults.add(records, selected, Kind.NOTATION, "expected a number " + notation);
    } else {
      faults.add(records, selected, records.line() == firstLine ? Kind.WORD : Kind.SLIP, "");
    }
  }
}
