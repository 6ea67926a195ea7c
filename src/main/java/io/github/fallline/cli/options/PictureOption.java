package io.github.fallline.cli.options;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.cli.args.UsageException;
import java.nio.file.Path;
import java.util.Optional;

/** The option of every command that draws its result. */
public final class PictureOption {
  private final Given<Path> path;

  /** Declares them. */
  public PictureOption(CommandSpec spec) {
    path = Given.of(spec, Path.class, "--plot", "FILE.png|.svg", "Draw the curves, as a picture.");
  }

  /** Where the picture goes, or null. */
  public Path path() {
    return path.get();
  }

  /**
   * The file that the picture goes to.
   *
   * @throws UsageException when its name does not say which format it has
   */
  public Optional<PictureFile> file() {
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
