package io.github.fallline.csv;

import io.github.fallline.csv.parser.CategoryDictionary;
import io.github.fallline.csv.parser.ClusterKey;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Decodes the selected cells of a record into numbers, with an error for each invalid cell. */
final class CellDecoder {
  /** The rows that are checked to see whether a column is empty. */
  private static final int LOOKED_AT = 1000;

  /** A number with more characters is not repeated in a remedy. */
  private static final int LONGEST_EXAMPLE = 40;

  private final ResolvedSchema resolved;
  private final MissingValues missing;
  private final CellSyntax cells;
  private final int[] places;
  private final CategoryDictionary[] dictionaries;
  private final int size;
  private final long firstLine;
  private boolean continued;

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
    dictionaries = new CategoryDictionary[places.length];
    for (Map.Entry<Integer, CategoryDictionary> known : resolved.words().entrySet()) {
      dictionaries[known.getKey()] = known.getValue();
    }
    size = resolved.numbers();
  }

  /** Expects other texts behind this one: what all of its rows lack they may have. */
  void expectOtherTexts() {
    continued = true;
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
   * @throws InputException if a cell holds neither a number nor a word of its column, or nothing
   *     under {@link MissingValues#FAIL}, or no weight or cluster in a row that is used
   */
  boolean read(CsvRecords records, double[] row) {
    boolean incomplete = false;
    int unseen = -1;
    int first = 0;
    for (int i = 0; i < places.length; i++) {
      String cell = records.cell(places[i]);
      boolean isMissing = cells.isMissing(cell);
      if (isMissing && missing == MissingValues.FAIL) {
        throw missing(records, i);
      }
      incomplete |= isMissing;
      if (resolved.isCluster(i)) {
        row[first++] = isMissing ? Double.NaN : ClusterKey.of(cell);
      } else if (dictionaries[i] == null) {
        row[first++] = isMissing ? Double.NaN : number(records, i, cell);
      } else {
        int level = isMissing ? CategoryDictionary.MISSING : levelOf(i, cell);
        unseen = level == CategoryDictionary.NONE && unseen < 0 ? i : unseen;
        dictionaries[i].write(level, row, first);
        first += dictionaries[i].numbers();
      }
    }
    requireSeen(records, row, unseen, incomplete);
    requireWeight(records, row);
    requireCluster(records, row);
    return incomplete;
  }

  /** Returns the error for a missing value; reads the following rows if it is the first. */
  private InputException missing(CsvRecords records, int selected) {
    String kind = dictionaries[selected] == null ? "a number" : "a word";
    kind = resolved.isCluster(selected) ? "a value" : kind;
    InputException error =
        refusal(
            records,
            selected,
            "expected "
                + kind
                + " ("
                + resolved.missingRemedy()
                + wordRemedy(records, selected)
                + ")");
    Function<String, InputException> here = records.errors();
    int empty =
        records.line() == firstLine && !continued ? emptyBelow(records, places[selected]) : 0;
    if (empty == 0) {
      return error;
    }
    boolean all = empty < LOOKED_AT;
    return here.apply(
        String.format(
            Locale.ROOT,
            "column '%s' is missing in %s; expected %ss (%s)",
            ErrorQuote.of(resolved.name(selected)),
            all ? "every row" : "the first " + (LOOKED_AT + 1) + " rows",
            kind.substring("a ".length()),
            resolved.remedy(selected)));
  }

  /** The remedy for a word that marks a missing value but may be a level. */
  private String wordRemedy(CsvRecords records, int selected) {
    return dictionaries[selected] == null || records.cell(places[selected]).isEmpty()
        ? ""
        : "; if it is a level, name others with --missing-values";
  }

  /**
   * Returns the number of following records if a field is missing in all of them, or in as many as
   * are checked; otherwise 0.
   */
  private int emptyBelow(CsvRecords records, int place) {
    int count = 0;
    try {
      while (count < LOOKED_AT && records.next()) {
        if (place >= records.size() || !cells.isMissing(records.cell(place))) {
          return 0;
        }
        count++;
      }
    } catch (InputException e) {
      return 0; // unknown: the following rows cannot be read
    }
    return count;
  }

  private int levelOf(int selected, String cell) {
    int place = resolved.categorical(selected).orElseThrow().placeOf(cell);
    return place < 0 ? CategoryDictionary.NONE : place;
  }

  /**
   * Rejects an unknown word, unless its row is left out: levels are those of the rows that are
   * kept.
   */
  private void requireSeen(CsvRecords records, double[] row, int unseen, boolean incomplete) {
    boolean labelled = resolved.target().isPresent();
    int target = resolved.features().size();
    boolean leftOut =
        (incomplete && missing == MissingValues.SKIP) || (labelled && Double.isNaN(row[target]));
    if (unseen >= 0 && !leftOut && resolved.unseen() == UnseenLevels.FAIL) {
      throw refusal(records, unseen, unseenExpectation(unseen));
    }
  }

  /** Requires a weight in a row that is used: weights are never imputed. */
  private void requireWeight(CsvRecords records, double[] row) {
    int target = resolved.features().size();
    if (missing != MissingValues.SKIP
        && resolved.weight().isPresent()
        && Double.isNaN(row[target + 1])
        && !Double.isNaN(row[target])) {
      String expectation = "expected a weight, which --missing mean does not fill in";
      String remedy = " (" + resolved.missingRemedy() + ")";
      throw refusal(records, resolved.selectedTarget() + 1, expectation + remedy);
    }
  }

  /** Requires a cluster in a row that is used: clusters are never imputed. */
  private void requireCluster(CsvRecords records, double[] row) {
    int target = resolved.features().size();
    if (missing != MissingValues.SKIP
        && resolved.cluster().isPresent()
        && Double.isNaN(row[row.length - 1])
        && !Double.isNaN(row[target])) {
      String expectation = "expected a cluster, which --missing mean does not fill in";
      String remedy = " (" + resolved.missingRemedy() + ")";
      throw refusal(records, places.length - 1, expectation + remedy);
    }
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
        resolved.unseenRemedy(selected));
  }

  private double number(CsvRecords records, int selected, String cell) {
    double number;
    try {
      number = cells.parse(cell);
    } catch (NumberFormatException e) {
      throw refusal(records, selected, expectation(records, selected, cell));
    }
    if (number < 0 && resolved.isWeight(selected)) {
      throw refusal(records, selected, "a weight is 0 or more (choose another --weight)");
    }
    if (Double.isInfinite(number)) {
      throw refusal(records, selected, "expected a finite number of at most 1.79e308 in size");
    }
    return number;
  }

  private String expectation(CsvRecords records, int selected, String cell) {
    if (DecimalSyntax.isInfinity(cell)) {
      return "expected a finite number (" + resolved.remedy(selected) + ")";
    }
    String notation = cell.length() > LONGEST_EXAMPLE ? "" : cells.remedy(cell);
    String remedy =
        records.line() == firstLine
            ? resolved.wordsRemedy(selected)
            : resolved.slipRemedy(selected);
    return "expected a number " + (notation.isEmpty() ? "(" + remedy + ")" : notation);
  }

  private InputException refusal(CsvRecords records, int selected, String expectation) {
    String cell = ErrorQuote.of(records.cell(places[selected]));
    return records.error(
        String.format(
            "column '%s' is %s; %s",
            ErrorQuote.of(resolved.name(selected)),
            cell.isEmpty() ? "empty" : '"' + cell + '"',
            expectation));
  }
}
