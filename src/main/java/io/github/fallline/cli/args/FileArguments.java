package io.github.fallline.cli.args;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments that are no options, files; one must be given. */
final class FileArguments extends CliOption<List<Path>> {
  FileArguments(String name, String description) {
    super(name, "", description);
  }

  @Override
  public List<Path> value() {
    List<Path> paths = new ArrayList<>();
    for (String text : texts()) {
      paths.add(Converter.PATH.convert(name(), text));
    }
    return paths;
  }

  @Override
  void check() {
    value();
  }

  @Override
  String usage() {
    return name() + "...";
  }

  @Override
  boolean isRequired() {
    return true;
  }

  @Override
  boolean isRepeatable() {
    return true;
  }

  @Override
  boolean isOption() {
    return false;
  }
}
