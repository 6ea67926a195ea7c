package io.github.fallline.cli;

import io.github.fallline.model.Versions;
import java.util.List;
import java.util.Map;

/** The output of {@code --version}. */
final class Version {
  private Version() {}

  static List<String> lines() {
    Map<String, String> versions = Versions.current();
    return List.of(
        "fallline " + versions.get("fallline"),
        "Java " + versions.get("java") + ", ND4J " + versions.get("nd4j"));
  }
}
