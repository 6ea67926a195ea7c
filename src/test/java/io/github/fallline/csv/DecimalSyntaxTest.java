package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalSyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "-.5e-3",
        "1E5",
        "1e+05",
        "007",
        "0.1",
        "4.9e-324",
        "2.4703282292062327e-324", // just below half of the smallest double: 0
        "1e-400",
        "2.2250738585072012e-308",
        "1.7976931348623157e308",
        "9007199254740993", // a tie between two doubles
        "0.500000000000000166533453693773481063544750213623046875", // a tie in many digits
        "123456789012345678901234567890123456789"
      })
  void equalsTheParserOfTheJdk(String text) {
    assertSameBits(text);
  }

  @Test
  void equalsTheParserOfTheJdkOnRandomBits() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertSameBits(Double.toString(number));
        assertSameBits(String.format(Locale.ROOT, "%.5f", number % 1e6));
      }
    }
  }

  private static void assertSameBits(String text) {
    long expected = Double.doubleToRawLongBits(Double.parseDouble(text));
    assertEquals(expected, Double.doubleToRawLongBits(DecimalSyntax.parse(text)), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1d",
        "1f",
        "1L",
        "0x1p3",
        "0x10",
        "1_000",
        "1,000",
        "1,5",
        "Infinity",
        "inf",
        "NaN",
        " 1",
        "1 ",
        "1 2",
        "--1",
        "+-1",
        "1e",
        "e5",
        ".",
        "+",
        "",
        "1.2.3",
        "1e5.5",
        "１",
        "$1",
        "50%"
      })
  void refusesEverythingElse(String text) {
    assertThrows(NumberFormatException.class, () -> DecimalSyntax.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"1e400, Infinity", "-1e309, -Infinity", "1.7976931348623159e308, Infinity"})
  void isInfiniteBeyondTheRangeOfDouble(String text, double expected) {
    assertEquals(expected, DecimalSyntax.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7,5         | with a decimal point instead of the comma: 7.5",
        "-,5         | with a decimal point instead of the comma: -.5",
        "0,123       | with a decimal point instead of the comma: 0.123",
        "7,5e3       | with a decimal point instead of the comma: 7.5e3",
        "1.234,5     | with a decimal point instead of the comma: 1234.5",
        "1,234,567   | without thousands commas: 1234567",
        "-1,234.50   | without thousands commas: -1234.50",
        "1,234       | without a comma: 1.234 if it marks decimals, 1234 if thousands",
        "12,34,5     | ''",
        "a,5         | ''",
        "abc         | ''"
      })
  void explainsHowToWriteANumberWithCommas(String text, String remedy) {
    assertEquals(remedy, DecimalSyntax.commaRemedy(text));
  }
}
