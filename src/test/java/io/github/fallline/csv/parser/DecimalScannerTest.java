package io.github.fallline.csv.parser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.RowBlock;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every number has the bits that Double.parseDouble gives it, by either way through the scanner.
 */
class DecimalScannerTest {
  private static final RecordLayout ONE_COLUMN =
      new RecordLayout(',', 1, new int[] {0}, false, RecordLayout.Gaps.REFUSED);

  private final RowParser parser = new RowParser(ONE_COLUMN);
  private final RowBlock block = ONE_COLUMN.newBlock();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+0",
        "-0.0",
        "00000000000000000000000000",
        "0e999",
        "-0.000e-999",
        "7",
        "1.",
        ".5",
        "-.5",
        "+.5e1",
        "1e5",
        "1E5",
        "1e+5",
        "1e-05",
        "1e005",
        "1e0000005",
        "1234567",
        "12345678",
        "123456789",
        "1234567.1234567",
        "1234567.12345678",
        "12345678.1234567",
        "00000001.5",
        "0.00000001",
        "0.0000000000000000000000000000000000000001",
        "9007199254740991", // 2^53 - 1
        "9007199254740992",
        "9007199254740993", // a tie, to even
        "9007199254740995",
        "900719925474099.3",
        "9223372036854775807", // 2^63 - 1
        "9223372036854775808",
        "18446744073709551616", // 2^64
        "9999999999999999999",
        "99999999999999999999",
        "1e22", // the last exact power
        "1e23", // a tie that Clinger's way would miss
        "8.5e22",
        "123456789e22",
        "9007199254740991e22",
        "9007199254740991e-22",
        "1e-22",
        "1e-23",
        "4.9e-324", // the smallest
        "2.4703282292062327208e-324", // just below half of it
        "2.4703282292062328e-324", // just above
        "2.2250738585072011e-308", // below the smallest normal one
        "2.2250738585072014e-308",
        "1.7976931348623157e308", // the largest
        "1.7976931348623158e308", // rounds down to it
        "1e400",
        "-1e400",
        "1e-400",
        "1e99999999999",
        "0.500000000000000166533453693773481063544750213623046875", // a tie in many digits
        "0.5000000000000001665334536937734810635447502136230468750000000000000000000000000000001",
        "3.1415926535897932384626433832795028841971" // 40 decimals
      })
  void equalsParseDouble(String text) {
    assertSameBits(text);
  }

  @Test
  void equalsParseDoubleOnRandomBits() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 30_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertSameBits(Double.toString(number));
        assertSameBits(String.format(Locale.ROOT, "%." + random.nextInt(25) + "e", number));
      }
    }
  }

  @Test
  void equalsParseDoubleOnRandomDigits() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 300_000; i++) {
      StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
      digits(text, random, random.nextInt(1, 12));
      text.append(random.nextInt(5) == 0 ? "" : ".");
      digits(text, random, text.indexOf(".") < 0 ? 0 : random.nextInt(12));
      if (random.nextInt(4) == 0) {
        text.append("eE".charAt(random.nextInt(2))).append(random.nextInt(-40, 40));
      }
      assertSameBits(text.toString());
    }
  }

  @Test
  void equalsParseDoubleOnFortyDigits() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      digits(text, random, 40);
      text.insert(random.nextInt(41), '.').append('e').append(random.nextInt(-340, 300));
      assertSameBits(text.toString());
    }
  }

  /** Halfway between neighbouring doubles, in all digits, and a hair to either side of it. */
  @Test
  void equalsParseDoubleAroundHalfwayCases() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 5_000; i++) {
      long bits = random.nextLong() & Long.MAX_VALUE;
      if (i % 4 == 0) {
        bits &= (1L << 52) - 1; // subnormal
      }
      double low = Double.longBitsToDouble(bits);
      double high = Math.nextUp(low);
      if (Double.isFinite(high)) {
        BigDecimal half =
            new BigDecimal(low).add(new BigDecimal(high)).divide(BigDecimal.valueOf(2));
        BigDecimal hair = new BigDecimal(BigInteger.ONE, half.scale() + 3);
        assertSameBits(half.toString());
        assertSameBits(half.add(hair).toString());
        assertSameBits(half.subtract(hair).toString());
      }
    }
  }

  private static void digits(StringBuilder text, SplittableRandom random, int count) {
    for (int i = 0; i < count; i++) {
      text.append(random.nextInt(10));
    }
  }

  private void assertSameBits(String text) {
    double expected = Double.parseDouble(text);
    byte[] bytes = ("1" + text + "\n" + "7".repeat(DecimalScanner.PADDING)).getBytes(US_ASCII);
    int end = 1 + text.length();
    double parsed = DecimalScanner.parse(bytes, 1, end);
    assertEquals(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(parsed), text);
    int stop = parser.parse(bytes, 1, end + 1, block);
    if (Double.isInfinite(expected)) {
      assertEquals(1, stop, text);
    } else {
      assertEquals(end + 1, stop, text);
      double read = block.features()[0];
      assertEquals(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(read), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        "+",
        ".",
        "-.",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e5.5",
        "1.2.3",
        "1..2",
        "--1",
        "+-1",
        "1-",
        "1-2",
        "1+",
        "1d",
        "1f",
        "1D",
        "0x10",
        "0x1p3",
        "1_000",
        "1,000",
        "1 2",
        " 1",
        "1 ",
        "NaN",
        "Infinity",
        "abc",
        "$1",
        "50%",
        "1e1e1",
        "12345678x",
        "1234567890123456789012x",
        "1:",
        "/1"
      })
  void refusesEverythingElse(String text) {
    byte[] bytes = (text + "7".repeat(DecimalScanner.PADDING)).getBytes(US_ASCII);
    assertTrue(Double.isNaN(DecimalScanner.parse(bytes, 0, text.length())), text);
  }
}
