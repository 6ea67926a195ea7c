package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextSource;
import java.util.List;
import java.util.Objects;

/**
 * Detects the categorical columns of a text and their levels, before it is read as numbers: the
 * width of the matrix depends on all levels.
 *
 * <p>A feature column is categorical if that is requested, or if most of its cells, and most of its
 * different cells, are neither numbers nor missing; then all its cells are words, so that {@code 1}
 * and {@code 1.0} are two levels. A column of numbers with a few words is an error that names the
 * first. So is a nominal attribute of ARFF. Cells and levels are those of the rows that are kept.
 * Dates are words like others.
 *
 * <p>A text of numbers alone is read at the speed of the parser. Any other is read once more by
 * commons-csv, in the memory that {@link CategoricalColumn#MOST_LEVELS} levels a column take.
 *
 * <pre>{@code
 * List<CategoricalColumn> columns =
 *     CategoryDetector.of(TextInput.of(Path.of("houses.csv")), Schema.target("price"))
 *         .withColumns("city")
 *         .withMissing(MissingValues.SKIP)
 *         .detect();
 * }</pre>
 */
public final class CategoryDetector {
  private final TextSource input;
  private final Schema schema;
  private CsvFormat format = CsvFormat.DETECT;
  private MissingValues missing = MissingValues.FAIL;
  private List<CategoricalRequest> requests = List.of();
  private boolean words = true;
  private boolean intercept = true;
  private ReadingOptions options = ReadingOptions.DEFAULT;

  private CategoryDetector(TextSource input, Schema schema) {
    this.input = Objects.requireNonNull(input, "input");
    this.schema = Objects.requireNonNull(schema, "schema");
  }

  private CategoryDetector copy() {
    CategoryDetector copy = new CategoryDetector(input, schema);
    copy.format = format;
    copy.missing = missing;
    copy.requests = requests;
    copy.words = words;
    copy.intercept = intercept;
    copy.options = options;
    return copy;
  }

  /**
   * Detection in a text in its detected dialect, without missing values, for a model with an
   * intercept: columns of words are categorical.
   *
   * @param input read up to twice here, and again by the reader of the rows: a file
   */
  public static CategoryDetector of(TextSource input, Schema schema) {
    return new CategoryDetector(input, schema);
  }

  /** The same for a text in a given dialect. */
  public CategoryDetector withFormat(CsvFormat other) {
    CategoryDetector copy = copy();
    copy.format = Objects.requireNonNull(other, "format");
    return copy;
  }

  /** The same with another rule for missing values, which decides which rows are kept. */
  public CategoryDetector withMissing(MissingValues rule) {
    CategoryDetector copy = copy();
    copy.missing = Objects.requireNonNull(rule, "missing");
    return copy;
  }

  /** The same with these features as categorical columns, even if their cells are numbers. */
  public CategoryDetector withColumns(String... names) {
    return withRequests(List.of(new CategoricalRequest(Setting.CATEGORICAL, List.of(names))));
  }

  /** The same with names of categorical columns from several origins, which errors name. */
  public CategoryDetector withRequests(List<CategoricalRequest> asked) {
    CategoryDetector copy = copy();
    copy.requests = List.copyOf(asked);
    return copy;
  }

  /** The same where words do not make a column categorical: only the requested ones are. */
  public CategoryDetector withoutWords() {
    CategoryDetector copy = copy();
    copy.words = false;
    return copy;
  }

  /**
   * The same for a model without an intercept: the first of the columns then has an indicator for
   * each of its levels. Otherwise the first level of every column is the reference.
   */
  public CategoryDetector withoutIntercept() {
    CategoryDetector copy = copy();
    copy.intercept = false;
    return copy;
  }

  /**
   * The same with other options of reading. Progress is reported twice if the text is read twice;
   * notes report columns with nearly as many levels as rows.
   */
  public CategoryDetector withOptions(ReadingOptions other) {
    CategoryDetector copy = copy();
    copy.options = Objects.requireNonNull(other, "options");
    return copy;
  }

  /**
   * Reads the text and returns the schema with the categorical columns among its features; where
   * words make columns categorical, levels cannot be made of more of them.
   *
   * @throws io.github.fallline.files.InputException as for {@link #detect}
   */
  public Schema schema() {
    Schema known = schema.withCategorical(detect());
    return words ? known.withoutMoreLevels() : known;
  }

  /**
   * Reads the text. The columns are in the order of the features.
   *
   * @return columns for {@link Schema#withCategorical}; none if all features are numbers
   * @throws io.github.fallline.files.InputException if the text cannot be read or does not fit the
   *     schema, if a column of words has too many levels or too long ones, if a few of the cells of
   *     a column of numbers are words, or if no row is kept
   */
  public List<CategoricalColumn> detect() {
    boolean some = false;
    for (CategoricalRequest request : requests) {
      some |= !request.names().isEmpty();
    }
    if (!some) {
      try (CsvTable table = new CsvTable(input, format, schema, MissingValues.KEEP)) {
        boolean nominal = words && table.hasNominal();
        if (!nominal && table.parsesFast(options.speed(), options.progress())) {
          return List.of();
        }
      }
    }
    try (CsvTable table = new CsvTable(input, format, schema, missing)) {
      return new CategoryScan(table, missing, requests, words).columns(intercept, options);
    }
  }
}
