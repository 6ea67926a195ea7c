package io.github.fallline.csv;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextFiles;
import io.github.fallline.files.TextSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table in files, and what is wanted of it: its target, its features, columns of words, what to
 * do with missing values. Immutable: each method gives another value.
 *
 * <pre>{@code
 * DataTable houses =
 *     DataTable.of("price", Path.of("houses.csv"))
 *         .withExcluded("id")
 *         .withCategorical("city")
 *         .withMissing(MissingValues.SKIP);
 * try (Dataset data = houses.read()) {
 *   ...
 * }
 * }</pre>
 */
public final class DataTable {
  private final TextSource source;
  private Schema schema;
  private CsvFormat format = CsvFormat.DETECT;
  private MissingValues missing = MissingValues.FAIL;
  private List<String> categorical = List.of();
  private boolean words;
  private boolean intercept = true;
  private ReadingOptions options = ReadingOptions.DEFAULT;

  /** The schema with the levels that were found; null until they were looked for. */
  private @Nullable Schema found;

  private DataTable(TextSource source, Schema schema) {
    this.source = source;
    this.schema = schema;
  }

  private DataTable copy() {
    DataTable copy = new DataTable(source, schema);
    copy.format = format;
    copy.missing = missing;
    copy.categorical = categorical;
    copy.words = words;
    copy.intercept = intercept;
    copy.options = options;
    return copy;
  }

  /**
   * A table with a header, in its detected dialect, whose columns but the target are features.
   *
   * @param files of one table or several with the same header, plain or compressed, and directories
   *     of such
   */
  public static DataTable of(String target, Path... files) {
    return new DataTable(TextFiles.of(List.of(files)), Schema.target(target));
  }

  /** The same with other columns: a weight, dates, an exposure. */
  public DataTable withSchema(Schema other) {
    DataTable table = copy();
    table.schema = Objects.requireNonNull(other, "schema");
    return table;
  }

  /**
   * The same with these features; names may be patterns, as {@link Schema} says.
   *
   * @throws IllegalArgumentException if a name occurs twice, is the target, or columns are excluded
   */
  public DataTable withFeatures(String... columns) {
    return withSchema(schema.withFeatures(List.of(columns)));
  }

  /**
   * The same without these columns as features; names may be patterns.
   *
   * @throws IllegalArgumentException if features are named
   */
  public DataTable withExcluded(String... columns) {
    return withSchema(schema.withExcluded(List.of(columns)));
  }

  /** The same with an indicator for each level of these columns but a reference. */
  public DataTable withCategorical(String... columns) {
    DataTable table = copy();
    table.categorical = List.of(columns);
    return table;
  }

  /** The same with indicators for all columns that hold words. */
  public DataTable withOneHot() {
    DataTable table = copy();
    table.words = true;
    return table;
  }

  /**
   * The same for a model without an intercept: the first categorical column then has an indicator
   * for each of its levels.
   */
  public DataTable withoutIntercept() {
    DataTable table = copy();
    table.intercept = false;
    return table;
  }

  /** The same with another rule for missing values; errors are the default. */
  public DataTable withMissing(MissingValues rule) {
    DataTable table = copy();
    table.missing = Objects.requireNonNull(rule, "missing");
    return table;
  }

  /** The same in a given dialect. */
  public DataTable withFormat(CsvFormat other) {
    DataTable table = copy();
    table.format = Objects.requireNonNull(other, "format");
    return table;
  }

  /**
   * The same with other options of reading. A table whose options collect keys or exposures of the
   * rows is read once.
   */
  public DataTable withOptions(ReadingOptions other) {
    DataTable table = copy();
    table.options = Objects.requireNonNull(other, "options");
    return table;
  }

  /**
   * The columns, with the levels of the categorical ones; the files are read for them once or
   * twice, the first time that they are asked for.
   *
   * @throws io.github.fallline.files.InputException if the files cannot be read or do not fit
   */
  public synchronized Schema schema() {
    Schema known = found;
    if (known == null) {
      known = words || !categorical.isEmpty() ? withLevels() : schema;
      found = known;
    }
    return known;
  }

  private Schema withLevels() {
    CategoryDetector detector =
        CategoryDetector.of(source, schema)
            .withFormat(format)
            .withMissing(missing)
            .withColumns(categorical.toArray(new String[0]))
            .withOptions(options);
    detector = words ? detector : detector.withoutWords();
    detector = intercept ? detector : detector.withoutIntercept();
    return detector.schema();
  }

  /**
   * Reads the rows into memory.
   *
   * @return a data set [n, d] that the caller closes
   * @throws io.github.fallline.files.InputException if the files cannot be read or do not fit; it
   *     names the file, the line and the column
   * @throws IllegalArgumentException if the schema has a weight: {@link CsvReader#readWeighted}
   */
  public Dataset read() {
    return CsvReader.read(source, format, schema(), missing, options);
  }

  /**
   * Opens the rows for one pass in memory that does not depend on their number.
   *
   * @return rows that the caller closes
   * @throws io.github.fallline.files.InputException as for {@link #read}
   */
  public CsvStream stream() {
    return new CsvStream(source, format, schema(), missing, options);
  }
}
