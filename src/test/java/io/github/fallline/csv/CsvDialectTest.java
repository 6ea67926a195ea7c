package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvDialectTest {
  private static final CsvDialect DIALECT = new CsvDialect(CsvFormat.DETECT);

  static Stream<Arguments> samples() {
    return Stream.of(
        Arguments.of("a,b\n1,2\n", ','),
        Arguments.of("a;b\n1;2\n", ';'),
        Arguments.of("a\tb\n1\t2\n", '\t'),
        Arguments.of("a|b\n1|2\n", '|'),
        Arguments.of("a\n1\n2\n", ','),
        Arguments.of("", ','),
        Arguments.of("\n\n", ','),
        Arguments.of("a;b\n7,5;3,2\n", ';'),
        Arguments.of("7,5;3,2\n1,5;2,5\n", ';'),
        Arguments.of("7,5\t3,2\n", '\t'),
        Arguments.of("price,EUR;size\n7,5;3\n", ';'),
        Arguments.of("\"a;b\",\"c;d\"\n1,2\n", ','),
        Arguments.of("\"a,b\";\"c,d\"\n1;2\n", ';'),
        Arguments.of("\"a\"\"x\",\"b\nc\"\n1,2\n", ','),
        Arguments.of("id,tags\n1,x|y\n2,u|v\n", ','),
        Arguments.of("5,x|y\n6,u|v\n", ','),
        Arguments.of("a,b\n1,2\n1,2,3\n", ','),
        Arguments.of("NA,x|y\n,u|v\n", ','),
        Arguments.of("a;b;c", ';'),
        Arguments.of("\n\n a ; b \r\n 1 ; 2 \r\n", ';'));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void findsTheSeparator(String sample, char separator) {
    assertEquals(separator, DIALECT.separatorOf(sample, true));
  }

  @Test
  void judgesAnOnlyRecordThatTheSampleCuts() {
    assertEquals(';', DIALECT.separatorOf("a;b;c;d", false));
  }

  @Test
  void leavesOutALastRecordThatTheSampleCuts() {
    // Cut off before its second semicolon, the last line would make the comma look better.
    assertEquals(';', DIALECT.separatorOf("a,x;b\n1;2\n3,4", false));
  }

  /** Texts of more lines, and of longer ones, than are looked at in one go. */
  @Test
  void theBeginningOfALongTextShowsTheSeparator() {
    String wide = ";1.5".repeat(5000).substring(1) + "\n";
    for (String text : List.of("1,5;2\n".repeat(1000), wide, wide.repeat(30))) {
      try (CsvRecords records =
          new CsvRecords("t", new StringReader(text), DIALECT, Optional.empty(), 0)) {
        assertEquals(';', records.separator());
        assertTrue(records.next());
        assertEquals(text.startsWith(wide) ? 5000 : 2, records.size());
      }
    }
  }
}
