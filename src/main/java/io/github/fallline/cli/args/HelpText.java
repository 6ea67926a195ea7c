package io.github.fallline.cli.args;

import java.util.ArrayList;
import java.util.List;

/** A help page: sections of two columns, options and their meaning. */
final class HelpText {
  /** Characters of a line. */
  private static final int WIDTH = 96;

  /** Where the right column begins at most. */
  private static final int MOST_LEFT = 30;

  private static final int GAP = 2;
  private static final String INDENT = "  ";

  private final List<Line> lines = new ArrayList<>();

  /** An entry of two columns, or a line across both, whose left column is null. */
  private record Line(String left, String text) {}

  /** Adds a line as it is. */
  void line(String text) {
    lines.add(new Line(null, text));
  }

  /** Adds a paragraph. */
  void paragraph(String text) {
    wrapped(text, WIDTH, "").forEach(this::line);
  }

  /** Adds a heading. */
  void section(String heading) {
    line("");
    line(heading + ":");
  }

  /**
   * Adds an option or argument.
   *
   * @param letter its short name, or null
   */
  void entry(String letter, CliOption<?> option) {
    String before = letter == null ? "  " : "  -" + letter + ", ";
    lines.add(new Line(before + option.usage(), option.description()));
  }

  /** Adds a name and its meaning. */
  void entry(String name, String meaning) {
    lines.add(new Line("  " + name, meaning));
  }

  @Override
  public String toString() {
    int longest =
        lines.stream()
            .filter(line -> line.left() != null)
            .mapToInt(line -> line.left().length())
            .filter(length -> length <= MOST_LEFT - GAP)
            .max()
            .orElse(0);
    boolean wide =
        lines.stream()
            .anyMatch(line -> line.left() != null && line.left().length() > MOST_LEFT - GAP);
    int column = wide ? MOST_LEFT : longest + GAP;
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      if (line.left() == null) {
        append(text, line.text());
      } else {
        appendEntry(text, line, column);
      }
    }
    return text.toString();
  }

  private static void appendEntry(StringBuilder text, Line line, int column) {
    List<String> meaning = new ArrayList<>();
    for (String paragraph : line.text().split("\n", -1)) {
      meaning.addAll(wrapped(paragraph, WIDTH - column, INDENT));
    }
    int first = 0;
    if (line.left().length() <= column - GAP) {
      append(text, line.left() + " ".repeat(column - line.left().length()) + meaning.get(0));
      first = 1;
    } else {
      append(text, line.left());
    }
    for (String more : meaning.subList(first, meaning.size())) {
      append(text, " ".repeat(column) + more);
    }
  }

  private static void append(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }

  /** Breaks a text into lines between its words; the second and later ones begin with an indent. */
  private static List<String> wrapped(String text, int width, String indent) {
    List<String> wrapped = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        wrapped.add(line.toString());
        line.setLength(0);
        line.append(indent).append(word);
      } else {
        line.append(line.length() == 0 ? "" : " ").append(word);
      }
    }
    wrapped.add(line.toString());
    return wrapped;
  }
}
