package io.github.fallline.cli.args;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An option or argument of a command, and its value once the command line is parsed.
 *
 * @param <T> the type of its value
 */
public abstract sealed class CliOption<T> {
  private final Converter<?> converter;
  private final String form;
  private final String name;
  private final String description;
  private final int most;
  private List<String> texts = List.of();

  /**
   * @param form {@code --name=LABEL}, {@code --name} if no value follows, or the name of an
   *     argument
   * @param description empty for an option that the help leaves out
   * @param most how often it may be given
   */
  private CliOption(Converter<?> converter, String form, String description, int most) {
    this.converter = converter;
    this.form = form;
    name = hasValue() ? form.substring(0, form.indexOf('=')) : form;
    this.description = description;
    this.most = most;
  }

  /** An option without a value: off unless given, or on unless its opposite is given. */
  static final class Flag extends CliOption<Boolean> {
    private final String letter;
    private final boolean unlessGiven;

    Flag(String form, String letter, boolean unlessGiven, String description) {
      super(Converter.TEXT, form, description, 1);
      this.letter = letter;
      this.unlessGiven = unlessGiven;
    }

    @Override
    public Boolean value() {
      return isGiven() ? texts().get(0).equals(name()) : unlessGiven;
    }

    @Override
    String usage() {
      return unlessGiven ? "--[no-]" + name().substring("--".length()) : name();
    }

    @Override
    List<String> names() {
      String opposite = "--no-" + name().substring("--".length());
      return unlessGiven ? List.of(name(), opposite) : super.names();
    }

    @Override
    String letter() {
      return letter;
    }
  }

  /** An option with a value that must be given, unless it has a default. */
  static final class Value<T> extends CliOption<T> {
    private final Converter<T> converter;
    private final Optional<String> defaultText;

    Value(Converter<T> converter, String form, Optional<String> defaultText, String description) {
      super(converter, form, description.replace("${DEFAULT-VALUE}", defaultText.orElse("")), 1);
      this.converter = converter;
      this.defaultText = defaultText;
    }

    @Override
    public T value() {
      return converter.convert(name(), isGiven() ? texts().get(0) : defaultText.orElseThrow());
    }

    @Override
    boolean isRequired() {
      return defaultText.isEmpty();
    }
  }

  /** An option with a value and no default. */
  static final class OptionalValue<T> extends CliOption<Optional<T>> {
    private final Converter<T> converter;

    OptionalValue(Converter<T> converter, String form, String description) {
      super(converter, form, description, 1);
      this.converter = converter;
    }

    @Override
    public Optional<T> value() {
      return isGiven() ? Optional.of(converter.convert(name(), texts().get(0))) : Optional.empty();
    }
  }

  /** An option with a value that is given in place of the arguments. */
  static final class Instead<T> extends CliOption<Optional<T>> {
    private final Converter<T> converter;

    Instead(Converter<T> converter, String form, String description) {
      super(converter, form, description, 1);
      this.converter = converter;
    }

    @Override
    public Optional<T> value() {
      return isGiven() ? Optional.of(converter.convert(name(), texts().get(0))) : Optional.empty();
    }

    @Override
    boolean replacesArguments() {
      return true;
    }
  }

  /** An option with names separated by commas, quoted as in CSV, any number of times. */
  static final class Names extends CliOption<List<String>> {
    Names(String form, String description) {
      super(Converter.TEXT, form, description, Integer.MAX_VALUE);
    }

    @Override
    public List<String> value() {
      List<String> names = new ArrayList<>();
      for (String text : texts()) {
        names.addAll(NameList.of(name(), text));
      }
      return List.copyOf(names);
    }

    @Override
    String usage() {
      return wanted() + ",...";
    }
  }

  /** The arguments that are no options; one must be given. */
  static final class Arguments<T> extends CliOption<List<T>> {
    private final Converter<T> converter;

    Arguments(Converter<T> converter, String form, int most, String description) {
      super(converter, form, description, most);
      this.converter = converter;
    }

    @Override
    public List<T> value() {
      List<T> values = new ArrayList<>();
      for (String text : texts()) {
        values.add(converter.convert(name(), text));
      }
      return values;
    }

    @Override
    String usage() {
      return most() == 1 ? name() : name() + "...";
    }

    @Override
    boolean isRequired() {
      return true;
    }
  }

  /** The value given; otherwise the default. */
  public abstract T value();

  /** The option with its dashes, or the name of an argument. */
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

  /** As it was given, for a POSIX shell; empty if it was not. */
  public final String toShellWords() {
    return toShellWords(UnaryOperator.identity());
  }

  /**
   * As it was given, for a POSIX shell; empty if it was not.
   *
   * @param shown replaces a value by what may be shown of it
   */
  public final String toShellWords(UnaryOperator<String> shown) {
    StringBuilder words = new StringBuilder();
    for (String given : texts) {
      String each = shown.apply(given);
      words.append(' ');
      words.append(
          hasValue() ? name + " " + ShellWord.of(each) : isOption() ? each : ShellWord.of(each));
    }
    return words.toString();
  }

  /** Sets the texts of the command line; for options without a value, the option itself. */
  final void parse(List<String> given) {
    texts = List.copyOf(given);
    if (texts.size() > most) {
      throw new UsageException(name + ": given twice; expected once");
    }
    for (String text : texts) {
      converter.check(name, text);
    }
  }

  /** As given on the command line. */
  final List<String> texts() {
    return texts;
  }

  /** The explanation in the help; empty for an option that the help leaves out. */
  final String description() {
    return description;
  }

  /** How the help writes it. */
  String usage() {
    return form;
  }

  /** The form in which it must be given, for an error. */
  final String wanted() {
    return form;
  }

  /** The names of an option, with their dashes. */
  List<String> names() {
    return List.of(name);
  }

  /** The name of one letter, without its dash; empty if there is none. */
  String letter() {
    return "";
  }

  /** Whether it stands in place of the arguments. */
  boolean replacesArguments() {
    return false;
  }

  /** Whether the command fails without it. */
  boolean isRequired() {
    return false;
  }

  /** How often it may be given. */
  final int most() {
    return most;
  }

  /** Whether it is an option, not an argument. */
  final boolean isOption() {
    return form.startsWith("--");
  }

  /** Whether a value follows the option. */
  final boolean hasValue() {
    return form.indexOf('=') > 0;
  }
}
