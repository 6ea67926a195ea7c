package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnPatternTest {
  @ParameterizedTest
  @CsvSource({
    "x*, x, true",
    "x*, x12, true",
    "x*, ax, false",
    "*x, ax, true",
    "*x, xa, false",
    "*, '', true",
    "a*a, a, false",
    "a*a, aa, true",
    "a*b*c, a1b2c, true",
    "a*b*c, acb, false",
    "a*b*c, abbc, true",
    "a**c, abc, true",
    "a.c*, abc, false",
    "X*, x1, false"
  })
  void starStandsForAnyCharacters(String pattern, String name, boolean matches) {
    assertEquals(matches, ColumnPattern.of(pattern).matches(name, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "2-3, 1, false",
    "2-3, 2, true",
    "2-3, 3, true",
    "2-3, 4, false",
    "2-, 9, true",
    "2-, 1, false",
    "3-2, 3, false"
  })
  void rangeStandsForNumbersOfColumns(String pattern, int number, boolean matches) {
    assertEquals(matches, ColumnPattern.of(pattern).matches(Integer.toString(number), number - 1));
  }

  @ParameterizedTest
  @CsvSource({"x*, false, true", "3-7, true, true", "3-7, false, false", "x, true, false"})
  void otherTextsAreNames(String text, boolean numbered, boolean pattern) {
    assertEquals(pattern, ColumnPattern.isPattern(text, numbered));
  }
}
