package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random tables in random dialects, read by the reader and by the shortest code that could. */
class CsvAgreementTest {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void agreesWithSplitAndParseDouble(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int columns = 2 + random.nextInt(8);
    char separator = SEPARATORS[random.nextInt(SEPARATORS.length)];
    String lineEnd = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
    String text = table(random, 1 + random.nextInt(300), columns, separator, lineEnd);
    double[][] expected = parse(text, separator);
    TextInput input = new TextInput(new ByteArrayInputStream(text.getBytes(UTF_8)), "random");
    CsvFormat format =
        new CsvFormat(random.nextBoolean() ? Optional.of(separator) : Optional.empty(), true);
    try (Dataset data = CsvReader.read(input, format, Schema.target("c0"), MissingValues.FAIL)) {
      assertEquals(expected.length, data.rows());
      double[][] x = data.features().toDoubleMatrix();
      double[][] y = data.targets().toDoubleMatrix();
      for (int i = 0; i < expected.length; i++) {
        double[] row = DoubleStream.concat(DoubleStream.of(y[i]), DoubleStream.of(x[i])).toArray();
        assertArrayEquals(expected[i], row, "row " + i); // without a tolerance: bit for bit
      }
    }
  }

  private static double[][] parse(String text, char separator) {
    return text.lines()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> line.split(Pattern.quote(String.valueOf(separator))))
        .map(CsvAgreementTest::numbers)
        .toArray(double[][]::new);
  }

  private static double[] numbers(String[] cells) {
    double[] numbers = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      numbers[i] = Double.parseDouble(cells[i].replace("\"", "").strip());
    }
    return numbers;
  }

  private static String table(
      SplittableRandom random, int rows, int columns, char separator, String lineEnd) {
    StringBuilder text = new StringBuilder("c0");
    for (int j = 1; j < columns; j++) {
      text.append(separator).append('c').append(j);
    }
    for (int i = 0; i < rows; i++) {
      text.append(lineEnd.repeat(random.nextInt(10) == 0 ? 2 : 1));
      for (int j = 0; j < columns; j++) {
        text.append(j > 0 ? String.valueOf(separator) : "").append(cell(random));
      }
    }
    return text.append(random.nextBoolean() ? lineEnd : "").toString();
  }

  private static String cell(SplittableRandom random) {
    String number = number(random);
    return switch (random.nextInt(6)) {
      case 0 -> '"' + number + '"';
      case 1 -> " " + number + "  ";
      case 2 -> " \" " + number + "\" ";
      default -> number;
    };
  }

  private static String number(SplittableRandom random) {
    double uniform = random.nextDouble(-1, 1);
    return switch (random.nextInt(5)) {
      case 0 -> Integer.toString(random.nextInt(-1000, 1000));
      case 1 -> Double.toString(uniform);
      case 2 -> String.format(Locale.ROOT, "%.3f", uniform * 1e4);
      case 3 ->
          String.format(Locale.ROOT, "%+.20e", uniform * Math.pow(10, random.nextInt(600) - 300));
      default -> String.format(Locale.ROOT, "%.30f", uniform);
    };
  }
}
