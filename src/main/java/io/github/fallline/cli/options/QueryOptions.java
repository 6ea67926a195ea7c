package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.jdbc.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that name a query of a database in place of a file. */
final class QueryOptions {
  private final CliOption<Optional<String>> url;
  private final CliOption<Optional<String>> sql;
  private final CliOption<List<String>> drivers;
  private final CliOption<Integer> fetchSize;

  QueryOptions(OptionSection section) {
    url =
        section.instead(
            Converter.TEXT,
            "--jdbc=URL",
            "Read the rows of --query from this database instead of DATA.");
    sql = section.optional(Converter.TEXT, "--query=SQL", "Statement that returns the rows.");
    drivers =
        section.names(
            "--driver=FILE.jar", "Jars of the JDBC driver, unless it is on the class path.");
    fetchSize =
        section.withDefault(
            Converter.INTEGER,
            "--fetch-size=N",
            "" + Query.FETCH_SIZE,
            "Rows that the driver fetches at once. Default: ${DEFAULT-VALUE}.");
  }

  /** Whether a database is named. */
  boolean isGiven() {
    return url.isGiven();
  }

  /**
   * The query.
   *
   * @throws UsageException if a part of it is missing or invalid
   */
  Query query() {
    if (!sql.isGiven()) {
      throw new UsageException("--jdbc: expected --query SQL with it");
    }
    String database = url.value().orElseThrow();
    String statement = sql.value().orElseThrow();
    List<Path> jars = new ArrayList<>();
    for (String jar : drivers.value()) {
      jars.add(Path.of(jar));
    }
    try {
      return new Query(database, statement, jars, fetchSize.value());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /** Rejects options of a query without a database. */
  void requireUrl() {
    sql.requireOnlyWith(isGiven(), "--jdbc URL");
    drivers.requireOnlyWith(isGiven(), "--jdbc URL");
    fetchSize.requireOnlyWith(isGiven(), "--jdbc URL");
  }
}
