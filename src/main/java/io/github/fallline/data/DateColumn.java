package io.github.fallline.data;

import io.github.fallline.argument.Setting;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A column of dates, or of dates and times, and the features that are made of them.
 *
 * @param name of the column
 * @param parts what becomes features, in their order, all different, at least one
 * @param format a pattern of {@link DateTimeFormatter} with English names, such as {@code
 *     d.M.yyyy}; empty for ISO 8601: {@code 2024-01-31}, {@code 20240131}, {@code 2024-01-31
 *     18:30:00} or {@code 2024-01-31T18:30:00.5+01:00}, whose offset is ignored
 */
public record DateColumn(String name, List<DatePart> parts, Optional<String> format) {
  /** Rejects a column of no parts, or a pattern of other than dates. */
  public DateColumn {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || new HashSet<>(parts).size() < parts.size()) {
      throw new IllegalArgumentException(
          Setting.DATES
              + ": expected different parts of column '"
              + name
              + "', at least one, got "
              + parts);
    }
    if (format.isPresent()) {
      formatter(format.get());
    }
  }

  /** A column of ISO 8601 dates as a number of days: {@link DatePart#DAYS}. */
  public static DateColumn days(String name) {
    return new DateColumn(name, List.of(DatePart.DAYS), Optional.empty());
  }

  /**
   * The same for dates of another format.
   *
   * @param pattern such as {@code d.M.yyyy}
   * @throws IllegalArgumentException if it is none of dates
   */
  public DateColumn withFormat(String pattern) {
    return new DateColumn(name, parts, Optional.of(pattern));
  }

  /** The names of the features, in the order of the parts. */
  public List<String> features() {
    List<String> features = new ArrayList<>();
    for (DatePart part : parts) {
      features.addAll(part.features(name));
    }
    return features;
  }

  /** The number of features. */
  public int numbers() {
    int numbers = 0;
    for (DatePart part : parts) {
      numbers += part.numbers();
    }
    return numbers;
  }

  /** Parses dates of the format; empty for ISO 8601. */
  public Optional<DateTimeFormatter> formatter() {
    return format.map(DateColumn::formatter);
  }

  /** A date without a day is the first of its month, one without a month of its year. */
  private static DateTimeFormatter formatter(String pattern) {
    String letters = pattern.replaceAll("'[^']*'", "");
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    try {
      builder.appendPattern(pattern);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Setting.DATE_FORMAT
              + " '"
              + pattern
              + "': "
              + e.getMessage()
              + "; expected a pattern such as d.M.yyyy or yyyy-MM-dd HH:mm",
          e);
    }
    boolean ofYear = letters.indexOf('D') >= 0;
    boolean month = letters.indexOf('M') >= 0 || letters.indexOf('L') >= 0;
    if (letters.indexOf('y') < 0 && letters.indexOf('u') < 0) {
      throw new IllegalArgumentException(
          Setting.DATE_FORMAT + " '" + pattern + "': expected a year in it, such as yyyy");
    }
    if (!ofYear && !month) {
      builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
    }
    if (!ofYear && letters.indexOf('d') < 0) {
      builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
    }
    return builder.toFormatter(Locale.ENGLISH);
  }
}
