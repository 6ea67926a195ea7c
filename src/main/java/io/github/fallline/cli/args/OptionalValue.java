package io.github.fallline.cli.args;

import java.util.Optional;

/** An option with a value and no default. */
final class OptionalValue<T> extends CliOption<Optional<T>> {
  private final Converter<T> converter;

  OptionalValue(Converter<T> converter, String name, String label, String description) {
    super(name, label, description);
    this.converter = converter;
  }

  @Override
  public Optional<T> value() {
    return isGiven() ? Optional.of(converter.convert(name(), texts().get(0))) : Optional.empty();
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
}
