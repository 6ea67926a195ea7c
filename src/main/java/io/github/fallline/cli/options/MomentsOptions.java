package io.github.fallline.cli.options;

import io.github.fallline.argument.Setting;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CategoricalRequest;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.ErrorQuote;
import io.github.fallline.files.InputException;
import io.github.fallline.moments.DataMoments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options that say of which columns of a table moments are made, and how. */
public final class MomentsOptions {
  /** Options that say which columns there are, and what is made of them. */
  private static final Set<String> OF_COLUMNS =
      Set.of(
          "--features",
          "--exclude",
          "--weight",
          "--missing",
          "--categorical",
          "--categorical-columns",
          "--date",
          "--date-format");

  private final DataOptions data;
  private final CliOption<Optional<Integer>> threads;
  private final CliOption<List<String>> features;
  private final CliOption<List<String>> excluded;
  private final DateOptions dates;
  private final CliOption<Optional<String>> weight;
  private final CategoricalOption categorical;

  /** Declares the options, behind those of the data. */
  public MomentsOptions(CommandSpec spec, DataOptions data) {
    this.data = data;
    threads = CommonOptions.threads(spec.section(Section.DATA));
    OptionSection section = spec.section(Section.COLUMNS);
    features =
        section.names(
            "--features=NAME",
            "Columns to keep, of which any may become the target. Default: all. x* is all columns"
                + " that begin with x, with --no-header 3-7 is columns 3 to 7; a name with a comma:"
                + " '\"a,b\"'.");
    excluded = section.names("--exclude=NAME", "Columns to leave out, named as above.");
    dates = new DateOptions(section);
    weight =
        section.optional(
            Converter.TEXT,
            "--weight=NAME",
            "Column of row weights, 0 or more; a row of weight 3 counts as three rows. It is none of"
                + " the columns that are kept. Default: equal weights.");
    categorical = new CategoricalOption(spec);
  }

  /**
   * Rejects options about columns, which moments have decided.
   *
   * @param given the command line
   * @param file of moments
   * @param allowed options that choose among the columns
   * @throws UsageException if there is one, naming it
   */
  public static void requireNoColumns(CommandSpec given, Path file, Set<String> allowed) {
    for (CliOption<?> option : given.given()) {
      if (OF_COLUMNS.contains(option.name()) && !allowed.contains(option.name())) {
        throw new UsageException(
            option.name() + ": expected with rows as DATA; the columns of " + file + " are fixed");
      }
    }
  }

  /**
   * The moments of the rows of the data.
   *
   * @throws InputException if they cannot be read or do not fit the options
   */
  public DataMoments read(Terminal terminal) {
    if (data.missing() == MissingValues.MEAN) {
      throw new UsageException(
          "--missing: expected fail or skip for moments, got mean; any column may become the target,"
              + " and a target is never imputed");
    }
    Schema schema = schema();
    Schema levels = categorical.apply(schema, data, true, terminal);
    return read(data, levels, weight.value(), terminal);
  }

  private Schema schema() {
    if (weight.isGiven() && features.value().contains(weight.value().orElseThrow())) {
      throw new UsageException(
          "--weight: column '%s' is one of --features too; expected one of them"
              .formatted(weight.value().orElseThrow()));
    }
    try {
      Schema schema = Schema.unlabelled().withFeatures(features.value());
      return dates.apply(schema.withExcluded(excluded.value()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /**
   * The moments of the rows of other files, of the columns of known moments.
   *
   * @throws InputException if they cannot be read, or lack a column
   */
  public DataMoments read(String file, DataMoments known, Terminal terminal) {
    DataOptions files = data.withFiles(List.of(file), known.origin().missing());
    Schema schema = Schema.unlabelled().withFeatures(known.tableColumns()).withDates(known.dates());
    List<String> words = new ArrayList<>();
    for (CategoricalColumn column : known.categorical()) {
      words.add(column.name());
    }
    if (!words.isEmpty()) {
      List<CategoricalRequest> asked = List.of(new CategoricalRequest(Setting.CATEGORICAL, words));
      schema = files.categorical(schema, asked, "--add or --remove", false, true, terminal);
    }
    return read(files, schema, known.origin().weight(), terminal);
  }

  private DataMoments read(
      DataOptions files, Schema schema, Optional<String> weights, Terminal terminal) {
    Schema all = schema.withCategorical(withAllLevels(schema.categorical()));
    if (weights.isEmpty()) {
      return pass(files, all, terminal);
    }
    List<String> columns = tableColumns(files, all, terminal);
    boolean named = !all.features().isEmpty();
    if (!columns.remove(weights.get()) && !named) {
      throw new InputException(
          files.name()
              + ": no column '"
              + ErrorQuote.of(weights.get())
              + "' for --weight that is not left out; expected one of numbers");
    }
    return pass(files, weighted(all, columns, weights.get()), terminal).select(columns);
  }

  /** A column without a reference can be merged with other levels, and fitted either way. */
  private static List<CategoricalColumn> withAllLevels(List<CategoricalColumn> columns) {
    List<CategoricalColumn> all = new ArrayList<>();
    for (CategoricalColumn column : columns) {
      all.add(new CategoricalColumn(column.name(), column.levels(), false));
    }
    return all;
  }

  /** The columns of the table that are kept, by its header. */
  private static List<String> tableColumns(DataOptions files, Schema schema, Terminal terminal) {
    if (files.isQuery() || files.isStream()) {
      throw new UsageException(
          "--weight: expected a file as DATA, whose header is read first; save "
              + files.name()
              + " to a file");
    }
    try (Progress progress = terminal.progress("reading " + files.name());
        CsvStream header =
            files.stream(schema, MissingValues.FAIL, ReadingOptions.DEFAULT, progress, terminal)) {
      return new ArrayList<>(
          Schema.ofModel(
                  Optional.empty(),
                  header.featureNames(),
                  schema.categorical(),
                  schema.dates(),
                  UnseenLevels.FAIL)
              .features());
    }
  }

  /** Weights go with a target: any column of numbers is one for the pass. */
  private static Schema weighted(Schema schema, List<String> columns, String weight) {
    List<String> others = new ArrayList<>();
    for (CategoricalColumn column : schema.categorical()) {
      others.add(column.name());
    }
    schema.dates().forEach(column -> others.add(column.name()));
    List<String> numbers = new ArrayList<>(columns);
    numbers.removeAll(others);
    if (numbers.isEmpty() || columns.size() < 2) {
      throw new UsageException(
          "--weight: expected a column of numbers and one besides it, got "
              + String.join(", ", columns));
    }
    String target = numbers.get(numbers.size() - 1);
    List<String> rest = new ArrayList<>(columns);
    rest.remove(target);
    return Schema.target(target)
        .withFeatures(rest)
        .withDates(schema.dates())
        .withCategorical(schema.categorical())
        .withWeight(weight);
  }

  private DataMoments pass(DataOptions files, Schema schema, Terminal terminal) {
    int workers = CommonOptions.count(threads);
    ReadingOptions reading = ReadingOptions.DEFAULT.withThreads(workers).withManyPasses(false);
    try (Progress progress = terminal.progress("reading " + files.name());
        CsvStream rows = files.stream(schema, files.missing(), reading, progress, terminal)) {
      return DataMoments.of(rows, files.name(), schema, files.missing(), workers);
    } catch (IllegalArgumentException e) {
      throw new InputException(files.name() + ": " + e.getMessage(), e);
    }
  }
}
