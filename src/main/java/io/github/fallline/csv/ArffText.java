package io.github.fallline.csv;

import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header of a text in the attribute-relation file format (ARFF) of Weka, and the text as CSV on
 * the same lines: blank lines, the names on the line of {@code @data}, and the rows.
 */
final class ArffText {
  private static final int LONGEST_LINE = 1 << 20;

  /** The bytes of the text are kept as they are: whether they are UTF-8 is checked later. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private final String name;
  private final InputStream text;
  private final List<Attribute> attributes = new ArrayList<>();
  private long line;

  /** The kinds of attributes. */
  private enum Kind {
    NUMBER,
    NOMINAL,
    STRING,
    DATE
  }

  private static final class Attribute {
    final String name;
    final Kind kind;
    final long line;

    Attribute(String name, Kind kind, long line) {
      this.name = name;
      this.kind = kind;
      this.line = line;
    }
  }

  /**
   * Reads a header.
   *
   * @param text at its beginning
   * @param name of the text, for errors
   * @param linesAbove lines that were left out before it
   * @throws InputException if it is not valid
   */
  ArffText(InputStream text, String name, long linesAbove) {
    this.text = text;
    this.name = name;
    line = linesAbove;
    try {
      String next = nextLine();
      while (next != null && !next.toLowerCase(Locale.ROOT).startsWith("@data")) {
        read(next);
        next = nextLine();
      }
      if (next == null) {
        throw new InputException(name + ": ARFF without @data; expected it above the rows");
      }
      if (attributes.isEmpty()) {
        throw error("no @attribute above @data; expected one for each column");
      }
    } catch (IOException e) {
      throw new InputException(name + ":" + line + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether a text begins as ARFF does: with {@code @relation}, behind comments. */
  static boolean begins(byte[] beginning) {
    int at = beginning.length >= 3 && (beginning[0] & 0xff) == 0xef ? 3 : 0;
    while (at < beginning.length) {
      byte first = beginning[at];
      if (first == '%') {
        while (at < beginning.length && beginning[at] != '\n' && beginning[at] != '\r') {
          at++;
        }
      } else if (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
        at++;
      } else {
        String word =
            new String(
                beginning, at, Math.min(9, beginning.length - at), StandardCharsets.US_ASCII);
        return word.toLowerCase(Locale.ROOT).equals("@relation");
      }
    }
    return false;
  }

  /** Returns the next line without the blanks around it; null at the end of the text. */
  private @Nullable String nextLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = text.read();
    if (next < 0) {
      return null;
    }
    line++;
    while (next >= 0 && next != '\n' && bytes.size() < LONGEST_LINE) {
      bytes.write(next);
      next = text.read();
    }
    String read = bytes.toString(BYTES).strip();
    return read.startsWith("\u00ef\u00bb\u00bf") ? read.substring(3).strip() : read;
  }

  private void read(String declaration) {
    String word = declaration.toLowerCase(Locale.ROOT);
    boolean attribute = word.startsWith("@attribute");
    if (!attribute) {
      if (!word.isEmpty() && !word.startsWith("%") && !word.startsWith("@relation")) {
        throw error(
            "'"
                + ErrorQuote.of(declaration)
                + "' in the header of an ARFF file; expected @attribute or @data");
      }
      return;
    }
    String rest = declaration.substring("@attribute".length()).strip();
    int end = endOfName(rest);
    String given = rest.substring(0, end);
    boolean quoted = given.length() > 1 && (given.charAt(0) == '\'' || given.charAt(0) == '"');
    String unquoted = quoted ? unescaped(given.substring(1, given.length() - 1)) : given;
    attributes.add(
        new Attribute(unquoted.strip(), kind(unquoted, rest.substring(end).strip()), line));
  }

  private static String unescaped(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }

  private int endOfName(String text) {
    if (text.isEmpty()) {
      throw error("@attribute without a name; expected @attribute NAME TYPE");
    }
    char quote = text.charAt(0);
    boolean quoted = quote == '\'' || quote == '"';
    for (int i = 1; i < text.length(); i++) {
      char next = text.charAt(i);
      if (quoted && next == '\\') {
        i++;
      } else if (quoted ? next == quote : next <= ' ' || next == '{') {
        return quoted ? i + 1 : i;
      }
    }
    if (quoted) {
      throw error("an attribute's name with an open quote; close it");
    }
    return text.length();
  }

  private Kind kind(String attribute, String type) {
    String word = type.toLowerCase(Locale.ROOT);
    if (word.startsWith("{")) {
      return Kind.NOMINAL;
    }
    int end = 0;
    while (end < word.length() && word.charAt(end) > ' ' && word.charAt(end) != '[') {
      end++;
    }
    return switch (word.substring(0, end)) {
      case "numeric", "real", "integer" -> Kind.NUMBER;
      case "string" -> Kind.STRING;
      case "date" -> Kind.DATE;
      default ->
          throw error(
              String.format(
                  "attribute '%s' has the type '%s'; expected numeric, real, integer or levels such"
                      + " as {a, b}",
                  ErrorQuote.of(attribute), ErrorQuote.of(type)));
    };
  }

  private InputException error(String finding) {
    return new InputException(name + ":" + line + ": " + finding);
  }

  /** The text as CSV, on the same lines; once. */
  InputStream csv() {
    StringBuilder header = new StringBuilder();
    for (long i = 1; i < line; i++) {
      header.append('\n');
    }
    for (int i = 0; i < attributes.size(); i++) {
      header.append(i == 0 ? "\"" : ",\"");
      header.append(attributes.get(i).name.replace("\"", "\"\"")).append('"');
    }
    byte[] names = header.append('\n').toString().getBytes(BYTES);
    return new SequenceInputStream(new ByteArrayInputStream(names), new ArffRows(text, name, line));
  }

  /** Whether a column has declared levels. */
  boolean isNominal(int column) {
    return attributes.get(column).kind == Kind.NOMINAL;
  }

  /**
   * Rejects a column of text or dates.
   *
   * @param remedy for the column
   * @throws InputException if it is one
   */
  void requireUsable(int column, String remedy) {
    Attribute attribute = attributes.get(column);
    boolean text = attribute.kind == Kind.STRING;
    if (text || attribute.kind == Kind.DATE) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s:%d: attribute '%s' is a %s; expected numeric, or nominal with its levels (%s)",
              name,
              attribute.line,
              ErrorQuote.of(attribute.name),
              text ? "string" : "date",
              remedy));
    }
  }
}
