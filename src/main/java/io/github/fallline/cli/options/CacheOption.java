package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvCache;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import java.nio.file.Path;

/** The option {@code --cache}: a file that holds the parsed rows. */
public final class CacheOption {
  private final CliOption<Path> file;

  public CacheOption(CommandSpec spec) {
    file =
        CliOption.of(
            spec,
            Section.MEMORY,
            Path.class,
            "--cache",
            "FILE",
            "Cache the parsed rows in this .npy file; reused while DATA and its options are"
                + " unchanged.");
  }

  /** The file; null for none. */
  public Path file() {
    return file.get();
  }

  /**
   * The cache of a text.
   *
   * @param data the argument that names the text
   * @throws UsageException for standard input
   */
  CsvCache of(
      String data, CsvFormat format, Schema schema, MissingValues missing, Terminal terminal) {
    if (data.equals("-")) {
      throw new UsageException(
          "--cache requires a file as DATA; standard input cannot be checked for changes; save it"
              + " to a file first");
    }
    return new CsvCache(file.get(), Path.of(data), format, schema, missing, terminal::note);
  }
}
