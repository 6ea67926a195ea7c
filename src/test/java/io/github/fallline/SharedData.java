package io.github.fallline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data sets that lie outside the project; a test that needs one is skipped without it. */
public final class SharedData {
  private SharedData() {}

  /**
   * A file of the directory that the system property {@code fallline.data} names, by default {@code
   * ../shared/data}.
   */
  public static Path file(String name) {
    Path file = Path.of(System.getProperty("fallline.data", "../shared/data")).resolve(name);
    assumeTrue(
        Files.isReadable(file), () -> "no " + file + "; name its directory by -Dfallline.data=");
    return file;
  }
}
