package io.github.fallline.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.InputException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of H2 2.3 in the library. */
class ResultSetRowsTest {
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
    statement = connection.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  /** Values of every type that is a number, and the double that each becomes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CAST(7 AS TINYINT) | 7",
        "CAST(-300 AS SMALLINT) | -300",
        "CAST(2147483647 AS INT) | 2147483647",
        "CAST(9007199254740993 AS BIGINT) | 9007199254740992",
        "CAST(0.1 AS DECIMAL(5, 1)) | 0.1",
        "CAST(123456789012345678901234.5 AS DECIMAL(40, 10)) | 1.2345678901234568E23",
        "CAST(1e-300 AS DOUBLE PRECISION) | 1e-300",
        "CAST(0.1 AS REAL) | 0.1",
        "CAST(2.5 AS DECFLOAT(30)) | 2.5",
        "TRUE | 1",
        "FALSE | 0",
        "'1.5' | 1.5",
        "' 2 ' | 2",
        "CAST('3' AS CHAR(5)) | 3",
        "CAST('4' AS CLOB) | 4",
        "NULL | NaN",
        "'' | NaN",
        "'n/a' | NaN",
        "CAST('NaN' AS DOUBLE PRECISION) | NaN"
      })
  void numberIsTheNearestDouble(String sql, double expected) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT " + sql + " AS A, 1 AS Y");
        Dataset data =
            ResultSetRows.read(
                rows, "q", Schema.target("Y"), MissingValues.KEEP, ReadingOptions.DEFAULT)) {
      assertEquals(List.of("A"), data.featureNames());
      assertArrayEquals(new long[] {1, 1}, data.features().shape());
      assertEquals(expected, data.features().getDouble(0, 0));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DATE '2024-02-29' | \"2024-02-29\"; expected a number",
        "TIME '12:30:00' | \"12:30:00\"; expected a number",
        "CAST('x' AS BLOB) | expected a number",
        "CAST(X'01' AS VARBINARY(5)) | \"(binary)\"; expected a number",
        "'abc' | \"abc\"; expected a number",
        "ARRAY[1, 2] | expected a number",
        "CAST('Infinity' AS DOUBLE PRECISION) | expected a finite number"
      })
  void cellThatIsNoNumberIsNamed(String sql, String message) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT 1 AS Y, " + sql + " AS A")) {
      InputException error =
          assertThrows(
              InputException.class, () -> ResultSetRows.read(rows, "q", Schema.target("Y")));

      assertTrue(error.getMessage().startsWith("q:1: column 'A' is "), error.getMessage());
      assertTrue(error.getMessage().contains(message), error.getMessage());
      assertFalse(rows.isClosed());
    }
  }

  /** Columns that are not selected may hold anything. */
  @Test
  void otherColumnsAreOfNoInterest() throws SQLException {
    String sql =
        "SELECT 1 AS Y, 2 AS A, DATE '2024-01-01' AS D, X'00' AS B, 'a\"b\n,' AS \"n\"\"x\"";
    try (ResultSet rows = statement.executeQuery(sql);
        Dataset data =
            ResultSetRows.read(rows, "q", Schema.target("Y").withFeatures(List.of("A")))) {
      assertEquals(2, data.features().getDouble(0, 0));
    }
  }

  @Test
  void streamTrainsOnRowsThatAreReadOnce() throws SQLException {
    String sql = "SELECT X AS A, 2 * X - 1 AS Y FROM SYSTEM_RANGE(1, 100000)";
    try (ResultSet rows = statement.executeQuery(sql);
        RowStream stream =
            ResultSetRows.stream(
                rows, "q", Schema.target("Y"), MissingValues.FAIL, ReadingOptions.DEFAULT)) {
      TrainingConfig config = TrainingConfig.of(new GradientMethod.FullBatch());

      assertEquals(2, new Trainer(config).fit(stream).model().coefficient("A"), 1e-9);
      assertEquals(100_000, stream.rows());
      assertFalse(rows.isClosed());
    }
  }

  @Test
  void rowsFromTheCurrentOneOnAreReadOnce() throws SQLException {
    String sql = "SELECT X AS A, X AS Y FROM SYSTEM_RANGE(1, 5)";
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      rows.next();
      try (Dataset data = ResultSetRows.read(rows, "q", Schema.target("Y"))) {
        assertEquals(3, data.rows());
      }
    }
  }

  @Test
  void singleColumnWithNullKeepsItsRows() throws SQLException {
    String sql = "SELECT CASE WHEN X = 2 THEN NULL ELSE X END AS A FROM SYSTEM_RANGE(1, 3)";
    try (ResultSet rows = statement.executeQuery(sql);
        Dataset data =
            ResultSetRows.read(
                rows,
                "q",
                Schema.features(List.of("A")),
                MissingValues.KEEP,
                ReadingOptions.DEFAULT)) {
      assertEquals(3, data.rows());
      assertTrue(Double.isNaN(data.features().getDouble(1, 0)));
    }
  }

  /** A connection that is lost between rows. */
  @Test
  void queryThatEndsEarlyIsAnErrorWithTheRow() throws SQLException {
    String sql = "SELECT X AS A, X AS Y FROM SYSTEM_RANGE(1, 100)";
    try (ResultSet rows = statement.executeQuery(sql)) {
      ResultSet broken =
          (ResultSet)
              Proxy.newProxyInstance(
                  ResultSetRowsTest.class.getClassLoader(),
                  new Class<?>[] {ResultSet.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("next") && rows.getRow() == 42) {
                      throw new SQLException("connection\nlost");
                    }
                    try {
                      return method.invoke(rows, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  });
      InputException error =
          assertThrows(
              InputException.class, () -> ResultSetRows.read(broken, "q", Schema.target("Y")));

      assertEquals("q: the query ended early, after row 42: connection lost", error.getMessage());
    }
  }

  @Test
  void twoColumnsOfOneNameAreAnError() throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT 1 AS A, 2 AS A, 3 AS Y")) {
      InputException error =
          assertThrows(
              InputException.class, () -> ResultSetRows.read(rows, "q", Schema.target("Y")));
      assertTrue(error.getMessage().contains("both named 'A'"), error.getMessage());
    }
  }
}
