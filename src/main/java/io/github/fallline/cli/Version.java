package io.github.fallline.cli;

import io.github.fallline.model.Versions;
import java.util.Map;
import picocli.CommandLine;

/** What {@code --version} prints. */
final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    Map<String, String> versions = Versions.current();
    return new String[] {
      "fallline " + versions.get("fallline"),
      "Java " + versions.get("java") + ", ND4J " + versions.get("nd4j")
    };
  }
}
