package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields of the rows of one pass as text, to be written beside other columns of a CSV: the reader
 * of the rows adds them, a consumer of the rows takes them, in the same order.
 *
 * <p>A field is the text of its cell, character for character: with the blanks around it, and of a
 * quoted one what is between the quotes. In the CSV it has quotes where it needs them. Memory is
 * that of the rows that were read and not taken yet.
 */
public final class KeptFields {
  private static final char SEPARATOR = ',';
  private static final char QUOTE = '"';

  private final List<String> wanted;
  private final boolean all;
  private final Set<String> others;
  private final ArrayDeque<String> rows = new ArrayDeque<>();
  private final ArrayDeque<String> groups = new ArrayDeque<>();
  private @Nullable String group;
  private int groupPlace;
  private int[] places = new int[0];
  private String header = "";

  private KeptFields(List<String> wanted, boolean all, List<String> others) {
    this.wanted = List.copyOf(wanted);
    this.all = all;
    this.others = Set.copyOf(others);
  }

  /**
   * The fields of named columns, in this order.
   *
   * @param wanted names of columns of the table; in one without a header their numbers from 1
   * @param others names of the columns that are written beside them
   * @throws IllegalArgumentException if a column is named twice
   */
  public static KeptFields of(List<String> wanted, List<String> others) {
    Set<String> different = new HashSet<>();
    for (String name : wanted) {
      if (!different.add(name)) {
        throw new IllegalArgumentException("column '" + name + "' is named twice");
      }
    }
    return new KeptFields(wanted, false, others);
  }

  /**
   * All fields of the table, in its order.
   *
   * @param others names of the columns that are written beside them
   */
  public static KeptFields all(List<String> others) {
    return new KeptFields(List.of(), true, others);
  }

  /**
   * Collects the cells of one more column, the groups of the rows, which are not written.
   *
   * @param column its name
   */
  public void collectGroups(String column) {
    group = column;
  }

  /**
   * Takes the group of the next row, without blanks around it.
   *
   * @throws java.util.NoSuchElementException if no row is left that was read
   */
  public synchronized String takeGroup() {
    return groups.remove();
  }

  /**
   * Finds the columns in a table.
   *
   * @param known its columns
   * @throws InputException if one is not there, or is named like one that is written beside it
   */
  void resolve(CsvHeader table, ResolvedSchema known) {
    List<String> names = new ArrayList<>(wanted);
    if (all) {
      names.addAll(table.names());
    }
    places = new int[names.size()];
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < places.length; i++) {
      places[i] = known.place(names.get(i), Setting.KEPT);
      String name = table.names().get(places[i]);
      if (others.contains(name)) {
        throw table.error(
            "column '%s' cannot be kept: predictions are written to a column of this name (%s)"
                .formatted(
                    ErrorQuote.of(name),
                    all
                        ? "name the columns to keep, without it"
                        : "leave it out of " + Setting.KEPT));
      }
      append(line, name, false);
    }
    header = line.toString();
    if (group != null) {
      groupPlace = known.place(group, Setting.GROUPS);
    }
  }

  /** Adds the fields of a record. */
  void add(CsvRecords record) {
    StringBuilder line = new StringBuilder();
    RawFields raw = record.rawFields();
    for (int place : places) {
      append(line, raw.text(place), raw.isQuoted(place));
    }
    add(line.toString(), group == null ? "" : raw.text(groupPlace).strip());
  }

  private synchronized void add(String line, String cell) {
    rows.add(line);
    if (group != null) {
      groups.add(cell);
    }
  }

  /** The names of the columns as they begin the header of a CSV, a separator behind each. */
  public String header() {
    return header;
  }

  /**
   * Takes the fields of the next row, as they begin a line of a CSV, a separator behind each.
   *
   * @throws java.util.NoSuchElementException if no row is left that was read
   */
  public synchronized String take() {
    return rows.remove();
  }

  private static void append(StringBuilder line, String text, boolean quoted) {
    if (needsQuotes(text, quoted)) {
      line.append(QUOTE).append(text.replace("\"", "\"\"")).append(QUOTE);
    } else {
      line.append(text);
    }
    line.append(SEPARATOR);
  }

  /** Blanks at the ends of a field that had quotes keep theirs: many readers drop them without. */
  private static boolean needsQuotes(String text, boolean quoted) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == SEPARATOR || c == QUOTE || c == '\n' || c == '\r') {
        return true;
      }
    }
    return quoted && !text.equals(text.strip());
  }
}
