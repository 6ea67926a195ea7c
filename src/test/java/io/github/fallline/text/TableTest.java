package io.github.fallline.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.000000",
    "1, 1.000000",
    "-12.5, -12.50000",
    "0.00012345678, 0.0001234568",
    "0.99999999, 1.000000",
    "9.99999996, 10.00000",
    "123456789, 123456789",
    "1e9, 1.000000e+09",
    "-2.5e-5, -2.500000e-05",
    "NaN, undefined",
    "Infinity, infinite"
  })
  void numbersHaveSevenDigits(double number, String text) {
    assertEquals(text, Table.format(number));
  }

  @Test
  void numbersAreAlignedAtThePointAndWordsBeginWithThem() {
    Table table = new Table();
    table.row("long name", 1234.5);
    table.row("x", -0.25);
    table.row("r2", Double.NaN);

    assertEquals(
        """
        | long name  1234.500
        | x            -0.2500000
        | r2            undefined
        """
            .replace("\n", System.lineSeparator()),
        table.render("| "));
  }
}
