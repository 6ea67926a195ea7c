package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small tables of one trait each: the matrix or the message, by every reader. */
class SmallTablesTest {
  private static final CsvFormat PLAIN = CsvFormat.DETECT;
  private static final CsvFormat HEADLESS = new CsvFormat(Optional.empty(), false);
  private static final Schema Y = Schema.target("y");
  private static final String OPEN = "t.csv:";

  @TempDir Path directory;

  /** A text with what it is to be read as; / stands for the end of a line. */
  private record Case(
      String trait,
      String text,
      Charset charset,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      String outcome) {
    @Override
    public String toString() {
      return trait;
    }
  }

  private static Case of(String trait, String lines, String outcome) {
    return of(trait, lines, PLAIN, Y, outcome);
  }

  private static Case of(
      String trait, String lines, CsvFormat format, Schema schema, String outcome) {
    String text = lines.replace('/', '\n');
    return new Case(trait, text, UTF_8, format, schema, MissingValues.FAIL, outcome);
  }

  private static Case skipping(String trait, String lines, CsvFormat format, String outcome) {
    String text = lines.replace('/', '\n');
    return new Case(trait, text, UTF_8, format, Y, MissingValues.SKIP, outcome);
  }

  private static CsvFormat cells(CellFormat cells) {
    return PLAIN.withCells(cells);
  }

  private static Schema features(String... names) {
    return new Schema(Optional.of("y"), List.of(names), List.of());
  }

  private static Schema without(String... names) {
    return new Schema(Optional.of("y"), List.of(), List.of(names));
  }

  private static Schema date(String format, DatePart... parts) {
    Optional<String> pattern = format.isEmpty() ? Optional.empty() : Optional.of(format);
    return Y.withDates(List.of(new DateColumn("d", List.of(parts), pattern)));
  }

  static Stream<Case> notations() {
    CellFormat plain = CellFormat.DEFAULT;
    CellFormat comma = plain.withDecimalComma(true);
    return Stream.of(
        of("commas", "a,y/1,2/3,4/", "a | 1 2; 3 4"),
        of("semicolons", "a;y/1;2/3;4/", "a | 1 2; 3 4"),
        of("tabs", "a\ty/1\t2/3\t4/", "a | 1 2; 3 4"),
        of("bars", "a|y/1|2/3|4/", "a | 1 2; 3 4"),
        of("sep= line", "sep=;/a;y/1;2/", "a | 1 2"),
        of("no end of the last line", "a,y/1,2/3,4", "a | 1 2; 3 4"),
        of("ends CR LF", "a,y\r/1,2\r/3,4\r/", "a | 1 2; 3 4"),
        of("ends CR", "a,y\r1,2\r3,4\r", "a | 1 2; 3 4"),
        of("blank lines", "/a,y//1,2/  /3,4//", "a | 1 2; 3 4"),
        of("padded cells", " a , y / 1 ,2 /3 , 4/", "a | 1 2; 3 4"),
        of("byte order mark", "\ufeffa,y/1,2/", "a | 1 2"),
        of("quoted numbers", "\"a\",\"y\"/\"1\",\"2\"/\"-3.5\",\"4\"/", "a | 1 2; -3.5 4"),
        of("quoted blanks", "a,y/\" 1 \",\"2\"/", "a | 1 2"),
        of("quoted numbers before blanks", "a,y/\"1\" ,\"2\" /\"3\",4/", "a | 1 2; 3 4"),
        of("quoted long numbers", "a,y/\"12345678\",\"1e3\"/", "a | 12345678 1000"),
        of("plus signs", "a,y/+1,+2.5/+.5,4/", "a | 1 2.5; 0.5 4"),
        of("exponents", "a,y/1e3,2E-1/1.5e+2,4/", "a | 1000 0.2; 150 4"),
        of("decimal commas", "a;y/1,5;2/-0,25;4/", cells(comma), Y, "a | 1.5 2; -0.25 4"),
        of(
            "quoted decimal commas",
            "a,y/\"1,5\",\"2\"/\"-0,25\",\"4,0\"/",
            cells(comma),
            Y,
            "a | 1.5 2; -0.25 4"),
        of(
            "plain numbers beside quoted decimal commas",
            "a,y/1,\"2,5\"/\"3,5\",4/",
            cells(comma),
            Y,
            "a | 1 2.5; 3.5 4"),
        of(
            "a quote after digits",
            "a;y/1\"2;3/",
            cells(comma),
            Y,
            OPEN
                + "2: column 'a' is \"1\"2\"; expected a number (leave the column out with"
                + " --exclude a or use --categorical one-hot)"),
        of(
            "a quote within a quoted number",
            "a,y/\"1\"\"2\",3/",
            OPEN
                + "2: column 'a' is \"1\"2\"; expected a number (leave the column out with"
                + " --exclude a or use --categorical one-hot)"),
        of(
            "a line end within quotes",
            "a,b,y/\"1\",\"2/\",3/4,x,5/",
            OPEN
                + "4: column 'b' is \"x\"; expected a number (correct the cell, or leave it"
                + " empty; or leave the column out with --exclude b; --categorical-columns b treats"
                + " its cells as levels)"),
        of(
            "decimal commas, thousands points",
            "a;y/1.234,5;2/",
            cells(comma.withThousands('.')),
            Y,
            "a | 1234.5 2"),
        of(
            "thousands commas",
            "a,y/\"1,234\",2/",
            cells(plain.withThousands(',')),
            Y,
            "a | 1234 2"),
        of("percent", "a,y/12 %,2/-0.5%,4/3,5/", percent(), Y, "a | 0.12 2; -0.005 4; 3 5"),
        of("quoted percent", "a,y/\"12.5%\",2/", percent(), Y, "a | 0.125 2"),
        of("percent of commas", "a;y/12,5 %;2/", cells(comma.withPercent(true)), Y, "a | 0.125 2"),
        of(
            "dollars",
            "a,y/$5,2/-$6.5,4/$-7,6/5 USD,8/",
            currency(),
            Y,
            "a | 5 2; -6.5 4; -7 6; 5 8"),
        of(
            "euros",
            "a;y/5 \u20ac;2/\u20ac 6,5;4/EUR 7;1/8\u00a0\u20ac;1/",
            cells(comma.withCurrency(true)),
            Y,
            "a | 5 2; 6.5 4; 7 1; 8 1"),
        of("parentheses", "a,y/($5.00),2/(6),4/( 7 ),1/", currency(), Y, "a | -5 2; -6 4; -7 1"),
        of(
            "US$ and thousands",
            "a,y/\"US$ 1,234.50\",2/",
            cells(plain.withCurrency(true).withThousands(',')),
            Y,
            "a | 1234.5 2"),
        skipping("missing words", "a,y/NA,1/?,2/-,3/none,4/5,6/", PLAIN, "a | 5 6"),
        skipping(
            "named missing words",
            "a,y/-999,1/leer,2/5,6/",
            cells(plain.withMissingWords(new MissingWords(List.of("leer", "-999")))),
            "a | 5 6"),
        skipping("quoted gaps", "a,y/\"\",1/\"NA\",2/5,6/", PLAIN, "a | 5 6"),
        of("comments", "# c/a,y/#1,1/1,2/", PLAIN.withComment('#'), Y, "a | 1 2"),
        of("skipped lines", "title/note, more/a,y/1,2/", PLAIN.withSkipLines(2), Y, "a | 1 2"),
        latin("a,\u00e4,y/1,2,3/", "ISO-8859-1", "a \u00e4 | 1 2 3"),
        latin("\ufeffa,\u00e4,y/1,2,3/", "UTF-16LE", "a \u00e4 | 1 2 3"),
        of("no header", "1,2/3,4/", HEADLESS, Schema.target("2"), "1 | 1 2; 3 4"));
  }

  private static CsvFormat percent() {
    return cells(CellFormat.DEFAULT.withPercent(true));
  }

  private static CsvFormat currency() {
    return cells(CellFormat.DEFAULT.withCurrency(true));
  }

  private static Case latin(String lines, String charset, String outcome) {
    String text = lines.replace('/', '\n');
    CsvFormat format = PLAIN.withCharset(StandardCharsets.ISO_8859_1);
    return new Case(
        charset, text, Charset.forName(charset), format, Y, MissingValues.FAIL, outcome);
  }

  static Stream<Case> columns() {
    return Stream.of(
        of("pattern", "x1,b,x2,y/1,2,3,4/", PLAIN, features("x*"), "x1 x2 | 1 3 4"),
        of("pattern at the end", "a_id,b,y/x,2,4/", PLAIN, without("*_id"), "b | 2 4"),
        of("pattern in the middle", "a1z,a2,y/1,2,4/", PLAIN, features("a*z"), "a1z | 1 4"),
        of("pattern of all", "a,b,y/1,2,4/", PLAIN, features("*"), "a b | 1 2 4"),
        of("pattern and name", "x1,b,x2,y/1,2,3,4/", PLAIN, features("x2", "x*"), "x2 x1 | 3 1 4"),
        of("star in a name", "x*,xa,y/1,2,4/", PLAIN, features("x*"), "x* | 1 4"),
        of(
            "pattern of none",
            "a,b,y/1,2,4/",
            PLAIN,
            features("q*"),
            OPEN + "1: no column matches 'q*' for --features; expected a, b or y"),
        of("range", "1,2,3,4/5,6,7,8/", HEADLESS, headless("4", "2-3"), "2 3 | 2 3 4; 6 7 8"),
        of("open range", "1,2,3,4/5,6,7,8/", HEADLESS, headless("4", "2-"), "2 3 | 2 3 4; 6 7 8"),
        of("range over the target", "1,2,3,4/", HEADLESS, headless("2", "1-3"), "1 3 | 1 3 2"),
        of(
            "range with a header",
            "a,b,y/1,2,4/",
            PLAIN,
            features("1-2"),
            OPEN
                + "1: no column '1-2' for --features; expected a, b or y (ranges of numbers of"
                + " columns require --no-header)"),
        of("name with a comma", "\"a,b\",y/1,2/", PLAIN, features("a,b"), "a,b | 1 2"),
        of("index from 0", ",a,y/0,5,2/1,6,4/2,8,9/", "a | 5 2; 6 4; 8 9"),
        of("index from 1", "\"\",\"a\",\"y\"/\"1\",5,2/\"2\",6,4/", "a | 5 2; 6 4"),
        of("index of pandas", "Unnamed: 0,a,y/0,5,2/1,6,4/", "a | 5 2; 6 4"),
        of("column without a name", ",a,y/0,5,2/2,6,4/", "column1 a | 0 5 2; 2 6 4"),
        of(
            "index that is named",
            ",a,y/0,5,2/1,6,4/",
            PLAIN,
            features("column1", "a"),
            "column1 a | 0 5 2; 1 6 4"),
        of("index alone", ",y/0,2/1,4/", "column1 | 0 2; 1 4"),
        of("equal names that are left out", "a,b,a,y/x,2,z,4/", PLAIN, without("a"), "b | 2 4"),
        of("equal names beside the features", "a,b,a,y/x,2,z,4/", PLAIN, features("b"), "b | 2 4"),
        of(
            "equal names",
            "a,b,a,y/1,2,3,4/",
            OPEN
                + "1: columns 1 and 3 are both named 'a'; expected different names (rename one of"
                + " them in the header, or leave both out with --exclude a)"),
        of(
            "equal names beside left out ones",
            "a,b,a,y/1,2,3,4/",
            PLAIN,
            without("b"),
            OPEN
                + "1: columns 1 and 3 are both named 'a'; expected different names (rename one of"
                + " them in the header, or leave both out with --exclude b,a)"),
        of(
            "two targets",
            "a,y,y/1,2,3/",
            OPEN
                + "1: columns 2 and 3 are both named 'y'; expected different names (rename one of"
                + " them in the header)"),
        of(
            "dates",
            "d,y/1970-01-02,2/1969-12-31 12:00,4/",
            PLAIN,
            date("", DatePart.DAYS),
            "days(d) | 1 2; -0.5 4"),
        of(
            "parts of dates",
            "d,y/2024-02-29T18:30:00Z,2/20231231,4/",
            PLAIN,
            date("", DatePart.YEAR, DatePart.DAY_OF_YEAR, DatePart.HOUR),
            "year(d) day-of-year(d) hour(d) | 2024 60 18.5 2; 2023 365 0 4"),
        of(
            "weekdays",
            "d,y/2024-01-01,2/2024-01-02,4/\"2024-01-07\",1/",
            PLAIN,
            date("", DatePart.WEEKDAY),
            "weekday(d)=Tuesday weekday(d)=Wednesday weekday(d)=Thursday weekday(d)=Friday"
                + " weekday(d)=Saturday weekday(d)=Sunday"
                + " | 0 0 0 0 0 0 2; 1 0 0 0 0 0 4; 0 0 0 0 0 1 1"),
        of(
            "format of dates",
            "d;y/31.12.1970;2/1.1.1971;4/",
            PLAIN,
            date("d.M.yyyy", DatePart.DAYS),
            "days(d) | 364 2; 365 4"),
        of(
            "no date",
            "d,y/2024-01-01,2/2024-02-30,4/",
            PLAIN,
            date("", DatePart.DAYS),
            OPEN
                + "3: column 'd' is \"2024-02-30\"; expected a date such as 2024-01-31 or"
                + " 2024-01-31 18:30 (--date-format names another format)"),
        of(
            "no date of the format",
            "d,y/2024-01-01,2/",
            PLAIN,
            date("d.M.yyyy", DatePart.DAYS),
            OPEN
                + "2: column 'd' is \"2024-01-01\"; expected a date as in --date-format"
                + " 'd.M.yyyy'"),
        of(
            "missing date",
            "d,y/2024-01-01,2/,4/",
            PLAIN,
            date("", DatePart.DAYS),
            OPEN + "3: column 'd' is empty; expected a date (--missing skip drops such rows)"));
  }

  private static Schema headless(String target, String... features) {
    return new Schema(Optional.of(target), List.of(features), List.of());
  }

  static Stream<Case> messages() {
    return Stream.of(
        of(
            "two columns of words",
            "a,b,c,y/u,1,v,2/w,3,u,4/",
            OPEN
                + "2: 2 columns cannot be used: 'a' is \"u\" (line 2) and 'c' is \"v\" (line 2);"
                + " expected numbers (leave the columns out with --exclude a,c or use --categorical"
                + " one-hot)"),
        of(
            "columns of words beside left out ones",
            "a,b,c,y/u,1,v,2/w,3,u,4/",
            PLAIN,
            without("a"),
            OPEN
                + "2: column 'c' is \"v\"; expected a number (leave the column out with --exclude"
                + " a,c or use --categorical one-hot)"),
        of(
            "faults of three kinds",
            "a,b,c,y/u,1,1,2/w,,1,4/u,3,x,5/",
            OPEN
                + "2: 3 columns cannot be used: 'a' is \"u\" (line 2), 'b' is empty (line 3) and"
                + " 'c' is \"x\" (line 4); expected numbers (leave 'a' out with --exclude a or use"
                + " --categorical one-hot; correct the cell of 'c', or leave it empty; --missing"
                + " skip drops such rows)"),
        of(
            "twelve columns of words",
            "a,b,c,d,e,f,g,h,i,j,k,l,y/u,u,u,u,u,u,u,u,u,u,u,u,1/",
            OPEN
                + "2: 12 columns cannot be used: 'a' is \"u\" (line 2), 'b' is \"u\" (line 2), 'c'"
                + " is \"u\" (line 2), 'd' is \"u\" (line 2), 'e' is \"u\" (line 2), 'f' is \"u\""
                + " (line 2), 'g' is \"u\" (line 2), 'h' is \"u\" (line 2), 'i' is \"u\" (line 2),"
                + " 'j' is \"u\" (line 2) and 2 more; expected numbers (leave the columns out with"
                + " --exclude a,b,c,d,e,f,g,h,i,j,k,l or use --categorical one-hot)"),
        of(
            "target and feature of words",
            "a,y/u,v/w,u/",
            OPEN
                + "2: 2 columns cannot be used: 'a' is \"u\" (line 2) and 'y' is \"v\" (line 2);"
                + " expected numbers (leave 'a' out with --exclude a or use --categorical one-hot;"
                + " choose another --target)"),
        of(
            "two columns of decimal commas",
            "a;y/1,5;2,5/",
            OPEN
                + "2: 2 columns cannot be used: 'a' is \"1,5\" (line 2) and 'y' is \"2,5\" (line"
                + " 2); expected numbers ('a': written with a decimal point instead of the comma:"
                + " 1.5 (or use --decimal-comma))"),
        of(
            "a word above numbers",
            "a,y/m,2/1,4/2,5/",
            OPEN
                + "2: column 'a' is \"m\"; expected a number (correct the cell, or leave it empty;"
                + " or leave the column out with --exclude a; --categorical-columns a treats its"
                + " cells as levels)"),
        of(
            "units below the header",
            "a,b,y/m,kg,s/1,2,3/4,5,6/",
            OPEN
                + "2: 3 columns cannot be used: 'a' is \"m\" (line 2), 'b' is \"kg\" (line 2) and"
                + " 'y' is \"s\" (line 2); expected numbers (if line 2 holds units or other notes,"
                + " delete it)"),
        of(
            "columns of dates",
            "sold,a,y/2024-01-02,1,2/2024-01-03,2,3/",
            OPEN
                + "2: column 'sold' is \"2024-01-02\"; expected a number, and the column looks"
                + " like dates (--date sold=days makes numbers of them, or leave the column out with"
                + " --exclude sold)"),
        of(
            "columns of other dates",
            "sold;a;y/2.1.2024;1;2/31.12.2024;2;3/",
            OPEN
                + "2: column 'sold' is \"2.1.2024\"; expected a number, and the column looks like"
                + " dates (--date sold=days with their --date-format, such as d.M.yyyy, makes"
                + " numbers of them, or leave the column out with --exclude sold)"),
        of(
            "columns of identifiers",
            "id,a,y/x1,1,2/x2,2,3/x3,5,6/",
            OPEN
                + "2: column 'id' is \"x1\"; expected a number, and the column looks like an"
                + " identifier: 3 different cells in 3 rows (leave the column out with --exclude"
                + " id)"),
        of(
            "dates, identifiers and words",
            "id,d,w,y/x1,2024-01-02,u,2/x2,2024-01-03,u,3/",
            OPEN
                + "2: 3 columns cannot be used: 'id' is \"x1\" (line 2), 'd' is \"2024-01-02\""
                + " (line 2) and 'w' is \"u\" (line 2); expected numbers (leave the columns out"
                + " with --exclude id,d,w or use --categorical one-hot for 'w'; 'id' looks like an"
                + " identifier; 'd' looks like dates: --date d=days makes numbers of them)"),
        of(
            "a title",
            "Prices of 2024/a,y/1,2/",
            OPEN + "1: a title above the header, which is line 2 (use --skip-lines 1)"),
        of(
            "a title, and another name",
            "Prices of 2024/a,z/1,2/",
            OPEN + "1: a title above the header, which is line 2 (use --skip-lines 1)"),
        of(
            "a title above rows",
            "Prices of 2024/1,2/3,4/",
            HEADLESS,
            Schema.target("2"),
            OPEN + "1: a title above the rows, which begin in line 2 (use --skip-lines 1)"),
        of(
            "a comment",
            "# Prices/# of 2024/a,y/1,2/",
            OPEN + "1: a comment above the header, which is line 3 (use --comment '#')"),
        of(
            "escaped quotes",
            "a,w,y/1,\"say \\\"hi\\\", you\",2/",
            PLAIN,
            without("w"),
            OPEN
                + "2: quotes do not pair up; a quoted field ends in a quote right before a"
                + " separator or the end of the line, and a quote inside it is written twice; a"
                + " backslash does not escape a quote here: write \"\" instead of \\\""),
        of(
            "escaped separators",
            "a,w,y/1,b\\,c,2/",
            PLAIN,
            without("w"),
            OPEN
                + "2: 4 fields; expected 3 as in the header (a backslash does not escape a"
                + " separator here: put the field in double quotes)"),
        of(
            "names in single quotes",
            "'a','y'/'1','2'/",
            OPEN
                + "1: no column 'y' for --target; expected 'a' or 'y' (its names are in single"
                + " quotes, which do not quote here: write double quotes or none)"),
        of(
            "numbers in single quotes",
            "a,y/'1',2/",
            OPEN
                + "2: column 'a' is \"'1'\"; expected a number not in single quotes, which do not"
                + " quote here: write double quotes or none"),
        of(
            "separators in single quotes",
            "a,w,y/1,'b, c',2/",
            PLAIN,
            without("w"),
            OPEN
                + "2: 4 fields; expected 3 as in the header (single quotes do not quote here: put"
                + " fields that contain the separator in double quotes)"),
        of(
            "missing values of MySQL",
            "a,y/\\N,2/",
            OPEN
                + "2: column 'a' is \"\\N\"; expected a number (if it marks a missing value, name"
                + " it with --missing-values '\\N')"),
        of(
            "percent signs",
            "a,y/12%,2/",
            OPEN + "2: column 'a' is \"12%\"; expected a number without signs (or use --percent)"),
        of(
            "dollar signs",
            "a,y/\"$1,234\",2/",
            OPEN
                + "2: column 'a' is \"$1,234\"; expected a number without signs (or use --currency"
                + " --thousands ,)"),
        of("a short row", "a,b,y/1,2,3/1,2/", OPEN + "3: 2 fields; expected 3 as in the header"),
        of("nothing", "", "t.csv: the file is empty; expected rows of numbers"),
        of("a header alone", "a,y/", "t.csv: no rows below the header; expected at least one"));
  }

  @ParameterizedTest
  @MethodSource({"notations", "columns", "messages"})
  void everyReaderGivesTheMatrixOrTheMessage(Case small) {
    Map<String, String> outcomes =
        new TableReadings(
                small.text.getBytes(small.charset), small.format, small.schema, small.missing)
            .all(directory);
    outcomes.forEach((reader, outcome) -> assertEquals(small.outcome, outcome, reader));
  }
}
