package io.github.fallline.cli.options;

import io.github.fallline.blas.Precision;
import io.github.fallline.cache.CachedRows;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CategoricalRequest;
import io.github.fallline.csv.CategoryDetector;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvSizeEstimate;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.csv.RowIndex;
import io.github.fallline.csv.RowLines;
import io.github.fallline.csv.WrongNumberPlace;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Schema;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.data.WrongNumberException;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextFiles;
import io.github.fallline.files.TextSource;
import io.github.fallline.jdbc.ResultSetRows;
import io.github.fallline.moments.MomentsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The options of every command that reads a table. */
public final class DataOptions {
  private final CliOption<List<String>> data;
  private final CliOption<MissingValues> missing;
  private final CliOption<Optional<String>> separator;
  private final CliOption<Boolean> header;
  private final CliOption<Boolean> noHeader;
  private final NotationOptions notation;
  private final QueryOptions queryOptions;
  private final Optional<MissingValues> fixedRule;
  private @Nullable TextSource source;
  private List<Path> moments = List.of();

  /** Declares the options for rows with a target. */
  public DataOptions(CommandSpec spec) {
    this(spec, CommonOptions.MISSING_RULES);
  }

  /**
   * Declares the options.
   *
   * @param missingRules the effect of each rule for missing values
   */
  public DataOptions(CommandSpec spec, String missingRules) {
    data =
        spec.arguments(
            Converter.TEXT,
            "DATA",
            Integer.MAX_VALUE,
            "CSV, TSV or ARFF files, plain or compressed, directories of them, or patterns such as"
                + " 'part-*.csv': one data set, with the same header in each. Or - for standard"
                + " input.");
    missing = CommonOptions.missing(spec, "empty fields and --missing-values", missingRules);
    OptionSection section = spec.section(Section.DATA);
    separator =
        section.optional(
            Converter.TEXT,
            "--separator=CHAR",
            "Field delimiter: one character, 'tab', or 'blanks' for runs of blanks and tabs. Default:"
                + " detected.");
    header =
        section.flag(
            "--header", "The first line holds names even if all are numbers (else an error).");
    noHeader = section.flag("--no-header", "The first line is data; columns are named 1, 2, ...");
    notation = new NotationOptions(section);
    queryOptions = new QueryOptions(section);
    fixedRule = Optional.empty();
  }

  private DataOptions(DataOptions other, List<String> files, MissingValues rule) {
    data = other.data;
    missing = other.missing;
    separator = other.separator;
    header = other.header;
    noHeader = other.noHeader;
    notation = other.notation;
    queryOptions = other.queryOptions;
    fixedRule = Optional.of(rule);
    source = TextFiles.ofArguments(files);
  }

  /**
   * The same options of other files, which are read in the same way.
   *
   * @param rule for missing values
   */
  DataOptions withFiles(List<String> files, MissingValues rule) {
    return new DataOptions(this, files, rule);
  }

  /** The name of the data in messages. */
  public String name() {
    return queryOptions.isGiven() ? input().name() : source().name();
  }

  /** How to treat missing values; never {@link MissingValues#KEEP}. */
  public MissingValues missing() {
    return fixedRule.isPresent() ? fixedRule.get() : missing.value();
  }

  /** Whether rows come from a database. */
  boolean isQuery() {
    return queryOptions.isGiven();
  }

  /** Whether the rows can be read only once. */
  boolean isStream() {
    return input().isStream();
  }

  /**
   * The files, if DATA is moments instead of rows; empty if it is rows.
   *
   * @throws InputException if it is both
   */
  public List<Path> momentsFiles() {
    if (queryOptions.isGiven()) {
      return List.of();
    }
    List<Path> files = source().paths();
    if (moments.size() == files.size() || moments.isEmpty()) {
      return moments;
    }
    for (Path file : files) {
      if (!moments.contains(file)) {
        throw new InputException(
            "%s: rows beside moments (%s); expected either (fallline moments %s --add %s makes moments of both)"
                .formatted(file, moments.get(0), moments.get(0), file));
      }
    }
    return moments;
  }

  /**
   * Reads the rows into memory.
   *
   * @param options of which progress is replaced
   */
  public Dataset read(
      Schema schema, MissingValues rule, ReadingOptions options, Terminal terminal) {
    TextSource input = input();
    try (Progress progress = terminal.progress("reading " + input.name())) {
      return CsvReader.read(
          input, format(), schema, rule, observed(options, input, progress, terminal));
    }
  }

  /**
   * Reads the rows into memory: from the cache if one is given and up to date, otherwise from the
   * text, which then fills the cache.
   *
   * @param options of which progress is replaced
   */
  public Dataset read(
      Schema schema,
      MissingValues rule,
      CacheOption cache,
      ReadingOptions options,
      Terminal terminal) {
    if (cache.file().isEmpty()) {
      return read(schema, rule, options, terminal);
    }
    TextSource input = input();
    try (Progress progress = terminal.progress("reading " + input.name())) {
      return cache
          .of(cached(), format(), schema, rule, terminal)
          .read(observed(options, input, progress, terminal));
    }
  }

  /**
   * Reads rows with weights into memory.
   *
   * @param options of which progress is replaced
   */
  WeightedRows readWeighted(
      Schema schema, MissingValues rule, ReadingOptions options, Terminal terminal) {
    TextSource input = input();
    try (Progress progress = terminal.progress("reading " + input.name())) {
      return CsvReader.readWeighted(
          input, format(), schema, rule, observed(options, input, progress, terminal));
    }
  }

  /**
   * Reads the rows into memory, with their weights if the schema has a column of them, for a method
   * that needs all of them there.
   *
   * @param cache read instead of the text if it is up to date; without weights only
   * @param options of which progress is replaced
   * @return rows that the caller closes
   * @throws io.github.fallline.files.InputException if they do not fit
   */
  public RowSource readToTrain(
      Schema schema, CacheOption cache, ReadingOptions options, Terminal terminal) {
    requireRoom(schema, "use a sample of the rows");
    return schema.weight().isPresent()
        ? readWeighted(schema, missing(), options, terminal)
        : read(schema, missing(), cache, options, terminal);
  }

  private static ReadingOptions observed(
      ReadingOptions options, TextSource input, Progress progress, Terminal terminal) {
    return options.withProgress(progress.ofReading(input)).withNotes(terminal.notes());
  }

  /**
   * The approximate size of the rows in memory; empty if unknown.
   *
   * @param enough bytes below which an upper bound is returned instead of an estimate
   */
  OptionalLong bytesInMemory(Schema schema, Precision precision, long enough) {
    OptionalLong most = CsvSizeEstimate.atMost(input());
    return most.isPresent() && most.getAsLong() <= enough
        ? most
        : CsvSizeEstimate.about(input(), format(), schema, precision);
  }

  /**
   * Rejects rows that do not fit in memory, before they are read.
   *
   * @param remedy for the error message
   * @throws io.github.fallline.files.InputException if they do not
   */
  public void requireRoom(Schema schema, String remedy) {
    long room = MemoryOption.room();
    MemoryOption.requireRoom(name(), bytesInMemory(schema, Precision.DOUBLE, room), remedy);
  }

  /**
   * Opens the rows for one pass.
   *
   * @param rule what to do with missing values
   * @param options of which progress is replaced
   * @param progress updated while rows are read; closed by the caller
   */
  public CsvStream stream(
      Schema schema,
      MissingValues rule,
      ReadingOptions options,
      Progress progress,
      Terminal terminal) {
    TextSource input = input();
    return new CsvStream(
        input, format(), schema, rule, observed(options, input, progress, terminal));
  }

  /**
   * The schema with the categorical columns among the features.
   *
   * @param asked features whose cells are levels even if they are numbers, by the setting that
   *     names them
   * @param option as it was given
   * @param others whether other columns with text are categorical, too
   * @param intercept whether the model will have one
   */
  Schema categorical(
      Schema schema,
      List<CategoricalRequest> asked,
      String option,
      boolean others,
      boolean intercept,
      Terminal terminal) {
    TextSource input = input();
    if (input.isStream()) {
      throw new UsageException(
          option
              + " reads DATA twice, but "
              + input.name()
              + " can be read only once; save it to a file first");
    }
    try (Progress progress = terminal.progress("finding levels in " + input.name())) {
      CategoryDetector detector =
          CategoryDetector.of(input, schema)
              .withFormat(format())
              .withMissing(missing())
              .withRequests(asked)
              .withOptions(observed(ReadingOptions.DEFAULT, input, progress, terminal));
      detector = others ? detector : detector.withoutWords();
      detector = intercept ? detector : detector.withoutIntercept();
      return detector.schema();
    }
  }

  /**
   * The error for a number that was rejected after all rows were read, with its line if the text
   * can be read again.
   *
   * @param schema by which the rows were read
   */
  public InputException refusal(WrongNumberException error, Schema schema) {
    if (!input().isStream()) {
      Optional<InputException> found =
          WrongNumberPlace.find(input(), format(), schema, missing(), error);
      if (found.isPresent()) {
        return found.get();
      }
    }
    String message = String.valueOf(error.getMessage());
    return new InputException(
        String.format(
            Locale.ROOT,
            "%s: column '%s' of training row %,d: %s",
            name(),
            error.column(),
            error.row() + 1,
            message.substring(message.indexOf("' is ") + 2)),
        error);
  }

  /**
   * The error for a row without an exposure, which is never imputed.
   *
   * @param schema by which the rows were read, with an exposure
   * @param row from 0
   */
  public InputException lackingExposure(Schema schema, long row) {
    Optional<List<RowLines.Place>> found = lines(schema, new RowIndex(), row);
    String place = name() + ": row " + (row + 1);
    if (found.isPresent()) {
      place = found.get().get(0).text() + ":" + found.get().get(0).line();
    }
    return new InputException(
        String.format(
            Locale.ROOT,
            "%s: column '%s' is missing; expected an exposure, which --missing mean does not fill in"
                + " (--missing skip writes NA for such rows)",
            place,
            schema.exposure().orElseThrow().column()));
  }

  /**
   * The lines of the files that rows begin on, by reading them again.
   *
   * @param schema by which the rows were read
   * @param index made while they were read
   * @param rows from 0
   * @return empty where the text can be read only once, or has changed since
   */
  public Optional<List<RowLines.Place>> lines(Schema schema, RowIndex index, long... rows) {
    if (input().isStream()) {
      return Optional.empty();
    }
    try {
      return RowLines.find(input(), format(), schema, missing(), index, rows);
    } catch (InputException e) {
      return Optional.empty(); // it was read before: it has changed
    }
  }

  /** Whether the data is in several files. */
  public boolean isSeveral() {
    return input().texts().size() > 1;
  }

  /**
   * Opens rows that are read from a cache many times; writes the cache first if needed.
   *
   * @param options of which progress is replaced
   */
  CachedRows cached(Schema schema, CacheOption cache, ReadingOptions options, Terminal terminal) {
    TextSource input = input();
    try (Progress progress = terminal.progress("reading " + input.name())) {
      return cache.of(cached(), format(), schema, missing(), terminal).stream(
          observed(options, input, progress, terminal));
    }
  }

  /** The files that are read: the data, unless it is standard input, and these. */
  public List<Path> filesAnd(Path... others) {
    format();
    List<Path> files = new ArrayList<>(queryOptions.isGiven() ? input().paths() : source().paths());
    files.addAll(List.of(others));
    return files;
  }

  /** The text of a cache. */
  private TextSource cached() {
    if (queryOptions.isGiven()) {
      throw new UsageException(
          "--cache requires a file as DATA; the rows of a query cannot be checked for changes; leave"
              + " out one of the two");
    }
    return input();
  }

  /** The rows of the data. */
  private TextSource input() {
    queryOptions.requireUrl();
    if (queryOptions.isGiven()) {
      requireNoData();
      return queryOptions.query().text();
    }
    TextSource files = source();
    if (!moments.isEmpty()) {
      throw new InputException(
          moments.get(0)
              + ": moments hold no rows; expected a table (train and moments read moments files)");
    }
    return files;
  }

  /** The files of the data. Directories and patterns are looked up once. */
  private TextSource source() {
    if (source == null) {
      if (data.value().contains("")) {
        throw new UsageException(
            "DATA: expected a path, or - for standard input, got an empty one");
      }
      try {
        source = TextFiles.ofArguments(data.value());
      } catch (IllegalArgumentException e) {
        throw new UsageException("DATA: " + e.getMessage());
      }
      List<Path> found = new ArrayList<>();
      for (Path file : source.paths()) {
        if (MomentsFile.isMomentsFile(file)) {
          found.add(file);
        }
      }
      moments = List.copyOf(found);
    }
    return source;
  }

  private void requireNoData() {
    if (data.isGiven()) {
      throw new UsageException(
          "--jdbc: expected no DATA with it, got '" + data.value().get(0) + "'");
    }
  }

  private static void requireNoText(CliOption<?> option) {
    if (option.isGiven()) {
      throw new UsageException(option.name() + " is about files; leave it out with --jdbc");
    }
  }

  private CsvFormat format() {
    if (queryOptions.isGiven()) {
      requireNoText(separator);
      requireNoText(header);
      requireNoText(noHeader);
      return notation.applyToRows(ResultSetRows.format());
    }
    Optional<Character> character =
        separator.isGiven() ? Optional.of(NotationOptions.separator(separator)) : Optional.empty();
    if (header.value() && noHeader.value()) {
      throw new UsageException("--header and --no-header: expected one of them");
    }
    try {
      CsvFormat format = new CsvFormat(character, !noHeader.value());
      return notation.apply(header.value() ? format.withNumericNames() : format);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
