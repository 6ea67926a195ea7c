package io.github.fallline.cli.args;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An option or argument of a command, and its value once the command line is parsed.
 *
 * @param <T> the type of its value
 */
public final class CliOption<T> {
  private final Kind kind;
  private final Section section;
  private final Class<?> type;
  private final String name;
  private final String label;
  private final boolean required;
  private String description;
  private String defaultText;
  private boolean hidden;
  private List<String> texts = List.of();
  private T value;

  /** How an option or argument is written. */
  private enum Kind {
    /** An option with a value, once. */
    VALUE,
    /** An option with values separated by commas. */
    LIST,
    /** An option without a value, off by default. */
    FLAG,
    /** An option that holds unless its opposite is given. */
    CHOICE,
    /** The one argument that is no option. */
    ARGUMENT,
    /** Arguments that are no options, one or more. */
    ARGUMENTS
  }

  private CliOption(
      Kind kind,
      Section section,
      Class<?> type,
      String name,
      String label,
      String defaultText,
      boolean required,
      String description) {
    this.kind = kind;
    this.section = section;
    this.type = type;
    this.name = name;
    this.label = label;
    this.defaultText = defaultText;
    this.required = required;
    this.description = description;
  }

  /**
   * An option with a value; null if it is not given.
   *
   * @param section of the help that explains it
   * @param name with its dashes
   * @param label what the help calls the value
   */
  public static <T> CliOption<T> of(
      CommandSpec spec,
      Section section,
      Class<T> type,
      String name,
      String label,
      String description) {
    return spec.add(
        new CliOption<>(Kind.VALUE, section, type, name, label, null, false, description));
  }

  /** An option with a value that must be given. */
  public static <T> CliOption<T> required(
      CommandSpec spec,
      Section section,
      Class<T> type,
      String name,
      String label,
      String description) {
    return spec.add(
        new CliOption<>(Kind.VALUE, section, type, name, label, null, true, description));
  }

  /**
   * An option with a value and a default.
   *
   * @param defaultText the default, as it would be given; shown by the help
   */
  public static <T> CliOption<T> orDefault(
      CommandSpec spec,
      Section section,
      Class<T> type,
      String name,
      String label,
      String defaultText,
      String description) {
    return spec.add(
        new CliOption<>(Kind.VALUE, section, type, name, label, defaultText, false, description));
  }

  /** An option without a value, off by default. */
  public static CliOption<Boolean> flag(
      CommandSpec spec, Section section, String name, String description) {
    return spec.add(
        new CliOption<>(Kind.FLAG, section, Boolean.class, name, "", null, false, description));
  }

  /** An option that is on unless {@code --no-NAME} is given. */
  public static CliOption<Boolean> choice(
      CommandSpec spec, Section section, String name, String description) {
    return spec.add(
        new CliOption<>(Kind.CHOICE, section, Boolean.class, name, "", null, false, description));
  }

  /** An option with names separated by commas; empty if it is not given. */
  public static CliOption<List<String>> names(
      CommandSpec spec, Section section, String name, String label, String description) {
    return spec.add(
        new CliOption<>(Kind.LIST, section, List.class, name, label, null, false, description));
  }

  /** The one argument that is no option; it must be given. */
  public static CliOption<String> argument(CommandSpec spec, String label, String description) {
    return spec.add(
        new CliOption<>(Kind.ARGUMENT, null, String.class, label, label, null, true, description));
  }

  /** The arguments that are no options, files; one must be given. */
  public static CliOption<List<Path>> arguments(
      CommandSpec spec, String label, String description) {
    return spec.add(
        new CliOption<>(Kind.ARGUMENTS, null, List.class, label, label, null, true, description));
  }

  /** Changes the default and the description. */
  public void explain(String value, String text) {
    defaultText = value;
    description = text;
  }

  /** Hides it from the help and sets its default. */
  public void hide(String value) {
    defaultText = value;
    hidden = true;
  }

  /** The value given; otherwise the default, or null. */
  public T get() {
    return value;
  }

  /** The value given or, without one, the substitute. */
  public T orElse(T substitute) {
    return value == null ? substitute : value;
  }

  /** Whether it is on the command line. */
  public boolean isGiven() {
    return !texts.isEmpty();
  }

  /** Parses the texts of the command line; for options without a value, the option itself. */
  void parse(List<String> given) {
    texts = List.copyOf(given);
    if (texts.size() > 1 && kind != Kind.LIST && kind != Kind.ARGUMENTS) {
      throw new UsageException(name + ": given twice; expected once");
    }
    value = parsed();
  }

  @SuppressWarnings("unchecked") // the factories above pair types with kinds
  private T parsed() {
    return (T)
        switch (kind) {
          case VALUE, ARGUMENT -> parsedOne();
          case LIST -> parts();
          case FLAG -> isGiven();
          case CHOICE -> !isGiven() || texts.get(0).equals(name);
          case ARGUMENTS -> paths();
        };
  }

  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    for (String text : texts) {
      parts.addAll(Arrays.asList(text.split(",", -1)));
    }
    return List.copyOf(parts);
  }

  private Object parsedOne() {
    if (!isGiven() && defaultText == null) {
      return null;
    }
    String text = isGiven() ? texts.get(0) : defaultText;
    try {
      if (type == Integer.class) {
        return Integer.valueOf(text);
      }
      if (type == Long.class) {
        return Long.valueOf(text);
      }
      if (type == Double.class) {
        return Double.valueOf(text);
      }
      return type == Path.class ? Path.of(text) : text;
    } catch (InvalidPathException e) {
      throw noPath(text);
    } catch (NumberFormatException e) {
      throw new UsageException(name + ": expected " + expected() + ", got '" + text + "'");
    }
  }

  private List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    for (String text : texts) {
      try {
        paths.add(Path.of(text));
      } catch (InvalidPathException e) {
        throw noPath(text);
      }
    }
    return paths;
  }

  private UsageException noPath(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    return new UsageException(
        name
            + ": expected a path, got '"
            + text
            + (ascii ? "'" : "' (" + CommandLineText.LOCALE_REMEDY + ")"));
  }

  private String expected() {
    if (type == Integer.class) {
      return "a whole number below 2^31";
    }
    if (type == Long.class) {
      return "a whole number below 2^63";
    }
    return type == Double.class ? "a number" : "a path";
  }

  /** Whether it must be given and is not. */
  boolean isMissing() {
    return required && !isGiven();
  }

  /** Whether it is an option. */
  boolean isOption() {
    return kind != Kind.ARGUMENT && kind != Kind.ARGUMENTS;
  }

  /** Whether a value follows the option. */
  boolean hasValue() {
    return kind == Kind.VALUE || kind == Kind.LIST;
  }

  /** Whether any number of arguments belongs to it. */
  boolean isRepeated() {
    return kind == Kind.ARGUMENTS;
  }

  /** The option with its dashes, or the label of an argument. */
  public String name() {
    return name;
  }

  /** The option that turns it off, with its dashes; null if there is none. */
  String opposite() {
    return kind == Kind.CHOICE ? "--no-" + name.substring("--".length()) : null;
  }

  /** The section of the help that explains an option; null for an argument. */
  Section section() {
    return section;
  }

  /** Whether the help leaves it out. */
  boolean isHidden() {
    return hidden;
  }

  /** How it is written in full. */
  String usage() {
    return switch (kind) {
      case VALUE -> name + "=" + label;
      case LIST -> name + "=" + label + ",...";
      case FLAG, ARGUMENT -> name;
      case CHOICE -> "--[no-]" + name.substring("--".length());
      case ARGUMENTS -> name + "...";
    };
  }

  /** The form in which it must be given, for an error. */
  String wanted() {
    return hasValue() ? name + "=" + label : name;
  }

  /** Its description, with the default. */
  String description() {
    return defaultText == null
        ? description
        : description.replace("${DEFAULT-VALUE}", defaultText).strip();
  }

  /** As it was given, for a POSIX shell; empty where it was not. */
  public String toShellWords() {
    StringBuilder text = new StringBuilder();
    for (String each : texts) {
      text.append(' ');
      text.append(hasValue() ? name + " " + quoted(each) : isOption() ? each : quoted(each));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return text.matches("[\\w./,:=+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
