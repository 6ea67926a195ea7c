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
import io.github.fallline.data.Schema;
import io.github.fallline.data.Split;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The options that say where the rows of a training run are held, and in which precision. */
public final class RowsOptions {
  private final MemoryOption memory;
  private final CliOption<String> precision;
  private final CacheOption cache;

  public RowsOptions(CommandSpec spec) {
    memory = new MemoryOption(spec);
    precision =
        CliOption.orDefault(
            spec,
            Section.MEMORY,
            String.class,
            "--precision",
            "float|double",
            "double",
            "Precision of the features. float takes half the memory and up to half the time; r2"
                + " agrees to 1e-6, or a note says otherwise. Default: ${DEFAULT-VALUE}.");
    cache = new CacheOption(spec);
  }

  /** The file in which parsed rows are cached; null for none. */
  public Path cache() {
    return cache.file();
  }

  /** Rejects unknown values. */
  public void check() {
    memory.check();
    precision();
  }

  private Precision precision() {
    return Choice.of(
        "--precision",
        precision.get(),
        Map.of("float", Precision.FLOAT, "double", Precision.DOUBLE));
  }

  /**
   * Opens the rows, which the caller closes.
   *
   * @param reread whether they are read again after training
   * @param split the rows to hold out; empty for none
   * @param progress of the training, updated while rows are read
   */
  public RowSource open(
      DataOptions data,
      Schema schema,
      TrainingConfig config,
      boolean reread,
      Optional<Split> split,
      Terminal terminal,
      Progress progress) {
    Trainer trainer = new Trainer(config);
    ReadingOptions plain =
        ReadingOptions.DEFAULT
            .withThreads(config.threads())
            .withPrecision(precision())
            .withManyPasses(trainer.makesManyPasses());
    ReadingOptions reading = split.isPresent() ? plain.withSplit(split.get()) : plain;
    OptionalLong bytes = data.bytesInMemory(schema, precision(), MemoryOption.room());
    if (!memory.streams(data.name(), bytes, terminal)) {
      return schema.weight().isPresent()
          ? data.readWeighted(schema, data.missing(), reading, terminal)
          : data.read(schema, data.missing(), cache, reading, terminal);
    }
    if (cache() != null) {
      return data.cached(schema, cache, reading, terminal);
    }
    CsvStream stream = data.stream(schema, data.missing(), reading, progress, terminal);
    if (!reread
        && precision() == Precision.DOUBLE
        && data.missing() != MissingValues.MEAN
        && trainer.readsRowsOnce(stream.featureNames().size())) {
      return stream;
    }
    try (stream) {
      return stream.stored(Path.of(System.getProperty("java.io.tmpdir")));
    }
  }
}
