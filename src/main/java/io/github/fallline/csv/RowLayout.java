package io.github.fallline.csv;

import java.util.Arrays;

/** What a record looks like, and which of its fields make a row. */
public final class RowLayout {
  /** What a missing value means for its row. */
  public enum Gaps {
    /** The record is not certain. */
    REFUSED,
    /** The row is dropped and counted. */
    DROPPED,
    /** The value is NaN; a missing target drops the row all the same. */
    KEPT
  }

  private static final String NEVER_SEPARATORS = "\"\r\n\0+-.?/";

  private final byte separator;
  private final int width;
  private final int[] places;
  private final boolean labelled;
  private final Gaps gaps;

  /**
   * A layout.
   *
   * @param separator between fields, one that {@link #separates}
   * @param width fields a record has
   * @param places of the selected fields in the record, from 0, all different: the features in the
   *     order of the row and, if {@code labelled}, the target last
   * @param labelled whether the last selected field is a target; a row without its target is
   *     dropped
   * @param gaps what a missing value means
   */
  public RowLayout(char separator, int width, int[] places, boolean labelled, Gaps gaps) {
    if (!separates(separator)) {
      throw new IllegalArgumentException("separator: expected a plain one, got " + separator);
    }
    if (Arrays.stream(places).distinct().count() != places.length
        || Arrays.stream(places).anyMatch(place -> place < 0 || place >= width)) {
      throw new IllegalArgumentException(
          "places: expected different ones below " + width + ", got " + Arrays.toString(places));
    }
    this.separator = (byte) separator;
    this.width = width;
    this.places = places.clone();
    this.labelled = labelled;
    this.gaps = gaps;
  }

  /** Whether a character can be a separator here: ASCII, and no part of a number or a word. */
  public static boolean separates(char c) {
    return c < 0x80 && !Character.isLetterOrDigit(c) && NEVER_SEPARATORS.indexOf(c) < 0;
  }

  byte separator() {
    return separator;
  }

  int width() {
    return width;
  }

  boolean labelled() {
    return labelled;
  }

  Gaps gaps() {
    return gaps;
  }

  /** Features in a row. */
  public int features() {
    return places.length - (labelled ? 1 : 0);
  }

  /** For each field of the record its place among the selected ones; -1 for a field left out. */
  int[] slots() {
    int[] slots = new int[width];
    Arrays.fill(slots, -1);
    for (int slot = 0; slot < places.length; slot++) {
      slots[places[slot]] = slot;
    }
    return slots;
  }
}
