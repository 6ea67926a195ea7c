package io.github.fallline.cli.args;

import java.util.List;

/**
 * An option or argument of a command, and its value once the command line is parsed.
 *
 * @param <T> the type of its value
 */
public abstract sealed class CliOption<T>
    permits Flag, Value, OptionalValue, Names, Argument, FileArguments {
  private final String name;
  private final String label;
  private final String description;
  private List<String> texts = List.of();

  /**
   * @param name with its dashes, or the label of an argument
   * @param label of the value in the help; empty where no value follows
   * @param description empty for an option that the help leaves out
   */
  CliOption(String name, String label, String description) {
    this.name = name;
    this.label = label;
    this.description = description;
  }

  /** The value given; otherwise the default. */
  public abstract T value();

  /** How the help writes it. */
  abstract String usage();

  /** Rejects a text that has no value. */
  void check() {}

  /** The option with its dashes, or the label of an argument. */
  public final String name() {
    return name;
  }

  /** Whether it is on the command line. */
  public final boolean isGiven() {
    return !texts.isEmpty();
  }

  /**
   * Rejects the option without another one.
   *
   * @param holds whether the other one is given
   * @param other for the error
   */
  public final void requireOnlyWith(boolean holds, String other) {
    if (isGiven() && !holds) {
      throw new UsageException(name + " requires " + other);
    }
  }

  /** Sets the texts of the command line; for options without a value, the option itself. */
  final void parse(List<String> given) {
    texts = List.copyOf(given);
    if (texts.size() > 1 && !isRepeatable()) {
      throw new UsageException(name + ": given twice; expected once");
    }
    check();
  }

  /** As given on the command line. */
  final List<String> texts() {
    return texts;
  }

  /** What the help calls the value. */
  final String label() {
    return label;
  }

  /** The explanation in the help; empty for an option that the help leaves out. */
  String description() {
    return description;
  }

  /** The names of an option, with their dashes. */
  List<String> names() {
    return List.of(name);
  }

  /** The name of one letter, without its dash; empty if there is none. */
  String letter() {
    return "";
  }

  /** Whether the command fails without it. */
  boolean isRequired() {
    return false;
  }

  /** Whether it may be given more than once. */
  boolean isRepeatable() {
    return false;
  }

  /** Whether it is an option, not an argument. */
  boolean isOption() {
    return true;
  }

  /** Whether a value follows the option. */
  final boolean hasValue() {
    return !label.isEmpty();
  }

  /** The form in which it must be given, for an error. */
  final String wanted() {
    return hasValue() ? name + "=" + label : name;
  }

  /** As it was given, for a POSIX shell; empty if it was not. */
  public final String toShellWords() {
    StringBuilder words = new StringBuilder();
    for (String each : texts) {
      words.append(' ');
      words.append(hasValue() ? name + " " + quoted(each) : isOption() ? each : quoted(each));
    }
    return words.toString();
  }

  private static String quoted(String text) {
    return text.matches("[\\w./,:=+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
