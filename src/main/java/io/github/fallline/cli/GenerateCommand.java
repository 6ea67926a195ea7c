package io.github.fallline.cli;

import io.github.fallline.data.SyntheticData;
import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.OutputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code generate}: a synthetic data set whose coefficients are known. */
@Command(
    name = "generate",
    header = "Write a seeded synthetic data set with known coefficients.",
    customSynopsis = "fallline generate --rows=N --features=D --output=FILE.csv [OPTION]...",
    description = "The same options give the same file on every machine.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  fallline generate --rows 1000000 --features 20 --output big.csv",
      "  fallline generate --rows 10000 --features 5 --condition 1e4 --output hard.csv --json"
    })
final class GenerateCommand implements Callable<Integer> {
  @Option(names = "--rows", paramLabel = "N", required = true, description = "Rows.")
  private long rows;

  @Option(
      names = "--features",
      paramLabel = "D",
      required = true,
      description = "Features, named x0, x1, ...; the target is y.")
  private int features;

  @Option(
      names = "--output",
      paramLabel = "FILE.csv",
      required = true,
      description = "Where to write.")
  private Path output;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The source of all randomness. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--noise",
      paramLabel = "S",
      defaultValue = "" + SyntheticData.DEFAULT_NOISE,
      description =
          "Deviation of the noise, in deviations of the signal. Default: ${DEFAULT-VALUE}.")
  private double noise;

  @Option(
      names = "--condition",
      paramLabel = "K",
      defaultValue = "" + SyntheticData.DEFAULT_CONDITION,
      description =
          "Condition number of the features' correlations; 1 makes them independent. Default:"
              + " ${DEFAULT-VALUE}.")
  private double condition;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; they change the time and nothing else. Default: all cores.")
  private Integer threads;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (workers < 1) {
      throw new UsageException("threads: expected at least 1, got " + workers);
    }
    SyntheticData data =
        UsageException.check(() -> new SyntheticData(rows, features, seed, noise, condition));
    OutputPaths.requireUsable(List.of(), output);
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    try (AtomicOutput file = AtomicOutput.create(output);
        Progress progress = terminal.progress("writing " + output)) {
      data.writeCsv(
          file.stream(),
          workers,
          written ->
              progress.state(() -> String.format(Locale.ROOT, "%,d of %,d rows", written, rows)));
      file.commit();
    } catch (IOException e) {
      throw new OutputException(output + ": " + e.getMessage(), e);
    }
    OutputPaths.reportWriter(spec.commandLine(), output).println(json ? json(data) : table(data));
    return ExitCodes.DONE;
  }

  private String table(SyntheticData data) {
    Table table = new Table();
    List<String> names = data.featureNames();
    double[] coefficients = data.coefficients();
    for (int j = 0; j < coefficients.length; j++) {
      table.row(names.get(j), coefficients[j]);
    }
    table.row("(intercept)", data.intercept());
    table.row("noise deviation", data.noiseStandardDeviation());
    return String.format(
            "%s: %s, %s, target %s%nThe true model:%n%n",
            output, Count.of(rows, "row"), Count.of(features, "feature"), data.targetName())
        + table.render("  ").stripTrailing();
  }

  private String json(SyntheticData data) {
    Map<String, Object> coefficients = new LinkedHashMap<>();
    double[] values = data.coefficients();
    for (int j = 0; j < values.length; j++) {
      coefficients.put(data.featureNames().get(j), values[j]);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("output", output.toString());
    object.put("rows", rows);
    object.put("features", features);
    object.put("seed", seed);
    object.put("intercept", data.intercept());
    object.put("coefficients", coefficients);
    object.put("noiseStandardDeviation", data.noiseStandardDeviation());
    return JsonText.of(object);
  }
}
