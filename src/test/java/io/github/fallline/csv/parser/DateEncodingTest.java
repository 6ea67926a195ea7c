package io.github.fallline.csv.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateEncodingTest {
  private static DateEncoding encoding(String format, DatePart... parts) {
    return new DateEncoding(new DateColumn("d", List.of(parts), Optional.ofNullable(format)));
  }

  private static double days(String format, String cell) {
    double[] numbers = new double[1];
    return encoding(format, DatePart.DAYS).write(cell, numbers, 0) ? numbers[0] : Double.NaN;
  }

  /** Days since 1970-01-01 by hand: 365 days a year, 366 in leap years. */
  @ParameterizedTest
  @CsvSource({
    "1970-01-01, 0",
    "1969-12-31, -1",
    "1971-01-01, 365",
    "1973-01-01, 1096",
    "19730101, 1096",
    "1970-01-02 06:00, 1.25",
    "1970-01-02T06:00:00, 1.25",
    "1970-01-02t18:00:00.000, 1.75",
    "1970-01-02T12:00Z, 1.5",
    "1970-01-02T12:00:00+01:00, 1.5",
    "1970-01-02 12:00-0530, 1.5",
    "1970-01-02 12:00+02, 1.5",
    "1970-01-01 00:00:00.0864, 0.000001",
    "1970-01-01 00:00:00.086400000, 0.000001"
  })
  void datesAreDaysSince1970(String cell, double days) {
    assertEquals(days, days(null, cell));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "2024",
        "2024-1-1",
        "2024-13-01",
        "2024-00-01",
        "2024-02-30",
        "2023-02-29",
        "2024/01/01",
        "2024-01-01x",
        "2024-01-01 ",
        "2024-01-01 1",
        "2024-01-01 24:00",
        "2024-01-01 12:60",
        "2024-01-01 12:00:60",
        "2024-01-01 12:00:0",
        "2024-01-01 12:00:00.",
        "2024-01-01 12:00:00.1234567890",
        "2024-01-01 12:00+",
        "2024-01-01 12:00+1",
        "2024-01-01 12:00+xx",
        "2024-01-01 12:00Zx",
        "-024-01-01",
        "2024-01-01Z"
      })
  void otherTextsAreNone(String cell) {
    assertEquals(Double.NaN, days(null, cell));
  }

  @ParameterizedTest
  @CsvSource({
    "d.M.yyyy, 2.1.1970, 1",
    "dd.MM.yyyy, 02.01.1970, 1",
    "M/d/yyyy, 1/2/1970, 1",
    "M/d/yyyy H:mm, 1/2/1970 6:00, 1.25",
    "d MMM yyyy, 2 Jan 1970, 1",
    "d MMM yyyy, 2 jan 1970, 1",
    "yyyy-MM, 1971-01, 365",
    "yyyy, 1971, 365",
    "yyyy-D, 1970-33, 32",
    "d.M.yyyy, 1970-01-02, NaN",
    "d.M.yyyy, 31.2.1970x, NaN"
  })
  void formatsAreThoseOfJava(String format, String cell, double days) {
    assertEquals(days, days(format, cell));
  }

  @ParameterizedTest
  @ValueSource(strings = {"q", "d.M.", "HH:mm", "{"})
  void formatsWithoutAYearAreRejected(String format) {
    assertThrows(IllegalArgumentException.class, () -> encoding(format, DatePart.DAYS));
  }

  /** The parts are those of java.time, in both ways to read. */
  @Test
  void partsAgreeWithJava() {
    DatePart[] parts = DatePart.values();
    DateEncoding iso = encoding(null, parts);
    DateEncoding own = encoding("dd/MM/yyyy HH:mm:ss", parts);
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ENGLISH);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      long second = random.nextLong(-5_000_000_000L, 5_000_000_000L);
      LocalDateTime at = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
      double[] expected = new double[iso.numbers()];
      expected[0] = Math.floorDiv(second, 86_400L) + Math.floorMod(second, 86_400L) / 86_400.0;
      expected[1] = second;
      expected[2] = at.getYear();
      expected[3] = at.getDayOfYear();
      if (at.getMonthValue() > 1) {
        expected[4 + at.getMonthValue() - 2] = 1;
      }
      if (at.getDayOfWeek().getValue() > 1) {
        expected[15 + at.getDayOfWeek().getValue() - 2] = 1;
      }
      expected[21] = at.getHour() + at.getMinute() / 60.0 + at.getSecond() / 3600.0;
      assertArrayEquals(expected, numbers(iso, at.toString()), 1e-9);
      assertArrayEquals(numbers(iso, at.toString()), numbers(own, formatter.format(at)));
    }
  }

  private static double[] numbers(DateEncoding encoding, String cell) {
    double[] ofText = new double[encoding.numbers()];
    double[] ofBytes = new double[encoding.numbers()];
    byte[] bytes = cell.getBytes(UTF_8);
    assertEquals(
        encoding.write(cell, ofText, 0), encoding.write(bytes, 0, bytes.length, ofBytes, 0));
    assertArrayEquals(ofText, ofBytes);
    return ofText;
  }

  @Test
  void featuresAreNamedByPartAndColumn() {
    DateColumn column =
        new DateColumn("d", List.of(DatePart.DAYS, DatePart.WEEKDAY), Optional.empty());
    assertEquals(
        List.of(
            "days(d)",
            "weekday(d)=Tuesday",
            "weekday(d)=Wednesday",
            "weekday(d)=Thursday",
            "weekday(d)=Friday",
            "weekday(d)=Saturday",
            "weekday(d)=Sunday"),
        column.features());
    assertEquals(
        "month(d)=December",
        new DateColumn("d", List.of(DatePart.MONTH), Optional.empty()).features().get(10));
    assertThrows(
        IllegalArgumentException.class, () -> new DateColumn("d", List.of(), Optional.empty()));
  }
}
