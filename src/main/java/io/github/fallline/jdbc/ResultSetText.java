package io.github.fallline.jdbc;

import io.github.fallline.files.InputException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * The rows of a result as lines of a CSV in UTF-8, made as they are read: a header, then a line a
 * row.
 *
 * <p>A number is written with all digits that its type has, a Boolean as 1 or 0, NULL as an empty
 * field, and anything else as its text, in quotes. One thread reads at a time.
 */
final class ResultSetText extends InputStream {
  /** Characters that are made at once, at least. */
  private static final int PART = 1 << 15;

  private final ResultSet rows;
  private final String name;
  private final int columns;
  private final Closing closing;
  private final StringBuilder text = new StringBuilder(2 * PART);
  private byte[] bytes = new byte[0];
  private int at;
  private long count;
  private boolean ended;

  /** Gives back what the rows hold. */
  interface Closing {
    /** Called once or more. */
    void close() throws SQLException;
  }

  /**
   * Text of the rows behind the current one.
   *
   * @param name of the rows, for errors
   * @param closing called when the text is closed
   * @throws SQLException if the columns are not known
   */
  ResultSetText(ResultSet rows, String name, Closing closing) throws SQLException {
    this.rows = rows;
    this.name = name;
    this.closing = closing;
    ResultSetMetaData known = rows.getMetaData();
    columns = known.getColumnCount();
    for (int i = 1; i <= columns; i++) {
      separate(i);
      String label = known.getColumnLabel(i);
      quote(label == null ? "" : label);
    }
    text.append('\n');
  }

  private void separate(int column) {
    if (column > 1) {
      text.append(',');
    }
  }

  private void quote(String field) {
    text.append('"');
    if (field.indexOf('"') < 0) {
      text.append(field);
    } else {
      text.append(field.replace("\"", "\"\""));
    }
    text.append('"');
  }

  /** Makes more bytes; false if there are none. */
  private boolean fill() {
    try {
      while (!ended && text.length() < PART) {
        ended = !rows.next();
        if (!ended) {
          row();
          count++;
        }
      }
    } catch (SQLException e) {
      throw failure(e);
    } catch (RuntimeException e) {
      // Drivers throw these, too, for rows that they cannot read.
      throw new InputException(
          name + ": the query ended early, after row " + count + ": " + SqlErrors.text(e),
          SqlErrors.cause(e, name));
    }
    bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    at = 0;
    return bytes.length > 0;
  }

  private InputException failure(SQLException cause) {
    return new InputException(
        name + ": the query ended early, after row " + count + ": " + SqlErrors.text(cause),
        SqlErrors.cause(cause, name));
  }

  private void row() throws SQLException {
    for (int i = 1; i <= columns; i++) {
      separate(i);
      Object cell = rows.getObject(i);
      if (cell == null) {
        text.append(columns == 1 ? "\"\"" : ""); // a line that is empty is no row
      } else if (cell instanceof Number) {
        text.append(cell);
      } else if (cell instanceof Boolean flag) {
        text.append(flag ? '1' : '0');
      } else {
        quote(textOf(cell));
      }
    }
    text.append('\n');
  }

  private static String textOf(Object cell) throws SQLException {
    if (cell instanceof Clob clob) {
      return clob.getSubString(1, (int) Math.min(Integer.MAX_VALUE, clob.length()));
    }
    if (cell instanceof Blob || cell.getClass().isArray()) {
      return "(binary)";
    }
    return String.valueOf(cell);
  }

  @Override
  public int read() {
    return at < bytes.length || fill() ? bytes[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (at >= bytes.length && !fill()) {
      return -1;
    }
    int some = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, target, offset, some);
    at += some;
    return some;
  }

  /** Gives back what the rows hold; errors of that are of no interest any more. */
  @Override
  public void close() {
    ended = true;
    try {
      closing.close();
    } catch (SQLException e) {
      // All rows that were wanted have been read.
    }
  }
}
