package io.github.fallline.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at where results are to go before any work is done for them. */
final class OutputPaths {
  private OutputPaths() {}

  /**
   * Checks paths, some of which may be null.
   *
   * @throws UsageException when one is a directory or lies in none that can be written to
   */
  static void requireWritable(Path... paths) {
    for (Path path : paths) {
      if (path == null) {
        continue;
      }
      Path directory = path.toAbsolutePath().getParent();
      if (Files.isDirectory(path)) {
        throw new UsageException(path + ": is a directory; name a file");
      }
      if (directory == null || !Files.isDirectory(directory)) {
        throw new UsageException(path + ": there is no directory " + directory);
      }
      if (!Files.isWritable(directory) && !Files.isWritable(path)) {
        throw new UsageException(path + ": no permission to write there");
      }
    }
  }
}
