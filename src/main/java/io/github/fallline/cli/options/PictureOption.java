package io.github.fallline.cli.options;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.UsageException;
import java.nio.file.Path;
import java.util.Optional;

/** The option {@code --plot} of commands that draw a chart. */
public final class PictureOption {
  private final CliOption<Optional<Path>> path;

  /**
   * Declares the option.
   *
   * @param text that explains it
   */
  public PictureOption(CommandSpec spec, String text) {
    path = CommonOptions.output(spec, "--plot=FILE.png|.svg", text);
  }

  /** Where the picture goes; empty for none. */
  public Optional<Path> path() {
    return path.value();
  }

  /**
   * The file that the picture goes to.
   *
   * @throws UsageException if its extension is not that of a supported format
   */
  public Optional<PictureFile> file() {
    if (!path.isGiven()) {
      return Optional.empty();
    }
    try {
      return Optional.of(PictureFile.of(path().orElseThrow()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
