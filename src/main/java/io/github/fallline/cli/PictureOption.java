package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of every command that draws its result. */
final class PictureOption {
  @Option(
      names = "--plot",
      paramLabel = "FILE.png|.svg",
      description = "Draw the curves, as a picture.")
  private Path path;

  /** Where the picture goes, or null. */
  Path path() {
    return path;
  }

  /**
   * The file that the picture goes to.
   *
   * @throws UsageException when its name does not say which format it has
   */
  Optional<PictureFile> file() {
    return UsageException.check(() -> Optional.ofNullable(path).map(PictureFile::of));
  }
}
