package io.github.fallline.cli.args;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An option with names separated by commas, any number of times. */
final class Names extends CliOption<List<String>> {
  Names(String name, String label, String description) {
    super(name, label, description);
  }

  @Override
  public List<String> value() {
    List<String> parts = new ArrayList<>();
    for (String text : texts()) {
      parts.addAll(Arrays.asList(text.split(",", -1)));
    }
    return List.copyOf(parts);
  }

  @Override
  String usage() {
    return wanted() + ",...";
  }

  @Override
  boolean isRepeatable() {
    return true;
  }
}
