package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** The settings of the parser for a delimited text, and the detection of its separator. */
final class CsvDialect {
  private static final char[] CANDIDATES = {',', ';', '\t', '|'};
  private static final char NONE = 0;

  /** The records of a sample that are looked at. */
  static final int SAMPLE_RECORDS = 100;

  /** A number with a decimal point or comma. */
  private static final Pattern NUMBER_LIKE =
      Pattern.compile("[-+]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][-+]?\\d+)?");

  private final CsvFormat format;
  private final CellSyntax cells;
  private boolean quoted;

  CsvDialect(CsvFormat format) {
    this.format = format;
    cells = new CellSyntax(format.cells());
  }

  CsvFormat format() {
    return format;
  }

  /** How cells are written. */
  CellSyntax cells() {
    return cells;
  }

  /** The parser's settings. A field that is empty and not quoted is null. */
  CSVFormat parserFormat(char separator) {
    CSVFormat.Builder builder = CSVFormat.DEFAULT.builder();
    if (format.comment().isPresent()) {
      builder.setCommentMarker(format.comment().get());
    }
    return builder
        .setDelimiter(separator)
        // When the parser skips blank lines itself, the line on which a record starts is lost.
        .setIgnoreEmptyLines(false)
        .setIgnoreSurroundingSpaces(true)
        // Only this mode distinguishes an empty line from a quoted empty field.
        .setQuoteMode(QuoteMode.ALL_NON_NULL)
        .get();
  }

  /** Whether a record is a blank line. */
  static boolean isBlank(CSVRecord line) {
    return line.size() == 1 && line.get(0) == null;
  }

  /**
   * Detects the separator of a text: the one that splits most of the lines into as many fields as
   * the first, at least two, most of them numbers; a comma if there is none. A character that
   * occurs in numbers separates only where no other does, and runs of blanks only where no other
   * character does, or where they split the lines between tabs into numbers.
   *
   * @param sample the beginning of the text
   * @param complete whether the sample is the whole text
   */
  char separatorOf(String sample, boolean complete) {
    char detected = detected(sample, complete);
    return detected == NONE ? firstOutsideNumbers() : detected;
  }

  /** The separator of a text with one column: any that no cell contains. */
  private char firstOutsideNumbers() {
    for (char candidate : CANDIDATES) {
      if (!format.isInNumbers(candidate) && !format.comment().equals(Optional.of(candidate))) {
        return candidate;
      }
    }
    throw new IllegalStateException("no separator");
  }

  private char detected(String sample, boolean complete) {
    List<Character> inNumbers = new ArrayList<>();
    List<Character> others = new ArrayList<>();
    for (char candidate : CANDIDATES) {
      if (!format.comment().equals(Optional.of(candidate))) {
        (format.isInNumbers(candidate) ? inNumbers : others).add(candidate);
      }
    }
    if (inNumbers.isEmpty() && begins(sample, ',') && hasNoneBut(',', sample)) {
      // Most texts: splitting them four times takes longer than reading many of them.
      return others.get(0);
    }
    char best = best(others, sample, complete);
    boolean runs = sample.indexOf(' ') >= 0 || sample.contains("\t\t");
    boolean doubtful = best == NONE || (best == '\t' && runs);
    if (doubtful && isSeparatedByBlanks(best, sample, complete)) {
      return CsvFormat.BLANKS;
    }
    if (best == NONE) {
      best = best(inNumbers, sample, complete);
      quoted = best != NONE && isWithinFields(best, sample);
    }
    return best;
  }

  /** Whether the first line has a character. */
  private static boolean begins(String sample, char character) {
    for (int i = 0; i < sample.length() && sample.charAt(i) != '\n'; i++) {
      if (sample.charAt(i) == character) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether runs of blanks split the lines into as many fields each, or one more than the first
   * has, which may lack a name for that of the rows; some of them numbers, and more than another
   * separator does.
   *
   * @param other a separator that splits the lines, too; {@link #NONE} if there is none
   */
  private boolean isSeparatedByBlanks(char other, String sample, boolean complete) {
    if (!format.mayHaveBlanks()) {
      return false;
    }
    List<CSVRecord> records = wholeRecords(byTabs(sample), BlankRuns.SEPARATOR, complete);
    int lines = records.size();
    if (lines == 0) {
      return false;
    }
    int width = records.get(lines - 1).size();
    int fitting = 0;
    double numbers = 0;
    for (int i = format.header() ? 1 : 0; i < lines; i++) {
      fitting += records.get(i).size() == width ? 1 : 0;
      numbers += numberShare(records.get(i));
    }
    int first = records.get(0).size();
    boolean header = first == width || (other == NONE && first > 1 && first == width - 1);
    if (width < 2 || !header || numbers == 0 || 4 * fitting < 3 * (lines - 1)) {
      return false;
    }
    return other == NONE || score(records) > score(wholeRecords(sample, other, complete));
  }

  private String byTabs(String sample) {
    int comment = format.comment().isPresent() ? format.comment().get() : -1;
    InputStream bytes = new ByteArrayInputStream(sample.getBytes(StandardCharsets.UTF_8));
    try (InputStream runs = BlankRuns.of(bytes, comment)) {
      return new String(runs.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of memory
    }
  }

  private boolean isWithinFields(char separator, String sample) {
    for (CSVRecord line : records(sample, separator)) {
      for (String field : line) {
        if (field != null && field.indexOf(separator) >= 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the best of some separators. */
  private char best(List<Character> candidates, String sample, boolean complete) {
    char best = NONE;
    double highest = -1;
    for (char candidate : candidates) {
      double score = score(wholeRecords(sample, candidate, complete));
      if (score > highest) {
        highest = score;
        best = candidate;
      }
    }
    return best;
  }

  private List<CSVRecord> wholeRecords(String sample, char separator, boolean complete) {
    List<CSVRecord> records = records(sample, separator);
    if (!complete && records.size() > 1 && records.size() < SAMPLE_RECORDS) {
      records.remove(records.size() - 1); // cut off by the end of the sample
    }
    return records;
  }

  private static boolean hasNoneBut(char separator, String sample) {
    for (char candidate : CANDIDATES) {
      if (candidate != separator && sample.indexOf(candidate) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** The first records of a sample, without blank lines. */
  List<CSVRecord> records(String sample, char separator) {
    List<CSVRecord> records = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(sample), parserFormat(separator))) {
      for (Iterator<CSVRecord> i = parser.iterator();
          records.size() < SAMPLE_RECORDS && i.hasNext(); ) {
        CSVRecord line = i.next();
        if (!isBlank(line)) {
          records.add(line);
        }
      }
      return records;
    } catch (UncheckedIOException | IOException e) {
      return records; // quotes do not fit this separator from here on, which lowers its score
    }
  }

  private double score(List<CSVRecord> records) {
    if (records.isEmpty() || records.get(0).size() < 2) {
      return -1;
    }
    int width = records.get(0).size();
    double score = 0;
    for (CSVRecord line : records) {
      score += line.size() == width ? 1 + numberShare(line) : 0;
    }
    return score;
  }

  private double numberShare(CSVRecord line) {
    long numbers = line.stream().filter(this::isNumberLike).count();
    return (double) numbers / line.size();
  }

  private boolean isNumberLike(String field) {
    String cell = field == null ? "" : field.strip();
    return cells.isMissing(cell)
        || NUMBER_LIKE.matcher(cell).matches()
        || (!format.cells().hasPlainNumbers() && cells.isNumber(cell));
  }

  /**
   * Rejects a text whose fields are separated by the decimal mark, unless quoted fields have it
   * too, or by the thousands separator, unless there are quotes.
   *
   * @param records whose separator was detected
   * @param quotes whether there are quotes
   */
  void requireSeparable(CsvRecords records, boolean quotes) {
    char separator = records.separator();
    boolean decimals = separator == format.cells().decimalMark();
    boolean safe = decimals ? quoted : quotes;
    if (format.isInNumbers(separator) && !safe) {
      String setting =
          decimals ? Setting.DECIMAL_COMMA.toString() : Setting.THOUSANDS.with(separator);
      throw records.error(
          "the fields are separated by '"
              + separator
              + "', which "
              + setting
              + " expects within numbers (leave out "
              + setting
              + ", or name another "
              + Setting.SEPARATOR
              + ")");
    }
  }
}
