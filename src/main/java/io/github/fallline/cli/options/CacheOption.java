package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvCache;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextSource;
import java.nio.file.Path;
import java.util.Optional;

/** The option {@code --cache}: a file that holds the parsed rows. */
public final class CacheOption {
  private final CliOption<Optional<Path>> file;

  public CacheOption(CommandSpec spec) {
    file =
        spec.section(Section.MEMORY)
            .optional(
                Converter.PATH,
                "--cache=FILE",
                "Cache the parsed rows in this .npy file; reused while DATA and its options are"
                    + " unchanged.");
  }

  /** The file; empty for none. */
  public Optional<Path> file() {
    return file.value();
  }

  /**
   * The cache of a text.
   *
   * @param data the text
   * @throws UsageException for standard input
   */
  CsvCache of(
      TextSource data, CsvFormat format, Schema schema, MissingValues missing, Terminal terminal) {
    if (data.paths().isEmpty()) {
      throw new UsageException(
          "--cache requires a file as DATA; standard input cannot be checked for changes; save it"
              + " to a file first");
    }
    return new CsvCache(file().orElseThrow(), data, format, schema, missing, terminal::note);
  }
}
