package io.github.fallline.csv;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The first cells of a column from one that is no number on, and what they look like. */
final class ColumnSample {
  /** The cells that are looked at. */
  static final int MOST_CELLS = 1000;

  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}([-/.])\\d{1,2}\\1\\d{1,2}([T ].*)?" // 2024-01-31, 2024-01-31 18:30
              + "|\\d{1,2}([-/.])\\d{1,2}\\3(\\d{4}|\\d{2})( .*)?" // 31.1.2024, 1/31/24
              + "|\\d{1,2}[- ]?\\p{L}{3,9}\\.?[-, ]+\\d{2,4}" // 31 Jan 2024
              + "|\\p{L}{3,9}\\.? \\d{1,2}, ?\\d{4}" // January 31, 2024
              + "|\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?"); // 18:30

  private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}.*)?");
  private static final Pattern ID_NAME =
      Pattern.compile("(?i:(.*[ _.-])?(id|uuid|guid))|.*\\p{Ll}(Id|ID)");

  /** Fewer cells that are all different may be different by chance. */
  private static final int FEWEST_IDENTIFIERS = 10;

  /** Of so many cells, one may be no date, or be there twice. */
  private static final int EXCEPTIONS = 20;

  /** Of longer cells the beginning and a hash are kept. */
  private static final int LONGEST = 64;

  private final CellSyntax cells;
  private final int most;
  private final Set<String> different = new HashSet<>();
  private int size;
  private int present;
  private int numbers;
  private int dates;
  private int isoDates;
  private boolean firstIsNumber;

  /** What the cells look like. */
  enum Nature {
    /** Words, which may be categories. */
    WORDS,
    /** Numbers below a first cell that is none. */
    NUMBERS,
    /** Dates in ISO 8601, perhaps with times. */
    ISO_DATES,
    /** Dates that are written another way. */
    OTHER_DATES,
    /** Words of which nearly each is another. */
    IDENTIFIERS
  }

  /**
   * @param most cells that are looked at, at most {@link #MOST_CELLS}
   */
  ColumnSample(CellSyntax cells, int most) {
    this.cells = cells;
    this.most = most;
  }

  /** Adds a cell, unless there are enough. */
  void add(String cell) {
    if (isFull()) {
      return;
    }
    size++;
    if (cells.isMissing(cell)) {
      return;
    }
    boolean number = cells.isNumber(cell);
    firstIsNumber |= present == 0 && number;
    present++;
    numbers += number ? 1 : 0;
    boolean date = isDate(cell);
    dates += date ? 1 : 0;
    isoDates += date && ISO.matcher(cell).matches() ? 1 : 0;
    different.add(cell.length() > LONGEST ? cell.substring(0, LONGEST) + cell.hashCode() : cell);
  }

  /** Whether no more cells are looked at. */
  boolean isFull() {
    return size == most;
  }

  /** Whether a cell is written as a date or a time. */
  static boolean isDate(String cell) {
    return cell.length() >= 4 && cell.length() <= 40 && DATE.matcher(cell).matches();
  }

  /** The cells that are not missing. */
  int present() {
    return present;
  }

  /** The different cells that are not missing. */
  int different() {
    return different.size();
  }

  /**
   * What the cells look like.
   *
   * @param name of the column
   */
  Nature nature(String name) {
    if (most(dates)) {
      return most(isoDates) ? Nature.ISO_DATES : Nature.OTHER_DATES;
    }
    if (!firstIsNumber && present > 1 && numbers == present - 1) {
      return Nature.NUMBERS;
    }
    boolean enough =
        present >= FEWEST_IDENTIFIERS || (present > 1 && ID_NAME.matcher(name).matches());
    return enough && most(different.size()) && numbers < present
        ? Nature.IDENTIFIERS
        : Nature.WORDS;
  }

  private boolean most(int count) {
    return count > 0 && (present - count) * EXCEPTIONS <= present;
  }
}
