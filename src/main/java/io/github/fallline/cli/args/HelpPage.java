package io.github.fallline.cli.args;

import java.util.ArrayList;
import java.util.List;

/** A help page: sections of two columns, options and their meaning. */
final class HelpPage {
  /** Characters of a line. */
  private static final int WIDTH = 96;

  /** Where the right column begins at most. */
  private static final int MOST_LEFT = 30;

  private static final int GAP = 2;
  private static final String INDENT = "  ";

  private final List<Line> lines = new ArrayList<>();

  /** An entry of two columns, or a line across both, whose left column is empty. */
  private record Line(String left, String text) {}

  /** Adds a line as it is. */
  void line(String text) {
    lines.add(new Line("", text));
  }

  /** Adds a paragraph. */
  void paragraph(String text) {
    wrapped(text, WIDTH, "").forEach(this::line);
  }

  /** Adds a heading. */
  void heading(String heading) {
    line("");
    line(heading + ":");
  }

  /** Adds a heading and the options or arguments below it, if there are any. */
  void section(String heading, List<CliOption<?>> options) {
    if (options.isEmpty()) {
      return;
    }
    heading(heading);
    for (CliOption<?> each : options) {
      if (!each.description().isEmpty()) {
        String before = each.letter().isEmpty() ? "  " : "  -" + each.letter() + ", ";
        lines.add(new Line(before + each.usage(), each.description()));
      }
    }
  }

  /** Adds a name and its meaning. */
  void entry(String name, String meaning) {
    lines.add(new Line("  " + name, meaning));
  }

  @Override
  public String toString() {
    int longest = lines.stream().mapToInt(line -> line.left().length()).max().orElse(0);
    int column = Math.min(MOST_LEFT, longest + GAP);
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      if (line.left().isEmpty()) {
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
