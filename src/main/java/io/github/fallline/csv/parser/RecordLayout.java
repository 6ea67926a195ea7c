package io.github.fallline.csv.parser;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.CellFormat;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.RowBlock;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The layout of a record, and which of its fields make a row. Immutable. */
public final class RecordLayout {
  /** How a row with a missing value is treated. */
  public enum Gaps {
    /** The record needs the slow path. */
    REFUSED,
    /** The row is dropped and counted. */
    DROPPED,
    /**
     * The value is NaN. A missing target drops the row nevertheless; in a row with a target, a
     * missing weight makes the record not certain.
     */
    KEPT
  }

  /** The slot of a field that is no part of the row. */
  static final int LEFT_OUT = -1;

  /** The slot of a field that must be empty. */
  static final int EMPTY = -2;

  /**
   * The slot of a categorical field whose numbers begin at 0; that of one whose numbers begin at i
   * is {@code WORDS - i}.
   */
  static final int WORDS = -3;

  /** The slot of the key of a cluster. */
  static final int KEY = Integer.MIN_VALUE;

  /** No byte has this value. */
  private static final int NO_COMMENT = 1 << Byte.SIZE;

  private static final String NEVER_SEPARATORS = "\"\r\n\0+-.?/";

  private final byte separator;
  private final int width;
  private final int[] places;
  private final boolean labelled;
  private final boolean weighted;
  private boolean clustered;
  private @Nullable KeyNames keyNames;
  private final Gaps gaps;
  private final FieldEncoding[] encodings;
  private boolean blankRows;
  private int[] empty = {};
  private CellFormat cells = CellFormat.DEFAULT;
  private int comment = NO_COMMENT;

  /** How an exposure is given; null if there is none. */
  private Exposure.@Nullable Kind exposure;

  /** Whether rows have one feature of 0 that no field is read for. */
  private boolean noFeature;

  /** Whether a record counts as one line, whatever is in its quotes. */
  private boolean recordsCounted;

  /**
   * @param separator between fields, one that {@link #separates}
   * @param width fields a record has
   * @param places of the selected fields in the record, from 0, all different: the features in the
   *     order of the row and, if {@code labelled}, the target last
   * @param labelled whether the last selected field is a target; a row without its target is
   *     dropped
   * @param gaps what a missing value means
   */
  public RecordLayout(char separator, int width, int[] places, boolean labelled, Gaps gaps) {
    this(separator, width, places, labelled, gaps, Map.of());
  }

  /**
   * A layout with categorical columns.
   *
   * @param separator between fields, one that {@link #separates}
   * @param width fields a record has
   * @param places of the selected fields in the record, from 0, all different: the features in the
   *     order of the row and, if {@code labelled}, the target last
   * @param labelled whether the last selected field is a target; a row without its target is
   *     dropped
   * @param gaps what a missing value means; a missing word or date is NaN in all of its numbers
   * @param encodings by position among the selected fields, for features of words or dates: in the
   *     row, each takes as many numbers as its encoding has
   */
  public RecordLayout(
      char separator,
      int width,
      int[] places,
      boolean labelled,
      Gaps gaps,
      Map<Integer, ? extends FieldEncoding> encodings) {
    this(separator, width, places, labelled, false, gaps, encodings);
  }

  /**
   * A layout of rows with weights.
   *
   * @param separator between fields, one that {@link #separates}
   * @param width fields a record has
   * @param places of the selected fields in the record, from 0, all different: the features in the
   *     order of the row, the target if {@code labelled}, the weight if {@code weighted}
   * @param labelled whether there is a target; a row without its target is dropped
   * @param weighted whether the last selected field is a weight; only where there is a target
   * @param gaps what a missing value means; a missing word or date is NaN in all of its numbers
   * @param encodings by position among the selected fields, for features of words or dates: in the
   *     row, each takes as many numbers as its encoding has
   */
  public RecordLayout(
      char separator,
      int width,
      int[] places,
      boolean labelled,
      boolean weighted,
      Gaps gaps,
      Map<Integer, ? extends FieldEncoding> encodings) {
    Argument.require(separates(separator), "separator", "a plain one", separator);
    if (Arrays.stream(places).distinct().count() != places.length
        || Arrays.stream(places).anyMatch(place -> place < 0 || place >= width)) {
      throw new IllegalArgumentException(
          "places: expected different ones below " + width + ", got " + Arrays.toString(places));
    }
    this.separator = (byte) separator;
    this.width = width;
    this.places = places.clone();
    if (weighted && !labelled) {
      throw new IllegalArgumentException("weighted: rows with weights need a target");
    }
    this.labelled = labelled;
    this.weighted = weighted;
    this.gaps = gaps;
    this.encodings = new FieldEncoding[places.length];
    encodings.forEach((selected, known) -> this.encodings[selected] = known);
    for (int behind = 1; behind <= numbersBehind(); behind++) {
      if (this.encodings[places.length - behind] != null) {
        throw new IllegalArgumentException("words: a target is a number, as is a weight");
      }
    }
  }

  private RecordLayout(RecordLayout other) {
    separator = other.separator;
    width = other.width;
    places = other.places;
    labelled = other.labelled;
    weighted = other.weighted;
    clustered = other.clustered;
    keyNames = other.keyNames;
    gaps = other.gaps;
    encodings = other.encodings;
    blankRows = other.blankRows;
    empty = other.empty;
    cells = other.cells;
    comment = other.comment;
    exposure = other.exposure;
    noFeature = other.noFeature;
    recordsCounted = other.recordsCounted;
  }

  /**
   * The same fields, of which the one behind target and weight is an exposure. A row with a target
   * and without an exposure is treated as one without a weight.
   *
   * @param kind how it is given
   */
  public RecordLayout withExposure(Exposure.Kind kind) {
    RecordLayout layout = new RecordLayout(this);
    layout.exposure = kind;
    return layout;
  }

  /**
   * The same fields, none of which is a feature; rows have one of 0, which no field is read for.
   */
  public RecordLayout withoutFeatures() {
    RecordLayout layout = new RecordLayout(this);
    layout.noFeature = true;
    return layout;
  }

  /** The same fields, where a record counts as one line even if its quotes hold more. */
  public RecordLayout withRecordsCounted() {
    RecordLayout layout = new RecordLayout(this);
    layout.recordsCounted = true;
    return layout;
  }

  /** Whether a record counts as one line. */
  boolean recordsCounted() {
    return recordsCounted;
  }

  /**
   * The same layout for a text in which a blank line may be a record, which needs the slow path.
   */
  public RecordLayout withBlankRows() {
    RecordLayout layout = new RecordLayout(this);
    layout.blankRows = true;
    return layout;
  }

  /** The same records with cells that are written another way. */
  public RecordLayout withCells(CellFormat other) {
    RecordLayout layout = new RecordLayout(this);
    layout.cells = other;
    return layout;
  }

  /**
   * The same records, beside which lines that begin with a character are left out.
   *
   * @param character of ASCII
   */
  public RecordLayout withComment(char character) {
    RecordLayout layout = new RecordLayout(this);
    layout.comment = character;
    return layout;
  }

  /**
   * The same records, of which some fields must be empty: a record with a value in one of them
   * needs the slow path.
   *
   * @param fields places in the record, from 0, none of them selected
   */
  public RecordLayout withEmpty(int[] fields) {
    for (int field : fields) {
      if (field < 0 || field >= width || slots()[field] != LEFT_OUT) {
        throw new IllegalArgumentException(
            "fields: expected ones that are left out, got " + Arrays.toString(fields));
      }
    }
    RecordLayout layout = new RecordLayout(this);
    layout.empty = fields.clone();
    return layout;
  }

  /**
   * The same fields, of which the last selected one, behind the target and the weight, is no
   * feature but the key of a cluster: a number or a word, which becomes a {@link ClusterKey}. A row
   * with a target and without a key is treated as one without a weight.
   */
  public RecordLayout withKey() {
    if (!labelled) {
      throw new IllegalArgumentException("key: rows with keys need a target");
    }
    RecordLayout layout = new RecordLayout(this);
    layout.clustered = true;
    return layout;
  }

  /** The same, with the cells of the keys collected. */
  public RecordLayout withKeyNames(KeyNames collected) {
    RecordLayout layout = new RecordLayout(this);
    layout.keyNames = collected;
    return layout;
  }

  /** Collects the cells of the keys; null if they are not wanted. */
  @Nullable KeyNames keyNames() {
    return keyNames;
  }

  /** Whether a character is supported as a separator: ASCII, and no part of a number or a word. */
  public static boolean separates(char c) {
    return c < 0x80 && !Character.isLetterOrDigit(c) && NEVER_SEPARATORS.indexOf(c) < 0;
  }

  /**
   * Returns the size of a chunk of text whose rows take at most 8 times the wished bytes: smaller
   * where words become many numbers.
   *
   * @param wished bytes, at least 1
   */
  public int chunkBytes(int wished) {
    int numbers = features() + numbersBehind();
    // A field takes at least one byte, its separator or line end.
    return numbers <= width ? wished : Math.max(1, (int) ((long) wished * width / numbers));
  }

  CellFormat cells() {
    return cells;
  }

  /** The byte that begins a comment; above all bytes if there is none. */
  int comment() {
    return comment;
  }

  byte separator() {
    return separator;
  }

  int width() {
    return width;
  }

  /** An empty block for rows of this layout. */
  public RowBlock newBlock() {
    RowBlock block = new RowBlock(features(), labelled, weighted, clustered, gaps == Gaps.DROPPED);
    return exposure == null ? block : block.withExposures();
  }

  /** Whether rows have a weight, an exposure or a key, which are never imputed. */
  boolean weightedOrClustered() {
    return weighted || clustered || exposure != null;
  }

  /** How an exposure is given; null if there is none. */
  Exposure.@Nullable Kind exposure() {
    return exposure;
  }

  /** The slot of the exposure, if there is one. */
  int exposureSlot() {
    return features() + (labelled ? 1 : 0) + (weighted ? 1 : 0);
  }

  /** The number of values of a row behind the features. */
  private int numbersBehind() {
    return (labelled ? 1 : 0)
        + (weighted ? 1 : 0)
        + (exposure == null ? 0 : 1)
        + (clustered ? 1 : 0);
  }

  boolean blankRows() {
    return blankRows;
  }

  Gaps gaps() {
    return gaps;
  }

  /**
   * Features in a row: one for a column of numbers, as many as its words have for a categorical
   * one.
   */
  public int features() {
    int features = 0;
    for (int selected = 0; selected < places.length; selected++) {
      features += numbers(selected);
    }
    return features - numbersBehind() + (noFeature ? 1 : 0);
  }

  private int numbers(int selected) {
    return encodings[selected] == null ? 1 : encodings[selected].numbers();
  }

  /**
   * For each field of the record the index of its number in the row, that of the target behind the
   * features, those of weight and exposure behind it; {@link #LEFT_OUT} for a field left out,
   * {@link #EMPTY} for one that must be empty, and {@code WORDS - first} for a categorical one
   * whose numbers begin at {@code first}; {@link #KEY} for the key of a cluster.
   */
  int[] slots() {
    int[] slots = new int[width];
    Arrays.fill(slots, LEFT_OUT);
    for (int field : empty) {
      slots[field] = EMPTY;
    }
    int first = noFeature ? 1 : 0;
    for (int selected = 0; selected < places.length; selected++) {
      slots[places[selected]] = encodings[selected] == null ? first : WORDS - first;
      first += numbers(selected);
    }
    if (clustered) {
      slots[places[places.length - 1]] = KEY;
    }
    return slots;
  }

  /** For each field of the record its encoding; null for one that is a number or left out. */
  FieldEncoding[] encodings() {
    FieldEncoding[] byField = new FieldEncoding[width];
    for (int selected = 0; selected < places.length; selected++) {
      byField[places[selected]] = encodings[selected];
    }
    return byField;
  }
}
