package io.github.fallline.cli.options;

import io.github.fallline.blas.Precision;
import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The options that say where the rows of a training run are held, and in which precision. */
public final class RowsOptions {
  private final MemoryOption memory;
  private final CliOption<Precision> precision;
  private final CacheOption cache;

  public RowsOptions(CommandSpec spec) {
    memory = new MemoryOption(spec);
    precision =
        spec.section(Section.MEMORY)
            .withDefault(
                Choice.of(Precision.values()),
                "--precision=float|double",
                "double",
                "Precision of the features. float takes half the memory and up to half the time; r2"
                    + " agrees to 1e-6, or a note says otherwise. Default: ${DEFAULT-VALUE}.");
    cache = new CacheOption(spec);
  }

  /** The file in which parsed rows are cached; empty for none. */
  public Optional<Path> cache() {
    return cache.file();
  }

  /** Rejects unknown values. */
  public void check() {
    memory.check();
    precision.value();
  }

  /** How the rows of a training are read. */
  public ReadingOptions reading(TrainingConfig config, Schema schema) {
    return ReadingOptions.DEFAULT
        .withThreads(config.threads())
        .withPrecision(schema.hasNoFeatures() ? Precision.DOUBLE : precision.value())
        .withManyPasses(new Trainer(config).makesManyPasses());
  }

  /**
   * Opens the rows for training, which the caller closes: as a stream where one pass is enough.
   *
   * @param twice whether they are read once more after it, by {@link
   *     io.github.fallline.data.SecondPass}
   * @param progress of the training, updated while rows are read
   */
  public RowStream stream(
      DataOptions data,
      Schema schema,
      TrainingConfig config,
      ReadingOptions reading,
      boolean twice,
      Terminal terminal,
      Progress progress) {
    Optional<RowSource> held = held(data, schema, reading, terminal);
    if (held.isPresent()) {
      return held.get();
    }
    CsvStream stream = data.stream(schema, data.missing(), reading, progress, terminal);
    if (precision.value() == Precision.DOUBLE
        && data.missing() != MissingValues.MEAN
        && !(twice && !stream.isRepeatable())
        && new Trainer(config).readsRowsOnce(stream.featureNames().size())) {
      return stream;
    }
    return stored(stream);
  }

  /**
   * Opens the rows for training and for any number of passes after it; the caller closes them.
   *
   * @param progress of the training, updated while rows are read
   */
  public RowSource source(
      DataOptions data,
      Schema schema,
      ReadingOptions reading,
      Terminal terminal,
      Progress progress) {
    Optional<RowSource> held = held(data, schema, reading, terminal);
    return held.isPresent()
        ? held.get()
        : stored(data.stream(schema, data.missing(), reading, progress, terminal));
  }

  /** The rows in memory or in the cache; empty where they are to be streamed. */
  private Optional<RowSource> held(
      DataOptions data, Schema schema, ReadingOptions reading, Terminal terminal) {
    OptionalLong bytes = data.bytesInMemory(schema, precision.value(), MemoryOption.room());
    if (!memory.streams(data.name(), bytes, terminal)) {
      return Optional.of(
          schema.weight().isPresent()
              ? data.readWeighted(schema, data.missing(), reading, terminal)
              : data.read(schema, data.missing(), cache, reading, terminal));
    }
    return cache().isEmpty()
        ? Optional.empty()
        : Optional.of(data.cached(schema, cache, reading, terminal));
  }

  private static RowSource stored(CsvStream stream) {
    try (stream) {
      return stream.stored(Path.of(System.getProperty("java.io.tmpdir")));
    }
  }
}
