package io.github.fallline.csv;

import io.github.fallline.data.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small tables that cannot be read: the exact message, by every reader. */
class TableMessagesTest {
  private static final CsvFormat PLAIN = CsvFormat.DETECT;
  private static final CsvFormat HEADLESS = new CsvFormat(Optional.empty(), false);
  private static final String OPEN = "t.csv:";

  @TempDir Path directory;

  private static Schema without(String... names) {
    return Schema.target("y").withExcluded(List.of(names));
  }

  static Stream<SmallTable> messages() {
    return Stream.of(
        SmallTable.of(
            "two columns of words",
            "a,b,c,y/u,1,v,2/w,3,u,4/",
            OPEN
                + "2: 2 columns cannot be used: 'a' is \"u\" (line 2) and 'c' is \"v\""
                + " (line 2); expected numbers (leave the columns out with"
                + " Schema.withExcluded(\"a\", \"c\") or use DataTable.withOneHot)"),
        SmallTable.of(
            "columns of words beside left out ones",
            "a,b,c,y/u,1,v,2/w,3,u,4/",
            PLAIN,
            without("a"),
            OPEN
                + "2: column 'c' is \"v\"; expected a number (leave the column out with"
                + " Schema.withExcluded(\"a\", \"c\") or use DataTable.withOneHot)"),
        SmallTable.of(
            "faults of three kinds",
            "a,b,c,y/u,1,1,2/w,,1,4/u,3,x,5/",
            OPEN
                + "2: 3 columns cannot be used: 'a' is \"u\" (line 2), 'b' is empty (line"
                + " 3) and 'c' is \"x\" (line 4); expected numbers (leave 'a' out with"
                + " Schema.withExcluded(\"a\") or use DataTable.withOneHot; correct the"
                + " cell of 'c', or leave it empty; MissingValues.SKIP drops such rows)"),
        SmallTable.of(
            "twelve columns of words",
            "a,b,c,d,e,f,g,h,i,j,k,l,y/u,u,u,u,u,u,u,u,u,u,u,u,1/",
            OPEN
                + "2: 12 columns cannot be used: 'a' is \"u\" (line 2), 'b' is \"u\" (line"
                + " 2), 'c' is \"u\" (line 2), 'd' is \"u\" (line 2), 'e' is \"u\" (line"
                + " 2), 'f' is \"u\" (line 2), 'g' is \"u\" (line 2), 'h' is \"u\" (line"
                + " 2), 'i' is \"u\" (line 2), 'j' is \"u\" (line 2) and 2 more; expected"
                + " numbers (leave the columns out with Schema.withExcluded(\"a\", \"b\","
                + " \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\", \"k\", \"l\")"
                + " or use DataTable.withOneHot)"),
        SmallTable.of(
            "target and feature of words",
            "a,y/u,v/w,u/",
            OPEN
                + "2: 2 columns cannot be used: 'a' is \"u\" (line 2) and 'y' is \"v\""
                + " (line 2); expected numbers (leave 'a' out with"
                + " Schema.withExcluded(\"a\") or use DataTable.withOneHot; choose another"
                + " Schema.target)"),
        SmallTable.of(
            "two columns of decimal commas",
            "a;y/1,5;2,5/",
            OPEN
                + "2: 2 columns cannot be used: 'a' is \"1,5\" (line 2) and 'y' is \"2,5\""
                + " (line 2); expected numbers ('a': written with a decimal point instead"
                + " of the comma: 1.5 (or use CellFormat.withDecimalComma))"),
        SmallTable.of(
            "a word above numbers",
            "a,y/m,2/1,4/2,5/",
            OPEN
                + "2: column 'a' is \"m\"; expected a number (correct the cell, or leave it"
                + " empty; or leave the column out with Schema.withExcluded(\"a\");"
                + " DataTable.withCategorical(\"a\") treats its cells as levels)"),
        SmallTable.of(
            "units below the header",
            "a,b,y/m,kg,s/1,2,3/4,5,6/",
            OPEN
                + "2: 3 columns cannot be used: 'a' is \"m\" (line 2), 'b' is \"kg\" (line 2) and"
                + " 'y' is \"s\" (line 2); expected numbers (if line 2 holds units or other notes,"
                + " delete it)"),
        SmallTable.of(
            "columns of dates",
            "sold,a,y/2024-01-02,1,2/2024-01-03,2,3/",
            OPEN
                + "2: column 'sold' is \"2024-01-02\"; expected a number, and the column"
                + " looks like dates (DateColumn.days(\"sold\") makes numbers of them, or"
                + " leave the column out with Schema.withExcluded(\"sold\"))"),
        SmallTable.of(
            "columns of other dates",
            "sold;a;y/2.1.2024;1;2/31.12.2024;2;3/",
            OPEN
                + "2: column 'sold' is \"2.1.2024\"; expected a number, and the column"
                + " looks like dates (DateColumn.days(\"sold\") with their"
                + " DateColumn.withFormat, such as d.M.yyyy, makes numbers of them, or"
                + " leave the column out with Schema.withExcluded(\"sold\"))"),
        SmallTable.of(
            "columns of identifiers",
            "id,a,y/x1,1,2/x2,2,3/x3,5,6/",
            OPEN
                + "2: column 'id' is \"x1\"; expected a number, and the column looks like"
                + " an identifier: 3 different cells in 3 rows (leave the column out with"
                + " Schema.withExcluded(\"id\"))"),
        SmallTable.of(
            "dates, identifiers and words",
            "id,d,w,y/x1,2024-01-02,u,2/x2,2024-01-03,u,3/",
            OPEN
                + "2: 3 columns cannot be used: 'id' is \"x1\" (line 2), 'd' is"
                + " \"2024-01-02\" (line 2) and 'w' is \"u\" (line 2); expected numbers"
                + " (leave the columns out with Schema.withExcluded(\"id\", \"d\", \"w\")"
                + " or use DataTable.withOneHot for 'w'; 'id' looks like an identifier; 'd'"
                + " looks like dates: DateColumn.days(\"d\") makes numbers of them)"),
        SmallTable.of(
            "a title",
            "Prices of 2024/a,y/1,2/",
            OPEN
                + "1: a title above the header, which is line 2 (use"
                + " CsvFormat.withSkipLines(1))"),
        SmallTable.of(
            "a title, and another name",
            "Prices of 2024/a,z/1,2/",
            OPEN
                + "1: a title above the header, which is line 2 (use"
                + " CsvFormat.withSkipLines(1))"),
        SmallTable.of(
            "a title above rows",
            "Prices of 2024/1,2/3,4/",
            HEADLESS,
            Schema.target("2"),
            OPEN
                + "1: a title above the rows, which begin in line 2 (use"
                + " CsvFormat.withSkipLines(1))"),
        SmallTable.of(
            "a comment",
            "# Prices/# of 2024/a,y/1,2/",
            OPEN
                + "1: a comment above the header, which is line 3 (use"
                + " CsvFormat.withComment('#'))"),
        SmallTable.of(
            "escaped quotes",
            "a,w,y/1,\"say \\\"hi\\\", you\",2/",
            PLAIN,
            without("w"),
            OPEN
                + "2: quotes do not pair up; a quoted field ends in a quote right before a"
                + " separator or the end of the line, and a quote inside it is written twice; a"
                + " backslash does not escape a quote here: write \"\" instead of \\\""),
        SmallTable.of(
            "escaped separators",
            "a,w,y/1,b\\,c,2/",
            PLAIN,
            without("w"),
            OPEN
                + "2: 4 fields; expected 3 as in the header (a backslash does not escape a"
                + " separator here: put the field in double quotes)"),
        SmallTable.of(
            "names in single quotes",
            "'a','y'/'1','2'/",
            OPEN
                + "1: no column 'y' for Schema.target; expected 'a' or 'y' (its names are"
                + " in single quotes, which do not quote here: write double quotes or none)"),
        SmallTable.of(
            "numbers in single quotes",
            "a,y/'1',2/",
            OPEN
                + "2: column 'a' is \"'1'\"; expected a number not in single quotes, which do not"
                + " quote here: write double quotes or none"),
        SmallTable.of(
            "separators in single quotes",
            "a,w,y/1,'b, c',2/",
            PLAIN,
            without("w"),
            OPEN
                + "2: 4 fields; expected 3 as in the header (single quotes do not quote here: put"
                + " fields that contain the separator in double quotes)"),
        SmallTable.of(
            "missing values of MySQL",
            "a,y/\\N,2/",
            OPEN
                + "2: column 'a' is \"\\N\"; expected a number (if it marks a missing"
                + " value, name it with MissingWords.of(\"\\\\N\"))"),
        SmallTable.of(
            "percent signs",
            "a,y/12%,2/",
            OPEN
                + "2: column 'a' is \"12%\"; expected a number without signs (or use"
                + " CellFormat.withPercent)"),
        SmallTable.of(
            "dollar signs",
            "a,y/\"$1,234\",2/",
            OPEN
                + "2: column 'a' is \"$1,234\"; expected a number without signs (or use"
                + " CellFormat.withCurrency and CellFormat.withThousands(','))"),
        SmallTable.of(
            "a short row", "a,b,y/1,2,3/1,2/", OPEN + "3: 2 fields; expected 3 as in the header"),
        SmallTable.of("nothing", "", "t.csv: the file is empty; expected rows of numbers"),
        SmallTable.of(
            "a header alone", "a,y/", "t.csv: no rows below the header; expected at least one"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyReaderGivesTheMessage(SmallTable small) {
    small.check(directory);
  }
}
