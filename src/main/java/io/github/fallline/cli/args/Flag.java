package io.github.fallline.cli.args;

import java.util.List;

/** An option without a value: off unless given, or on unless its opposite is given. */
final class Flag extends CliOption<Boolean> {
  private final String letter;
  private final List<String> names;

  /** An option that is off by default. */
  Flag(String name, String letter, String description) {
    super(name, "", description);
    this.letter = letter;
    names = List.of(name);
  }

  /** An option that is on unless {@code --no-NAME} is given. */
  Flag(String name, String description) {
    super(name, "", description);
    letter = "";
    names = List.of(name, "--no-" + name.substring("--".length()));
  }

  @Override
  public Boolean value() {
    return names.size() == 1 ? isGiven() : !isGiven() || texts().get(0).equals(name());
  }

  @Override
  String usage() {
    return names.size() == 1 ? name() : "--[no-]" + name().substring("--".length());
  }

  @Override
  List<String> names() {
    return names;
  }

  @Override
  String letter() {
    return letter;
  }
}
