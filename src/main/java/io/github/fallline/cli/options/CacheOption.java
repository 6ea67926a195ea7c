package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvCache;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import java.nio.file.Path;

/** Where the rows are kept once they are parsed. */
public final class CacheOption {
  private final Given<Path> file;

  /** Declares them. */
  public CacheOption(CommandSpec spec) {
    file =
        Given.of(
            spec,
            Path.class,
            "--cache",
            "FILE",
            "Keep the rows in this file, a .npy file, and read them from it as long as DATA and how"
                + " it is read stay the same. Default: none.");
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
          "--cache goes with a file: whether standard input is the same as before, nobody knows;"
              + " save it to a file first");
    }
    return new CsvCache(file.get(), Path.of(data), format, schema, missing, terminal::note);
  }
}
