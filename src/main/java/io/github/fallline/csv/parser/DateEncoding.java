package io.github.fallline.csv.parser;

import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The features that are made of the dates of a column. */
public final class DateEncoding extends FieldEncoding {
  private static final int DATE_LENGTH = 10;
  private static final int BASIC_LENGTH = 8;
  private static final int MOST_FRACTION_DIGITS = 9;

  private final List<DatePart> parts;
  private final int numbers;

  /** Null for ISO 8601. */
  private final @Nullable DateTimeFormatter formatter;

  public DateEncoding(DateColumn column) {
    parts = column.parts();
    numbers = column.numbers();
    formatter = column.formatter().orElse(null);
  }

  @Override
  public int numbers() {
    return numbers;
  }

  @Override
  public boolean write(String cell, double[] numbers, int first) {
    if (formatter != null) {
      return writeFormatted(formatter, cell, numbers, first);
    }
    byte[] text = cell.getBytes(StandardCharsets.UTF_8);
    return write(text, 0, text.length, numbers, first);
  }

  @Override
  boolean write(byte[] text, int from, int to, double[] numbers, int first) {
    if (formatter != null) {
      String cell = new String(text, from, to - from, StandardCharsets.UTF_8);
      return writeFormatted(formatter, cell, numbers, first);
    }
    LocalDate date = date(text, from, to);
    LocalTime time = date == null ? null : time(text, from + DATE_LENGTH, to);
    return write(date, time, numbers, first);
  }

  private boolean writeFormatted(
      DateTimeFormatter formatter, String cell, double[] numbers, int first) {
    try {
      TemporalAccessor parsed = formatter.parse(cell);
      LocalTime time = parsed.query(TemporalQueries.localTime());
      LocalDate date = parsed.query(TemporalQueries.localDate());
      return write(date, time == null ? LocalTime.MIDNIGHT : time, numbers, first);
    } catch (DateTimeException e) {
      return write(null, null, numbers, first);
    }
  }

  private boolean write(
      @Nullable LocalDate date, @Nullable LocalTime time, double[] numbers, int first) {
    if (date == null || time == null) {
      Arrays.fill(numbers, first, first + this.numbers, 0);
      return false;
    }
    int at = first;
    for (DatePart part : parts) {
      part.write(date, time, numbers, at);
      at += part.numbers();
    }
    return true;
  }

  /** The date at the beginning of a text; null if there is none. */
  private static @Nullable LocalDate date(byte[] text, int from, int to) {
    if (to - from == BASIC_LENGTH) {
      return date(digits(text, from, 4), digits(text, from + 4, 2), digits(text, from + 6, 2));
    }
    if (to - from < DATE_LENGTH || text[from + 4] != '-' || text[from + 7] != '-') {
      return null;
    }
    return date(digits(text, from, 4), digits(text, from + 5, 2), digits(text, from + 8, 2));
  }

  private static @Nullable LocalDate date(int year, int month, int day) {
    boolean valid =
        year >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= YearMonth.of(year, month).lengthOfMonth();
    return valid ? LocalDate.of(year, month, day) : null;
  }

  /** The time of day in the rest of a text, midnight if it is empty; null if it is none. */
  private static @Nullable LocalTime time(byte[] text, int from, int to) {
    if (from >= to) {
      return LocalTime.MIDNIGHT;
    }
    int at = from + 1;
    boolean separated = text[from] == 'T' || text[from] == 't' || text[from] == ' ';
    if (!separated || to - at < 5 || text[at + 2] != ':') {
      return null;
    }
    int hour = digits(text, at, 2);
    int minute = digits(text, at + 3, 2);
    int second = 0;
    int nanos = 0;
    at += 5;
    if (at < to && text[at] == ':') {
      second = to - at < 3 ? -1 : digits(text, at + 1, 2);
      at += 3;
      if (at < to && (text[at] == '.' || text[at] == ',')) {
        int count = digitCount(text, at + 1, to);
        if (count < 1 || count > MOST_FRACTION_DIGITS) {
          return null;
        }
        nanos = digits(text, at + 1, count);
        for (int i = count; i < MOST_FRACTION_DIGITS; i++) {
          nanos *= 10;
        }
        at += 1 + count;
      }
    }
    boolean valid =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    return valid && isOffset(text, at, to) ? LocalTime.of(hour, minute, second, nanos) : null;
  }

  /** Whether the rest of a text is empty, Z or an offset such as +01:00, +0100 or +01. */
  private static boolean isOffset(byte[] text, int from, int to) {
    if (from == to || (to - from == 1 && (text[from] == 'Z' || text[from] == 'z'))) {
      return true;
    }
    if (text[from] != '+' && text[from] != '-') {
      return false;
    }
    int length = to - from;
    boolean colon = length == 6 && text[from + 3] == ':';
    return (length == 3 || length == 5 || colon)
        && digits(text, from + 1, 2) >= 0
        && (length == 3 || digits(text, to - 2, 2) >= 0);
  }

  private static int digitCount(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - from;
  }

  /** The number of some digits, at most nine; -1 if they are not all digits. */
  private static int digits(byte[] text, int from, int count) {
    int number = 0;
    for (int at = from; at < from + count; at++) {
      if (text[at] < '0' || text[at] > '9') {
        return -1;
      }
      number = number * 10 + text[at] - '0';
    }
    return number;
  }
}
