package io.github.fallline.data;

import io.github.fallline.argument.Setting;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What of a date and time becomes a feature, or several. */
public enum DatePart {
  /** Days since 1970-01-01, the time of day as a fraction. */
  DAYS("days"),
  /** Seconds since the beginning of 1970-01-01. */
  SECONDS("seconds"),
  /** The year. */
  YEAR("year"),
  /** The day of the year, from 1. */
  DAY_OF_YEAR("day-of-year"),
  /** Indicators of the months but January. */
  MONTH("month"),
  /** Indicators of the days of the week but Monday. */
  WEEKDAY("weekday"),
  /** The hour of the day, the minutes as a fraction; 0 for a date without a time. */
  HOUR("hour");

  private static final double NANOS_A_DAY = 8.64e13;
  private static final double NANOS_AN_HOUR = 3.6e12;
  private static final double NANOS_A_SECOND = 1e9;
  private static final int SECONDS_A_DAY = 86_400;

  private final String label;

  DatePart(String label) {
    this.label = label;
  }

  /**
   * The part of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DatePart of(String label) {
    List<String> labels = new ArrayList<>();
    for (DatePart part : values()) {
      if (part.label.equals(label)) {
        return part;
      }
      labels.add(part.label);
    }
    throw new IllegalArgumentException(
        Setting.DATE_PART
            + ": expected one of "
            + String.join(", ", labels)
            + ", got '"
            + label
            + "'");
  }

  /** The name of the part. */
  public String label() {
    return label;
  }

  /** The number of features that it becomes. */
  public int numbers() {
    return switch (this) {
      case MONTH -> Month.values().length - 1;
      case WEEKDAY -> DayOfWeek.values().length - 1;
      case DAYS, SECONDS, YEAR, DAY_OF_YEAR, HOUR -> 1;
    };
  }

  /** The names of the features, such as {@code year(sold)} and {@code weekday(sold)=Tuesday}. */
  List<String> features(String column) {
    String name = label + "(" + column + ")";
    if (numbers() == 1) {
      return List.of(name);
    }
    List<String> names = new ArrayList<>();
    for (int level = 1; level <= numbers(); level++) {
      names.add(name + "=" + levelName(level));
    }
    return names;
  }

  private String levelName(int level) {
    return this == MONTH
        ? Month.of(level + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        : DayOfWeek.of(level + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /**
   * Writes the features of a date and time.
   *
   * @param numbers overwritten in {@link #numbers()} elements from {@code first} on
   */
  public void write(LocalDate date, LocalTime time, double[] numbers, int first) {
    switch (this) {
      case DAYS -> numbers[first] = date.toEpochDay() + time.toNanoOfDay() / NANOS_A_DAY;
      case SECONDS ->
          numbers[first] =
              (double) date.toEpochDay() * SECONDS_A_DAY + time.toNanoOfDay() / NANOS_A_SECOND;
      case YEAR -> numbers[first] = date.getYear();
      case DAY_OF_YEAR -> numbers[first] = date.getDayOfYear();
      case MONTH -> writeLevel(date.getMonthValue(), numbers, first);
      case WEEKDAY -> writeLevel(date.getDayOfWeek().getValue(), numbers, first);
      case HOUR -> numbers[first] = time.toNanoOfDay() / NANOS_AN_HOUR;
    }
  }

  /** Writes the indicators of a level, from 1, of which the first has none. */
  private void writeLevel(int level, double[] numbers, int first) {
    for (int i = 0; i < numbers(); i++) {
      numbers[first + i] = i == level - 2 ? 1 : 0;
    }
  }
}
