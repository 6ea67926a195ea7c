package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import java.nio.file.Path;
import java.util.Optional;

/** The option of every command that draws its result. */
final class PictureOption {
  private final Given<Path> path;

  /** Declares them. */
  PictureOption(CommandSpec spec) {
    path = Given.of(spec, Path.class, "--plot", "FILE.png|.svg", "Draw the curves, as a picture.");
  }

  /** Where the picture goes, or null. */
  Path path() {
    return path.get();
  }

  /**
   * The file that the picture goes to.
   *
   * @throws UsageException when its name does not say which format it has
   */
  Optional<PictureFile> file() {
    if (path.get() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(PictureFile.of(path.get()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
