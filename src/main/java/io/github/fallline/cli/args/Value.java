package io.github.fallline.cli.args;

import java.util.Optional;

/** An option with a value that must be given, unless it has a default. */
final class Value<T> extends CliOption<T> {
  private final Converter<T> converter;
  private final Optional<String> defaultText;

  /**
   * @param defaultText as it would be given; empty for an option that must be given
   * @param description in which {@code ${DEFAULT-VALUE}} stands for the default
   */
  Value(
      Converter<T> converter,
      String name,
      String label,
      Optional<String> defaultText,
      String description) {
    super(name, label, description);
    this.converter = converter;
    this.defaultText = defaultText;
  }

  @Override
  public T value() {
    return converter.convert(name(), isGiven() ? texts().get(0) : defaultText.orElseThrow());
  }

  @Override
  void check() {
    if (isGiven()) {
      converter.check(name(), texts().get(0));
    }
  }

  @Override
  String usage() {
    return wanted();
  }

  @Override
  String description() {
    return super.description().replace("${DEFAULT-VALUE}", defaultText.orElse(""));
  }

  @Override
  boolean isRequired() {
    return defaultText.isEmpty();
  }
}
