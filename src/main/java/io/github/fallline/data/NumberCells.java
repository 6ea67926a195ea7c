package io.github.fallline.data;

import io.github.fallline.csv.Words;
import io.github.fallline.files.InputException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The numbers that the selected cells of a record make, with an error for each that makes none. */
final class NumberCells {
  /** A number with more characters is not written out again in a remedy. */
  private static final int LONGEST_EXAMPLE = 40;

  private final ColumnSelection selection;
  private final MissingValues missing;
  private final int[] places;
  private final Words[] words;
  private final int size;

  NumberCells(ColumnSelection selection, MissingValues missing) {
    this.selection = selection;
    this.missing = missing;
    places = selection.places();
    words = new Words[places.length];
    for (Map.Entry<Integer, Words> known : selection.words().entrySet()) {
      words[known.getKey()] = known.getValue();
    }
    size = selection.numbers();
  }

  /** How many numbers a record makes. */
  int size() {
    return size;
  }

  /**
   * Reads the selected cells of the current record.
   *
   * @param row overwritten with the features, the target and the weight; NaN for what is missing
   * @return whether a value is missing
   * @throws InputException if a cell holds neither a number nor a word of its column, or nothing
   *     under {@link MissingValues#FAIL}, or no weight in a row that is used
   */
  boolean read(CsvRecords records, double[] row) {
    boolean incomplete = false;
    int unseen = -1;
    int first = 0;
    for (int i = 0; i < places.length; i++) {
      String cell = records.cell(places[i]);
      boolean isMissing = Decimal.isMissing(cell);
      if (isMissing && missing == MissingValues.FAIL) {
        String kind = words[i] == null ? "a number" : "a word";
        throw refusal(records, i, "expected " + kind + " (" + selection.missingRemedy() + ")");
      }
      incomplete |= isMissing;
      if (words[i] == null) {
        row[first++] = isMissing ? Double.NaN : number(records, i, cell);
      } else {
        int level = isMissing ? Words.MISSING : levelOf(i, cell);
        unseen = level == Words.NONE && unseen < 0 ? i : unseen;
        words[i].write(level, row, first);
        first += words[i].numbers();
      }
    }
    requireSeen(records, row, unseen, incomplete);
    requireWeight(records, row);
    return incomplete;
  }

  private int levelOf(int selected, String cell) {
    int place = selection.categorical(selected).orElseThrow().placeOf(cell);
    return place < 0 ? Words.NONE : place;
  }

  /** A row that is left out may hold any words: levels are those of the rows that are kept. */
  private void requireSeen(CsvRecords records, double[] row, int unseen, boolean incomplete) {
    boolean labelled = selection.target().isPresent();
    int target = selection.features().size();
    boolean leftOut =
        (incomplete && missing == MissingValues.SKIP) || (labelled && Double.isNaN(row[target]));
    if (unseen >= 0 && !leftOut && selection.unseen() == UnseenLevels.FAIL) {
      throw refusal(records, unseen, unseenExpectation(unseen));
    }
  }

  /** A weight is never made up: a row that is used has one. */
  private void requireWeight(CsvRecords records, double[] row) {
    int target = selection.features().size();
    if (missing != MissingValues.SKIP
        && selection.weight().isPresent()
        && Double.isNaN(row[target + 1])
        && !Double.isNaN(row[target])) {
      String expectation = "expected a weight, which --missing mean does not fill in";
      String remedy = " (" + selection.missingRemedy() + ")";
      throw refusal(records, places.length - 1, expectation + remedy);
    }
  }

  private String unseenExpectation(int selected) {
    CategoricalColumn column = selection.categorical(selected).orElseThrow();
    List<String> levels = column.levels();
    return String.format(
        Locale.ROOT,
        "expected one of its %d levels, '%s' to '%s' (%s)",
        levels.size(),
        Excerpt.of(levels.get(0)),
        Excerpt.of(levels.get(levels.size() - 1)),
        selection.unseenRemedy(selected));
  }

  private double number(CsvRecords records, int selected, String cell) {
    double number;
    try {
      number = Decimal.parse(cell);
    } catch (NumberFormatException e) {
      throw refusal(records, selected, expectation(selected, cell));
    }
    if (number < 0 && selection.isWeight(selected)) {
      throw refusal(records, selected, "a weight is 0 or more (choose another --weight)");
    }
    if (Double.isInfinite(number)) {
      throw refusal(records, selected, "expected a finite number, of size 1.79e308 at most");
    }
    return number;
  }

  private String expectation(int selected, String cell) {
    if (Decimal.isInfinity(cell)) {
      return "expected a finite number (" + selection.remedy(selected) + ")";
    }
    String comma = cell.length() > LONGEST_EXAMPLE ? "" : Decimal.commaRemedy(cell);
    return "expected a number "
        + (comma.isEmpty() ? "(" + selection.wordsRemedy(selected) + ")" : "written " + comma);
  }

  private InputException refusal(CsvRecords records, int selected, String expectation) {
    String cell = Excerpt.of(records.cell(places[selected]));
    return records.error(
        String.format(
            "column '%s' is %s; %s",
            Excerpt.of(selection.name(selected)),
            cell.isEmpty() ? "empty" : '"' + cell + '"',
            expectation));
  }
}
