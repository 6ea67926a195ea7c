package io.github.fallline.csv;

import io.github.fallline.data.CellFormat;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.MissingWords;
import io.github.fallline.data.Schema;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small tables of one trait each: how cells and columns are written, by every reader. */
class SmallTablesTest {
  private static final CsvFormat PLAIN = CsvFormat.DETECT;
  private static final CsvFormat HEADLESS = new CsvFormat(Optional.empty(), false);
  private static final Schema Y = Schema.target("y");
  private static final String OPEN = "t.csv:";

  @TempDir Path directory;

  private static CsvFormat cells(CellFormat cells) {
    return PLAIN.withCells(cells);
  }

  private static Schema features(String... names) {
    return Schema.target("y").withFeatures(List.of(names));
  }

  private static Schema without(String... names) {
    return Schema.target("y").withExcluded(List.of(names));
  }

  private static Schema date(String format, DatePart... parts) {
    Optional<String> pattern = format.isEmpty() ? Optional.empty() : Optional.of(format);
    return Y.withDates(List.of(new DateColumn("d", List.of(parts), pattern)));
  }

  static Stream<SmallTable> notations() {
    CellFormat plain = CellFormat.DEFAULT;
    CellFormat comma = plain.withDecimalComma(true);
    return Stream.of(
        SmallTable.of("commas", "a,y/1,2/3,4/", "a | 1 2; 3 4"),
        SmallTable.of("semicolons", "a;y/1;2/3;4/", "a | 1 2; 3 4"),
        SmallTable.of("tabs", "a\ty/1\t2/3\t4/", "a | 1 2; 3 4"),
        SmallTable.of("bars", "a|y/1|2/3|4/", "a | 1 2; 3 4"),
        SmallTable.of("sep= line", "sep=;/a;y/1;2/", "a | 1 2"),
        SmallTable.of("no end of the last line", "a,y/1,2/3,4", "a | 1 2; 3 4"),
        SmallTable.of("ends CR LF", "a,y\r/1,2\r/3,4\r/", "a | 1 2; 3 4"),
        SmallTable.of("ends CR", "a,y\r1,2\r3,4\r", "a | 1 2; 3 4"),
        SmallTable.of("blank lines", "/a,y//1,2/  /3,4//", "a | 1 2; 3 4"),
        SmallTable.of("padded cells", " a , y / 1 ,2 /3 , 4/", "a | 1 2; 3 4"),
        SmallTable.of("byte order mark", "\ufeffa,y/1,2/", "a | 1 2"),
        SmallTable.of(
            "quoted numbers", "\"a\",\"y\"/\"1\",\"2\"/\"-3.5\",\"4\"/", "a | 1 2; -3.5 4"),
        SmallTable.of("quoted blanks", "a,y/\" 1 \",\"2\"/", "a | 1 2"),
        SmallTable.of("quoted numbers before blanks", "a,y/\"1\" ,\"2\" /\"3\",4/", "a | 1 2; 3 4"),
        SmallTable.of("quoted long numbers", "a,y/\"12345678\",\"1e3\"/", "a | 12345678 1000"),
        SmallTable.of("plus signs", "a,y/+1,+2.5/+.5,4/", "a | 1 2.5; 0.5 4"),
        SmallTable.of("exponents", "a,y/1e3,2E-1/1.5e+2,4/", "a | 1000 0.2; 150 4"),
        SmallTable.of(
            "decimal commas", "a;y/1,5;2/-0,25;4/", cells(comma), Y, "a | 1.5 2; -0.25 4"),
        SmallTable.of(
            "quoted decimal commas",
            "a,y/\"1,5\",\"2\"/\"-0,25\",\"4,0\"/",
            cells(comma),
            Y,
            "a | 1.5 2; -0.25 4"),
        SmallTable.of(
            "plain numbers beside quoted decimal commas",
            "a,y/1,\"2,5\"/\"3,5\",4/",
            cells(comma),
            Y,
            "a | 1 2.5; 3.5 4"),
        SmallTable.of(
            "a quote after digits",
            "a;y/1\"2;3/",
            cells(comma),
            Y,
            OPEN
                + "2: column 'a' is \"1\"2\"; expected a number (leave the column out with"
                + " Schema.withExcluded(\"a\") or use DataTable.withOneHot)"),
        SmallTable.of(
            "a quote within a quoted number",
            "a,y/\"1\"\"2\",3/",
            OPEN
                + "2: column 'a' is \"1\"2\"; expected a number (leave the column out with"
                + " Schema.withExcluded(\"a\") or use DataTable.withOneHot)"),
        SmallTable.of(
            "a line end within quotes",
            "a,b,y/\"1\",\"2/\",3/4,x,5/",
            OPEN
                + "4: column 'b' is \"x\"; expected a number (correct the cell, or leave it"
                + " empty; or leave the column out with Schema.withExcluded(\"b\");"
                + " DataTable.withCategorical(\"b\") treats its cells as levels)"),
        SmallTable.of(
            "decimal commas, thousands points",
            "a;y/1.234,5;2/",
            cells(comma.withThousands('.')),
            Y,
            "a | 1234.5 2"),
        SmallTable.of(
            "thousands commas",
            "a,y/\"1,234\",2/",
            cells(plain.withThousands(',')),
            Y,
            "a | 1234 2"),
        SmallTable.of(
            "percent", "a,y/12 %,2/-0.5%,4/3,5/", percent(), Y, "a | 0.12 2; -0.005 4; 3 5"),
        SmallTable.of("quoted percent", "a,y/\"12.5%\",2/", percent(), Y, "a | 0.125 2"),
        SmallTable.of(
            "percent of commas", "a;y/12,5 %;2/", cells(comma.withPercent(true)), Y, "a | 0.125 2"),
        SmallTable.of(
            "dollars",
            "a,y/$5,2/-$6.5,4/$-7,6/5 USD,8/",
            currency(),
            Y,
            "a | 5 2; -6.5 4; -7 6; 5 8"),
        SmallTable.of(
            "euros",
            "a;y/5 \u20ac;2/\u20ac 6,5;4/EUR 7;1/8\u00a0\u20ac;1/",
            cells(comma.withCurrency(true)),
            Y,
            "a | 5 2; 6.5 4; 7 1; 8 1"),
        SmallTable.of(
            "parentheses", "a,y/($5.00),2/(6),4/( 7 ),1/", currency(), Y, "a | -5 2; -6 4; -7 1"),
        SmallTable.of(
            "US$ and thousands",
            "a,y/\"US$ 1,234.50\",2/",
            cells(plain.withCurrency(true).withThousands(',')),
            Y,
            "a | 1234.5 2"),
        SmallTable.skipping("missing words", "a,y/NA,1/?,2/-,3/none,4/5,6/", PLAIN, "a | 5 6"),
        SmallTable.skipping(
            "named missing words",
            "a,y/-999,1/leer,2/5,6/",
            cells(plain.withMissingWords(new MissingWords(List.of("leer", "-999")))),
            "a | 5 6"),
        SmallTable.skipping("quoted gaps", "a,y/\"\",1/\"NA\",2/5,6/", PLAIN, "a | 5 6"),
        SmallTable.of("comments", "# c/a,y/#1,1/1,2/", PLAIN.withComment('#'), Y, "a | 1 2"),
        SmallTable.of(
            "skipped lines", "title/note, more/a,y/1,2/", PLAIN.withSkipLines(2), Y, "a | 1 2"),
        latin("a,\u00e4,y/1,2,3/", "ISO-8859-1", "a \u00e4 | 1 2 3"),
        latin("\ufeffa,\u00e4,y/1,2,3/", "UTF-16LE", "a \u00e4 | 1 2 3"),
        SmallTable.of("no header", "1,2/3,4/", HEADLESS, Schema.target("2"), "1 | 1 2; 3 4"));
  }

  private static CsvFormat percent() {
    return cells(CellFormat.DEFAULT.withPercent(true));
  }

  private static CsvFormat currency() {
    return cells(CellFormat.DEFAULT.withCurrency(true));
  }

  private static SmallTable latin(String lines, String charset, String outcome) {
    String text = lines.replace('/', '\n');
    CsvFormat format = PLAIN.withCharset(StandardCharsets.ISO_8859_1);
    return new SmallTable(
        charset, text, Charset.forName(charset), format, Y, MissingValues.FAIL, outcome);
  }

  static Stream<SmallTable> columns() {
    return Stream.of(
        SmallTable.of("pattern", "x1,b,x2,y/1,2,3,4/", PLAIN, features("x*"), "x1 x2 | 1 3 4"),
        SmallTable.of("pattern at the end", "a_id,b,y/x,2,4/", PLAIN, without("*_id"), "b | 2 4"),
        SmallTable.of(
            "pattern in the middle", "a1z,a2,y/1,2,4/", PLAIN, features("a*z"), "a1z | 1 4"),
        SmallTable.of("pattern of all", "a,b,y/1,2,4/", PLAIN, features("*"), "a b | 1 2 4"),
        SmallTable.of(
            "pattern and name", "x1,b,x2,y/1,2,3,4/", PLAIN, features("x2", "x*"), "x2 x1 | 3 1 4"),
        SmallTable.of("star in a name", "x*,xa,y/1,2,4/", PLAIN, features("x*"), "x* | 1 4"),
        SmallTable.of(
            "pattern of none",
            "a,b,y/1,2,4/",
            PLAIN,
            features("q*"),
            OPEN + "1: no column matches 'q*' for Schema.withFeatures; expected a, b or y"),
        SmallTable.of(
            "range", "1,2,3,4/5,6,7,8/", HEADLESS, headless("4", "2-3"), "2 3 | 2 3 4; 6 7 8"),
        SmallTable.of(
            "open range", "1,2,3,4/5,6,7,8/", HEADLESS, headless("4", "2-"), "2 3 | 2 3 4; 6 7 8"),
        SmallTable.of(
            "range over the target", "1,2,3,4/", HEADLESS, headless("2", "1-3"), "1 3 | 1 3 2"),
        SmallTable.of(
            "range with a header",
            "a,b,y/1,2,4/",
            PLAIN,
            features("1-2"),
            OPEN
                + "1: no column '1-2' for Schema.withFeatures; expected a, b or y (ranges"
                + " of numbers of columns require CsvFormat.withoutHeader)"),
        SmallTable.of("name with a comma", "\"a,b\",y/1,2/", PLAIN, features("a,b"), "a,b | 1 2"),
        SmallTable.of("index from 0", ",a,y/0,5,2/1,6,4/2,8,9/", "a | 5 2; 6 4; 8 9"),
        SmallTable.of("index from 1", "\"\",\"a\",\"y\"/\"1\",5,2/\"2\",6,4/", "a | 5 2; 6 4"),
        SmallTable.of("index of pandas", "Unnamed: 0,a,y/0,5,2/1,6,4/", "a | 5 2; 6 4"),
        SmallTable.of("column without a name", ",a,y/0,5,2/2,6,4/", "column1 a | 0 5 2; 2 6 4"),
        SmallTable.of(
            "index that is named",
            ",a,y/0,5,2/1,6,4/",
            PLAIN,
            features("column1", "a"),
            "column1 a | 0 5 2; 1 6 4"),
        SmallTable.of("index alone", ",y/0,2/1,4/", "column1 | 0 2; 1 4"),
        SmallTable.of(
            "equal names that are left out", "a,b,a,y/x,2,z,4/", PLAIN, without("a"), "b | 2 4"),
        SmallTable.of(
            "equal names beside the features", "a,b,a,y/x,2,z,4/", PLAIN, features("b"), "b | 2 4"),
        SmallTable.of(
            "equal names",
            "a,b,a,y/1,2,3,4/",
            OPEN
                + "1: columns 1 and 3 are both named 'a'; expected different names (rename"
                + " one of them in the header, or leave both out with"
                + " Schema.withExcluded(\"a\"))"),
        SmallTable.of(
            "equal names beside left out ones",
            "a,b,a,y/1,2,3,4/",
            PLAIN,
            without("b"),
            OPEN
                + "1: columns 1 and 3 are both named 'a'; expected different names (rename"
                + " one of them in the header, or leave both out with"
                + " Schema.withExcluded(\"b\", \"a\"))"),
        SmallTable.of(
            "two targets",
            "a,y,y/1,2,3/",
            OPEN
                + "1: columns 2 and 3 are both named 'y'; expected different names (rename one of"
                + " them in the header)"),
        SmallTable.of(
            "dates",
            "d,y/1970-01-02,2/1969-12-31 12:00,4/",
            PLAIN,
            date("", DatePart.DAYS),
            "days(d) | 1 2; -0.5 4"),
        SmallTable.of(
            "parts of dates",
            "d,y/2024-02-29T18:30:00Z,2/20231231,4/",
            PLAIN,
            date("", DatePart.YEAR, DatePart.DAY_OF_YEAR, DatePart.HOUR),
            "year(d) day-of-year(d) hour(d) | 2024 60 18.5 2; 2023 365 0 4"),
        SmallTable.of(
            "weekdays",
            "d,y/2024-01-01,2/2024-01-02,4/\"2024-01-07\",1/",
            PLAIN,
            date("", DatePart.WEEKDAY),
            "weekday(d)=Tuesday weekday(d)=Wednesday weekday(d)=Thursday weekday(d)=Friday"
                + " weekday(d)=Saturday weekday(d)=Sunday"
                + " | 0 0 0 0 0 0 2; 1 0 0 0 0 0 4; 0 0 0 0 0 1 1"),
        SmallTable.of(
            "format of dates",
            "d;y/31.12.1970;2/1.1.1971;4/",
            PLAIN,
            date("d.M.yyyy", DatePart.DAYS),
            "days(d) | 364 2; 365 4"),
        SmallTable.of(
            "no date",
            "d,y/2024-01-01,2/2024-02-30,4/",
            PLAIN,
            date("", DatePart.DAYS),
            OPEN
                + "3: column 'd' is \"2024-02-30\"; expected a date such as 2024-01-31 or"
                + " 2024-01-31 18:30 (DateColumn.withFormat names another format)"),
        SmallTable.of(
            "no date of the format",
            "d,y/2024-01-01,2/",
            PLAIN,
            date("d.M.yyyy", DatePart.DAYS),
            OPEN
                + "2: column 'd' is \"2024-01-01\"; expected a date as in"
                + " DateColumn.withFormat 'd.M.yyyy'"),
        SmallTable.of(
            "missing date",
            "d,y/2024-01-01,2/,4/",
            PLAIN,
            date("", DatePart.DAYS),
            OPEN + "3: column 'd' is empty; expected a date (MissingValues.SKIP drops such rows)"));
  }

  private static Schema headless(String target, String... features) {
    return Schema.target(target).withFeatures(List.of(features));
  }

  @ParameterizedTest
  @MethodSource({"notations", "columns"})
  void everyReaderGivesTheMatrixOrTheMessage(SmallTable small) {
    small.check(directory);
  }
}
