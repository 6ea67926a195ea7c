package io.github.fallline.csv.parser;

import io.github.fallline.data.Exposure;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.RowBlock;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Parses records in a range of bytes into rows of doubles: the fast path of all readers.
 *
 * <p>A record ends in LF, CR LF or CR. A quoted field begins with a quote right behind a separator
 * (blanks aside) and ends in one right before a separator or the end of the line; a quote within it
 * is written twice. Any other record needs the slow path.
 *
 * <p>One thread uses a parser at a time.
 */
public final class RowParser {
  private static final int DECODED = 1 << 12;

  private final FieldParser fields;
  private final byte separator;
  private final int width;
  private final int columns;
  private final int[] slots;
  private final FieldEncoding[] encodings;
  private final boolean gapsRefused;
  private final boolean weightsRequired;
  private final boolean blankRows;
  private final boolean recordsCounted;
  private final byte point;

  /** The slot of an exposure; negative if there is none. */
  private final int exposureSlot;

  private final double leastExposure;
  private final double mostExposure;

  /** Numbers from this slot on have a range. */
  private final int ranged;

  /** The byte that begins a comment; no byte if there is none. */
  private final int comment;

  /** Fields whose slot is below this one are not scanned as short numbers. */
  private final int scanned;

  /** Quoted fields whose slot is below this one are not scanned as short numbers. */
  private final int scannedInQuotes;

  /** Null unless the cells of keys are collected. */
  private final KeyNames.@Nullable Collector keyNames;

  private @Nullable CharsetDecoder decoder;

  public RowParser(RecordLayout layout) {
    separator = layout.separator();
    width = layout.width();
    columns = layout.features();
    slots = layout.slots();
    encodings = layout.encodings();
    gapsRefused = layout.gaps() == RecordLayout.Gaps.REFUSED;
    blankRows = layout.blankRows();
    weightsRequired = layout.weightedOrClustered() && layout.gaps() == RecordLayout.Gaps.KEPT;
    point = (byte) layout.cells().decimalMark();
    comment = layout.comment();
    recordsCounted = layout.recordsCounted();
    Exposure.Kind kind = layout.exposure();
    exposureSlot = kind == null ? -1 : layout.exposureSlot();
    leastExposure = kind == null ? 0 : kind.least();
    mostExposure = kind == null ? 0 : kind.most();
    ranged = exposureSlot == columns ? columns : columns + 1;
    // A short number may be a word for a missing value, or end at its decimal mark.
    scannedInQuotes = layout.cells().missingWords().hasNumbers() ? Integer.MAX_VALUE : 0;
    scanned = point == separator ? Integer.MAX_VALUE : scannedInQuotes;
    fields = new FieldParser(separator, layout.cells());
    KeyNames names = layout.keyNames();
    keyNames = names == null ? null : names.collector();
  }

  /**
   * Parses the records of a range.
   *
   * @param text with {@link DecimalScanner#PADDING} bytes readable behind {@code to}
   * @param from the beginning of a record
   * @param to behind the end of a line
   * @param block overwritten with the rows
   * @return where it stopped: {@code to}, or the beginning of the first record that needs the slow
   *     path or does not fit into the block
   */
  public int parse(byte[] text, int from, int to, RowBlock block) {
    block.clear();
    fields.begin(to);
    int at = from;
    while (at < to) {
      if (block.isFull() && !block.makeRoom(at - from, to - from)) {
        break;
      }
      int next = row(text, at, block);
      if (next < 0) {
        break;
      }
      at = next;
    }
    if (fields.sawOtherThanAscii() && !isUtf8(text, from, at)) {
      block.clear();
      return from;
    }
    block.setBytes(at - from);
    return at;
  }

  /** Whether there were quotes in the last range. */
  public boolean sawQuotes() {
    return fields.sawQuotes();
  }

  /**
   * Parses one record or blank line.
   *
   * @return the beginning of the next; negative if it needs the slow path
   */
  private int row(byte[] text, int from, RowBlock block) {
    byte first = text[from];
    if (first <= ' ' && first >= 0 && fields.isBlankLine(text, from)) {
      if (blankRows) {
        return -1;
      }
      block.blankLine();
      return fields.nextLine(text, fields.end());
    }
    if (first == comment) {
      return comment(text, from, block);
    }
    int row = block.nextRow();
    double[] features = block.features();
    int at = from;
    boolean plain = true;
    boolean incomplete = false;
    for (int column = 0; column < width; column++) {
      int slot = slots[column];
      double[] numbers = features;
      int place = row + slot;
      if (slot >= columns) {
        numbers = slot == columns ? block.targets() : block.weights();
        numbers = slot == exposureSlot ? block.exposures() : numbers;
        place = block.rows();
      }
      int end = slot >= scanned ? DecimalScanner.scanShort(text, at, point, numbers, place) : at;
      byte next = text[end];
      if (end == at || (next != separator && next != '\n')) {
        boolean quoted = text[at] == '"' && slot >= scannedInQuotes;
        end = quoted ? quoted(text, at, numbers, place) : at;
        if (end == at) {
          if (!field(text, at, column, block, row)) {
            return -1;
          }
          if (slot >= 0) {
            numbers[place] = fields.value();
          }
          end = fields.end();
          plain = false;
          if (Double.isNaN(fields.value())) {
            if (gapsRefused) {
              return -1;
            }
            incomplete = true;
          }
        }
        next = text[end];
      }
      if (slot >= ranged && isOutside(slot, numbers[place])) {
        return -1; // no weight or exposure
      }
      at = end + 1;
      if (next != separator) {
        return column == width - 1 ? endRow(text, end, block, plain, incomplete) : -1;
      }
    }
    return -1; // a separator behind the last field
  }

  /**
   * Parses a short plain number in quotes, right behind which the field ends.
   *
   * @return the end of the field; {@code from} if it is another
   */
  private int quoted(byte[] text, int from, double[] numbers, int place) {
    int end = DecimalScanner.scanShort(text, from + 1, point, numbers, place);
    if (end == from + 1
        || text[end] != '"'
        || (text[end + 1] != separator && text[end + 1] != '\n')) {
      return from;
    }
    fields.noteQuotes();
    return end + 1;
  }

  /** Whether a number is no weight, or no exposure. */
  private boolean isOutside(int slot, double number) {
    return slot == exposureSlot ? number < leastExposure || number > mostExposure : number < 0;
  }

  private int comment(byte[] text, int from, RowBlock block) {
    if (!fields.skipLine(text, from)) {
      return -1;
    }
    block.blankLine();
    return fields.nextLine(text, fields.end());
  }

  /**
   * Reads a field that is not a short plain number; words and dates are written into the row at
   * once.
   */
  private boolean field(byte[] text, int at, int column, RowBlock block, int row) {
    int slot = slots[column];
    if (slot >= RecordLayout.LEFT_OUT) {
      return fields.read(text, at, slot >= 0);
    }
    if (slot == RecordLayout.EMPTY) {
      return fields.readEmpty(text, at);
    }
    if (slot == RecordLayout.KEY) {
      return key(text, at, block);
    }
    return fields.readEncoded(
        text, at, encodings[column], block.features(), row + RecordLayout.WORDS - slot);
  }

  private boolean key(byte[] text, int at, RowBlock block) {
    boolean read = fields.readKey(text, at);
    double key = fields.value();
    block.keys()[block.rows()] = key;
    if (keyNames != null && read && !Double.isNaN(key) && keyNames.isNew(key)) {
      keyNames.add(key, ClusterKey.name(fields.cell(text)));
    }
    return read;
  }

  private int endRow(byte[] text, int end, RowBlock block, boolean plain, boolean incomplete) {
    if (plain) {
      block.endRow();
      return end + 1;
    }
    if (incomplete && weightsRequired && block.isUnweightedOrUnclustered()) {
      return -1; // an error
    }
    int inner = fields.takeInnerLines();
    block.endRow(incomplete, recordsCounted ? 1 : 1 + inner);
    return fields.nextLine(text, end);
  }

  private boolean isUtf8(byte[] text, int from, int to) {
    if (decoder == null) {
      decoder = StandardCharsets.UTF_8.newDecoder();
    }
    decoder.reset();
    CharBuffer decoded = CharBuffer.allocate(DECODED);
    ByteBuffer encoded = ByteBuffer.wrap(text, from, to - from);
    CoderResult result;
    do {
      result = decoder.decode(encoded, decoded.clear(), true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
