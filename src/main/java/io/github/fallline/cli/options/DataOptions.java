package io.github.fallline.cli.options;

import io.github.fallline.blas.Precision;
import io.github.fallline.cache.CachedRows;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CategoryDetector;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvSizeEstimate;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.csv.WrongNumberPlace;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.data.WrongNumberException;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The options of every command that reads a table. */
public final class DataOptions {
  private final CliOption<String> data;
  private final CliOption<String> separator;
  private final CliOption<Boolean> header;
  private final CliOption<Boolean> noHeader;
  private final MissingOption missing;

  /** Declares the options for rows with a target. */
  public DataOptions(CommandSpec spec) {
    this(spec, Optional.empty());
  }

  /**
   * Declares the options.
   *
   * @param missingRules the effect of each rule for missing values, if it is not the usual one
   */
  public DataOptions(CommandSpec spec, Optional<String> missingRules) {
    data =
        CliOption.argument(
            spec, "DATA", "CSV or TSV file, plain or gzip, or - for standard input.");
    missing =
        missingRules.isPresent()
            ? new MissingOption(spec, missingRules.get())
            : new MissingOption(spec);
    separator =
        CliOption.of(
            spec,
            Section.DATA,
            String.class,
            "--separator",
            "CHAR",
            "Field delimiter: one character, or 'tab'. Default: detected.");
    header =
        CliOption.flag(
            spec,
            Section.DATA,
            "--header",
            "The first line holds names even if all are numbers (else an error).");
    noHeader =
        CliOption.flag(
            spec,
            Section.DATA,
            "--no-header",
            "The first line is data; columns are named 1, 2, ...");
  }

  /** The name of the data in messages. */
  public String name() {
    return input().name();
  }

  /** How to treat missing values; never {@link MissingValues#KEEP}. */
  public MissingValues missing() {
    return missing.rule();
  }

  /**
   * Reads the rows into memory: from the cache if one is given and up to date, otherwise from the
   * text, which then fills the cache.
   *
   * @param cache null if the command has none
   * @param options of which progress is replaced
   */
  public Dataset read(
      Schema schema,
      MissingValues rule,
      CacheOption cache,
      ReadingOptions options,
      Terminal terminal) {
    TextInput input = input();
    try (Progress progress = terminal.progress("reading " + input.name())) {
      ReadingOptions complete =
          options.withProgress(progress.ofReading(input)).withNotes(terminal.notes());
      return cache == null || cache.file() == null
          ? CsvReader.read(input, format(), schema, rule, complete)
          : cache.of(data.get(), format(), schema, rule, terminal).read(complete);
    }
  }

  /**
   * Reads rows with weights into memory.
   *
   * @param options of which progress is replaced
   */
  WeightedRows readWeighted(
      Schema schema, MissingValues rule, ReadingOptions options, Terminal terminal) {
    TextInput input = input();
    try (Progress progress = terminal.progress("reading " + input.name())) {
      ReadingOptions complete =
          options.withProgress(progress.ofReading(input)).withNotes(terminal.notes());
      return CsvReader.readWeighted(input, format(), schema, rule, complete);
    }
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
    TextInput input = input();
    return new CsvStream(
        input,
        format(),
        schema,
        rule,
        options.withProgress(progress.ofReading(input)).withNotes(terminal.notes()));
  }

  /**
   * The categorical columns among the features, with their levels.
   *
   * @param asked features whose cells are levels even if they are numbers
   * @param others whether other columns with text are categorical, too
   * @param intercept whether the model will have one
   */
  List<CategoricalColumn> categorical(
      Schema schema, List<String> asked, boolean others, boolean intercept, Terminal terminal) {
    TextInput input = input();
    if (data.get().equals("-") || isStream(Path.of(data.get()))) {
      throw new UsageException(
          (others ? "--categorical one-hot" : "--categorical-columns")
              + " reads DATA twice, but "
              + input.name()
              + " can be read only once; save it to a file first");
    }
    try (Progress progress = terminal.progress("finding levels in " + input.name())) {
      return CategoryDetector.of(
          input,
          format(),
          schema,
          missing(),
          intercept,
          asked,
          others,
          ReadingOptions.DEFAULT
              .withProgress(progress.ofReading(input))
              .withNotes(terminal.notes()));
    }
  }

  /**
   * The error for a number that was rejected after all rows were read, with its line if the text
   * can be read again.
   *
   * @param schema by which the rows were read
   */
  public InputException refusal(WrongNumberException error, Schema schema) {
    if (!data.get().equals("-") && !isStream(Path.of(data.get()))) {
      Optional<InputException> found =
          WrongNumberPlace.find(input(), format(), schema, missing(), error);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return new InputException(
        String.format(
            Locale.ROOT,
            "%s: column '%s' of training row %,d: %s",
            name(),
            error.column(),
            error.row() + 1,
            error.getMessage().substring(error.getMessage().indexOf("' is ") + 2)),
        error);
  }

  private static boolean isStream(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /**
   * Opens rows that are read from a cache many times; writes the cache first if needed.
   *
   * @param options of which progress is replaced
   */
  CachedRows cached(Schema schema, CacheOption cache, ReadingOptions options, Terminal terminal) {
    TextInput input = input();
    try (Progress progress = terminal.progress("reading " + input.name())) {
      return cache.of(data.get(), format(), schema, missing(), terminal).stream(
          options.withProgress(progress.ofReading(input)).withNotes(terminal.notes()));
    }
  }

  /** The files that are read: the data, unless it is standard input, and these. */
  public List<Path> filesAnd(Path... others) {
    input();
    Stream<Path> file = data.get().equals("-") ? Stream.empty() : Stream.of(Path.of(data.get()));
    return Stream.concat(file, Stream.of(others)).toList();
  }

  private TextInput input() {
    if (data.get().isEmpty()) {
      throw new UsageException("DATA: expected a path, or - for standard input, got an empty one");
    }
    return TextInput.of(data.get());
  }

  private CsvFormat format() {
    if (separator.get() == null) {
      return format(Optional.empty());
    }
    String named = separator.get().toLowerCase(Locale.ROOT);
    String character = named.equals("tab") || named.equals("\\t") ? "\t" : separator.get();
    if (character.length() != 1) {
      throw new UsageException(
          "--separator: expected one character or tab, got '" + separator.get() + "'");
    }
    return UsageException.check(() -> format(Optional.of(character.charAt(0))));
  }

  private CsvFormat format(Optional<Character> character) {
    if (header.get() && noHeader.get()) {
      throw new UsageException("--header and --no-header: expected one of them");
    }
    return new CsvFormat(character, !noHeader.get(), header.get());
  }
}
