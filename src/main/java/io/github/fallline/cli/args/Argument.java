package io.github.fallline.cli.args;

/** The one argument that is no option; it must be given. */
final class Argument extends CliOption<String> {
  Argument(String name, String description) {
    super(name, "", description);
  }

  @Override
  public String value() {
    return texts().get(0);
  }

  @Override
  String usage() {
    return name();
  }

  @Override
  boolean isRequired() {
    return true;
  }

  @Override
  boolean isOption() {
    return false;
  }
}
