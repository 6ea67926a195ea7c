package io.github.fallline.cli.args;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of a command in one section of its help; declares them in the order of the help. */
public final class OptionSection {
  private final Section section;
  private final List<CliOption<?>> options = new ArrayList<>();

  OptionSection(Section section) {
    this.section = section;
  }

  Section section() {
    return section;
  }

  List<CliOption<?>> options() {
    return options;
  }

  /**
   * Declares an option with a value and no default.
   *
   * @param form {@code --name=LABEL}, as the help writes it
   */
  public <T> CliOption<Optional<T>> optional(
      Converter<T> converter, String form, String description) {
    return add(new CliOption.OptionalValue<>(converter, form, description));
  }

  /** Declares an option with a value that is given in place of the arguments. */
  public <T> CliOption<Optional<T>> instead(
      Converter<T> converter, String form, String description) {
    return add(new CliOption.Instead<>(converter, form, description));
  }

  /** Declares an option with a value that must be given. */
  public <T> CliOption<T> required(Converter<T> converter, String form, String description) {
    return add(new CliOption.Value<>(converter, form, Optional.empty(), description));
  }

  /**
   * Declares an option with a value and a default.
   *
   * @param defaultText the default, as it would be given
   * @param description in which {@code ${DEFAULT-VALUE}} stands for the default; empty for an
   *     option that the help leaves out
   */
  public <T> CliOption<T> withDefault(
      Converter<T> converter, String form, String defaultText, String description) {
    return add(new CliOption.Value<>(converter, form, Optional.of(defaultText), description));
  }

  /**
   * Declares an option with names separated by commas; empty if it is not given. A name with a
   * comma is in double quotes, as in CSV.
   */
  public CliOption<List<String>> names(String form, String description) {
    return add(new CliOption.Names(form, description));
  }

  /** Declares an option without a value, off by default. */
  public CliOption<Boolean> flag(String name, String description) {
    return flag(name, "", description);
  }

  CliOption<Boolean> flag(String name, String letter, String description) {
    return add(new CliOption.Flag(name, letter, false, description));
  }

  /** Declares an option that is on unless {@code --no-NAME} is given. */
  public CliOption<Boolean> toggle(String name, String description) {
    return add(new CliOption.Flag(name, "", true, description));
  }

  private <T> CliOption<T> add(CliOption<T> declared) {
    options.add(declared);
    return declared;
  }
}
