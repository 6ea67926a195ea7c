package io.github.fallline.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Run;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Commands on the rows of H2 2.3, SQLite 3.50 and DuckDB 1.4 instead of a file. */
class QueryCommandTest {
  private static final int ROWS = 3000;

  @TempDir Path directory;

  /** Makes a table t of the same rows in a database and in a CSV. */
  private String database(String kind) throws SQLException, IOException {
    String place = directory.resolve("test").toString().replace('\\', '/');
    String url =
        switch (kind) {
          case "h2" -> "jdbc:h2:" + place;
          case "sqlite" -> "jdbc:sqlite:" + place + ".db";
          default -> "jdbc:duckdb:" + place + ".duckdb";
        };
    StringBuilder text = new StringBuilder("i,a,b,color,w,y\n");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t (i INTEGER, a DOUBLE PRECISION, b DECIMAL(12, 4), color VARCHAR(20),"
              + " w SMALLINT, y DOUBLE PRECISION)");
      connection.setAutoCommit(false);
      PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?,?,?,?,?,?)");
      for (int i = 0; i < ROWS; i++) {
        String a = i % 100 == 17 ? "NULL" : Double.toString(Math.sin(i) / 3);
        String b = (i % 77) + "." + (1000 + 7 * i % 9000);
        String color = new String[] {"red", "dark, blue", "it's"}[i % 3];
        String y = Double.toString(Math.cos(i) + i % 3);
        insert.setInt(1, i);
        insert.setObject(2, a.equals("NULL") ? null : (Object) Double.valueOf(a));
        insert.setObject(3, kind.equals("sqlite") ? (Object) b : new BigDecimal(b));
        insert.setString(4, color);
        insert.setInt(5, 1 + i % 4);
        insert.setDouble(6, Double.parseDouble(y));
        insert.addBatch();
        String word = '"' + color + '"';
        String number = a.equals("NULL") ? "" : a;
        text.append(String.join(",", "" + i, number, b, word, "" + (1 + i % 4), y)).append('\n');
      }
      insert.executeBatch();
      connection.commit();
    }
    Files.writeString(directory.resolve("t.csv"), text.toString());
    return url;
  }

  private static final String QUERY =
      "SELECT i AS \"i\", a AS \"a\", b AS \"b\", color AS \"color\", w AS \"w\", y AS \"y\" FROM t"
          + " ORDER BY 1";

  private static Run run(String command, List<Object> data, Object... options) {
    List<Object> words = new ArrayList<>(List.of(command));
    words.addAll(data);
    words.addAll(List.of(options));
    Run run = Run.of(words.toArray());
    assertEquals(0, run.code(), run.err());
    return run;
  }

  /** Training, evaluation and prediction are those of the CSV, bit for bit. */
  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "duckdb"})
  void modelIsThatOfTheSameRowsInAFile(String kind) throws Exception {
    List<Object> query = List.of("--jdbc", database(kind), "--query", QUERY);
    List<Object> file = List.of(directory.resolve("t.csv"));
    Object[] options = {
      "--target",
      "y",
      "--exclude",
      "i",
      "--categorical",
      "one-hot",
      "--weight",
      "w",
      "--json",
      "--missing",
      "mean",
      "--model-output",
      directory.resolve("m.json")
    };
    JsonNode expected = run("train", file, options).json();
    byte[] model = Files.readAllBytes(directory.resolve("m.json"));
    for (String memory : new String[] {"auto", "streaming"}) {
      Object[] more = Arrays.copyOf(options, options.length + 2);
      more[options.length] = "--memory";
      more[options.length + 1] = memory;
      JsonNode found = run("train", query, more).json();

      for (String field : new String[] {"rows", "intercept", "coefficients", "statistics", "r2"}) {
        assertEquals(expected.get(field), found.get(field), field);
      }
      assertEquals(
          Run.json(new String(model, StandardCharsets.UTF_8)).get("checksum"),
          Run.json(Files.readString(directory.resolve("m.json"))).get("checksum"));
    }
    Object[] use = {"--model", directory.resolve("m.json"), "--missing", "skip"};
    assertEquals(
        run("evaluate", file, use).out().replaceFirst(".*rows", ""),
        run("evaluate", query, use).out().replaceFirst(".*rows", ""));
    assertEquals(run("predict", file, use).out(), run("predict", query, use).out());
    Object[] keep = {use[0], use[1], use[2], use[3], "--keep", "i,color"};
    String kept = run("predict", query, keep).out();
    assertEquals(run("predict", file, keep).out(), kept);
    assertTrue(kept.contains("\n1,\"dark, blue\","), kept.substring(0, 200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"compare", "tune"})
  void everyCommandTakesAQuery(String command) throws Exception {
    String sql = "SELECT a, b, y FROM t WHERE a IS NOT NULL";
    List<Object> query = List.of("--jdbc", database("sqlite"), "--query", sql);
    Run run = run(command, query, "--target", "y", "--epochs", "3", "--json");

    assertTrue(run.json().size() > 1);
  }

  /** DuckDB reads CSV and Parquet files itself. */
  @Test
  void parquetIsReadThroughDuckDb() throws Exception {
    Path parquet = directory.resolve("t.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i::DOUBLE AS x, 2 * i + sin(i) AS y FROM range(5000) t(i)) TO '"
              + parquet
              + "' (FORMAT PARQUET)");
    }
    String sql = "SELECT * FROM '" + parquet + "'";
    List<Object> query = List.of("--jdbc", "jdbc:duckdb:", "--query", sql);
    JsonNode json = run("train", query, "--target", "y", "--json").json();

    assertEquals(5000, json.get("rows").intValue());
    assertEquals(2, json.get("coefficients").get("x").doubleValue(), 1e-4);
  }

  /** Errors in one line; no password is in any. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:nosuch://u:geheim@host/db?password=geheim | SELECT 1 | no driver for this URL",
        "jdbc:h2:mem:a;USER=sa;PASSWORD=geheim | SELEKT 1 | the query failed",
        "jdbc:h2:mem:a;USER=sa;PASSWORD=geheim | SELECT * FROM nowhere | (correct --query",
        "jdbc:h2:/no/such/dir/x;IFEXISTS=TRUE;PASSWORD=geheim | SELECT 1 | no connection",
        "jdbc:h2:tcp://localhost:1/x;PASSWORD=geheim | SELECT 1 | no connection",
        "jdbc:h2:mem:a;PASSWORD=geheim | CREATE TABLE q (a INT) | the query failed"
      })
  void failureIsOneLineWithoutThePassword(String url, String sql, String message) {
    Run run = Run.of("train", "--jdbc", url, "--query", sql, "--target", "y");
    Run traced = Run.of("train", "--jdbc", url, "--query", sql, "--target", "y", "--debug");

    assertEquals(3, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(run.err().contains("geheim"), run.err());
    assertFalse(traced.err().contains("geheim"), traced.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--jdbc jdbc:sqlite: | --jdbc: expected --query SQL with it",
        "t.csv --query SELECT | --query requires --jdbc URL",
        "--jdbc sqlite:x --query S | --jdbc: expected a URL that begins with jdbc:",
        "--jdbc jdbc:sqlite: --query S t.csv | --jdbc: expected no DATA with it, got 't.csv'",
        "--jdbc jdbc:sqlite: --query S --separator ; | --separator is about files",
        "--jdbc jdbc:sqlite: --query S --decimal-comma | --decimal-comma is about files",
        "--jdbc jdbc:sqlite: --query S --no-header | --no-header is about files",
        "--jdbc jdbc:sqlite: --query S --fetch-size 0 | --fetch-size: expected at least 1 row at"
            + " once",
        "--jdbc jdbc:sqlite: --query S --cache c.npy | --cache requires a file as DATA"
      })
  void optionsThatDoNotFitAreAUsageError(String options, String message) {
    List<Object> words = new ArrayList<>(List.of((Object[]) options.split(" ", -1)));
    words.addAll(List.of("--target", "y"));
    words.add(0, "train");
    Run run = Run.of(words.toArray());

    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void aProgramReadsTheNamesOfTheRecord() {
    Exception url =
        assertThrows(
            IllegalArgumentException.class, () -> new Query("sqlite:x", "SELECT 1", List.of(), 1));
    Exception size =
        assertThrows(
            IllegalArgumentException.class, () -> new Query("jdbc:x", "SELECT 1", List.of(), 0));
    Query unknown = new Query("jdbc:none:x", "SELECT 1", List.of(), 1);
    Exception driver =
        assertThrows(
            InputException.class,
            () ->
                CsvReader.read(
                    unknown.text(),
                    ResultSetRows.format(),
                    Schema.target("y"),
                    MissingValues.FAIL));

    assertEquals("Query.url: expected a URL that begins with jdbc:", url.getMessage());
    assertEquals("Query.fetchSize: expected at least 1 row at once, got 0", size.getMessage());
    assertTrue(
        driver.getMessage().contains("JDBC driver with Query.drivers,"), driver.getMessage());
  }

  /** Cells that are refused name the row of the result, whatever line ends are in others. */
  @Test
  void badCellNamesItsRow() throws Exception {
    String url = "jdbc:sqlite:" + directory.resolve("bad.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (note TEXT, a, y REAL)");
      connection.setAutoCommit(false);
      for (int i = 1; i <= 4000; i++) {
        String a = i == 3500 ? "'oops'" : "" + i % 7;
        statement.execute(
            "INSERT INTO t VALUES ('two' || char(10) || 'lines', " + a + ", " + i + ")");
      }
      connection.commit();
    }
    for (String columns : new String[] {"note, a, y", "a, y"}) {
      String sql = "SELECT " + columns + " FROM t";
      Run run = Run.of("train", "--jdbc", url, "--query", sql, "--target", "y", "--features", "a");
      assertEquals(3, run.code());
      assertTrue(run.err().contains("bad.db:3500: column 'a' is \"oops\";"), run.err());
    }
  }

  @Test
  void datesAreRefusedByTheirName() throws Exception {
    String sql = "SELECT DATE '2024-02-29' AS d, 1 AS y UNION ALL SELECT DATE '2024-03-01', 2";
    Run run = Run.of("train", "--jdbc", "jdbc:h2:mem:", "--query", sql, "--target", "Y");

    assertEquals(3, run.code());
    assertTrue(run.err().contains("jdbc:h2:mem::1: column 'D' is \"2024-02-29\";"), run.err());
    assertTrue(run.err().contains("--exclude D"), run.err());
  }

  @Test
  void resultWithoutRowsIsAnError() {
    Run run =
        Run.of(
            "train",
            "--jdbc",
            "jdbc:h2:mem:",
            "--query",
            "SELECT 1 AS A, 2 AS Y WHERE FALSE",
            "--target",
            "Y");

    assertEquals(3, run.code());
    assertTrue(run.err().contains("no rows below the header"), run.err());
  }

  /** A driver that is not on the class path comes from a jar. */
  @Test
  void driverIsLoadedFromAJar() throws Exception {
    Path jar =
        Path.of(org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Object[] words = {
      "train",
      "--jdbc",
      "jdbc:h2:mem:",
      "--driver",
      jar,
      "--target",
      "Y",
      "--query",
      "SELECT X AS A, 3 * X + 1 AS Y FROM SYSTEM_RANGE(1, 10)",
      "--json"
    };
    Run run = Run.of(words);
    assertEquals(0, run.code(), run.err());
    assertEquals(3, run.json().get("coefficients").get("A").doubleValue(), 1e-10);

    words[4] = directory.resolve("none.jar");
    Run none = Run.of(words);
    assertEquals(3, none.code());
    assertTrue(none.err().contains("none.jar: no such file; expected the jar of a JDBC driver"));
  }

  @Test
  void commandOfTuneHidesThePassword() throws Exception {
    String url = database("h2") + ";USER=;PASSWORD=";
    String sql = "SELECT b AS \"b\", y AS \"y\" FROM t";
    Run run = run("tune", List.of("--jdbc", url, "--query", sql), "--target", "y");

    assertTrue(run.out().contains("PASSWORD=..."), run.out());
  }
}
