package io.github.fallline.jdbc;

import io.github.fallline.argument.Setting;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A query of a database. It is run again each time that its rows are read: the same rows are
 * expected in the same order.
 *
 * @param url of the database, such as {@code jdbc:sqlite:shop.db}
 * @param sql a statement that returns rows
 * @param drivers jars of drivers; none if the driver is on the class path
 * @param fetchSize rows that the driver should fetch at once, at least 1
 */
public record Query(String url, String sql, List<Path> drivers, int fetchSize) {
  /** The default of {@code fetchSize}. */
  public static final int FETCH_SIZE = 1000;

  private static final String PREFIX = "jdbc:";

  public Query {
    drivers = List.copyOf(drivers);
    if (!url.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          Setting.QUERY_URL + ": expected a URL that begins with jdbc:");
    }
    if (sql.isBlank()) {
      throw new IllegalArgumentException(
          Setting.QUERY_SQL + ": expected SQL that returns rows, got none");
    }
    if (fetchSize < 1) {
      throw new IllegalArgumentException(
          Setting.QUERY_FETCH_SIZE + ": expected at least 1 row at once, got " + fetchSize);
    }
  }

  /** The URL without its settings, user and password. */
  public String name() {
    return SqlErrors.withoutSecrets(url);
  }

  /** A word of a command line as it may be shown: a URL without passwords. */
  public static String withoutPassword(String word) {
    return SqlErrors.withoutPassword(word);
  }

  /** The rows as text in the format of {@link ResultSetRows#format()}. */
  public TextInput text() {
    return TextInput.ofRows(name(), this::open, true);
  }

  private InputStream open() {
    Connection connection = connect();
    try {
      setUp(connection);
      Statement statement =
          connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
      try {
        statement.setFetchSize(isMySql() ? Integer.MIN_VALUE : fetchSize);
      } catch (SQLException e) {
        // A hint: without it the driver fetches as it likes.
      }
      ResultSet rows = statement.executeQuery(sql);
      return new ResultSetText(rows, name(), connection::close);
    } catch (SQLException | RuntimeException e) {
      close(connection, e);
      throw new InputException(
          name()
              + ": the query failed: "
              + SqlErrors.text(e, url)
              + " (correct "
              + Setting.QUERY_SQL
              + ": one statement that returns rows)",
          SqlErrors.cause(e, url));
    }
  }

  /** MySQL and MariaDB stream rows one by one for this fetch size only. */
  private boolean isMySql() {
    return url.toLowerCase(Locale.ROOT).startsWith("jdbc:mysql:");
  }

  /** PostgreSQL fetches a part of the rows at once only without automatic commits. */
  private void setUp(Connection connection) {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      // A database without transactions.
    }
  }

  private static void close(Connection connection, Exception error) {
    try {
      connection.close();
    } catch (SQLException e) {
      error.addSuppressed(e);
    }
  }

  private Connection connect() {
    Properties settings = new Properties();
    if (url.toLowerCase(Locale.ROOT).startsWith("jdbc:duckdb:")) {
      settings.setProperty("jdbc_stream_results", "true"); // else all rows are in memory at once
    }
    try {
      if (drivers.isEmpty()) {
        requireDriver(DriverManager.drivers().toList());
        return DriverManager.getConnection(url, settings);
      }
      return driver().connect(url, settings);
    } catch (SQLException | RuntimeException e) {
      if (e instanceof InputException known) {
        throw known;
      }
      throw new InputException(
          name()
              + ": no connection: "
              + SqlErrors.text(e, url)
              + " (check the URL, and that the database is up and admits you)",
          SqlErrors.cause(e, url));
    }
  }

  private Driver requireDriver(List<Driver> known) {
    for (Driver driver : known) {
      if (accepts(driver)) {
        return driver;
      }
    }
    String where = drivers.isEmpty() ? "the class path" : String.join(", ", names());
    throw new InputException(
        name()
            + ": no driver for this URL on "
            + where
            + " (name the jar of the database's JDBC driver with "
            + Setting.QUERY_DRIVERS
            + ", or correct the URL)");
  }

  private boolean accepts(Driver driver) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Path jar : drivers) {
      names.add(jar.toString());
    }
    return names;
  }

  /** The driver in the jars. Its classes stay loaded: connections use them. */
  private Driver driver() {
    URL[] urls = new URL[drivers.size()];
    for (int i = 0; i < urls.length; i++) {
      Path jar = drivers.get(i);
      if (!Files.isRegularFile(jar)) {
        throw new InputException(jar + ": no such file; expected the jar of a JDBC driver");
      }
      try {
        urls[i] = jar.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new InputException(jar + ": not a valid path", e);
      }
    }
    List<Driver> found = new ArrayList<>();
    try {
      ClassLoader loader = new URLClassLoader(urls, Query.class.getClassLoader());
      for (Driver each : ServiceLoader.load(Driver.class, loader)) {
        found.add(each);
      }
    } catch (ServiceConfigurationError e) {
      throw new InputException(
          String.join(", ", names()) + ": the driver cannot be loaded: " + SqlErrors.text(e), e);
    }
    return requireDriver(found);
  }
}
