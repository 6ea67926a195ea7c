package io.github.fallline.cli;

import io.github.fallline.data.Schema;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The column that says how much each row counts. */
final class WeightOption {
  @Option(
      names = "--weight",
      paramLabel = "NAME",
      description =
          "A column of weights, 0 or more, that is no feature: a row of weight 3 counts as three"
              + " rows. Default: all rows count the same.")
  private String column;

  /** The columns, that of the weights among them if one is named. */
  Schema apply(Schema schema) {
    return column == null ? schema : UsageException.check(() -> schema.withWeight(column));
  }

  /** Refuses weights of rows that are kept in a cache. */
  void check(Path cache) {
    if (column != null && cache != null) {
      throw new UsageException("--weight: a --cache keeps no weights; leave one of them out");
    }
  }
}
