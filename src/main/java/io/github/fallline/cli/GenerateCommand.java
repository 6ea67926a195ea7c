package io.github.fallline.cli;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.OutputException;
import io.github.fallline.json.JsonLine;
import io.github.fallline.synthetic.SyntheticData;
import io.github.fallline.text.Plural;
import io.github.fallline.text.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code generate}: writes a synthetic data set with known coefficients. */
final class GenerateCommand extends Command {
  private final CliOption<Long> rows =
      spec.section(Section.DATA).required(Converter.LONG, "--rows=N", "Number of rows. Required.");
  private final CliOption<Integer> features =
      spec.section(Section.DATA)
          .required(
              Converter.INTEGER,
              "--features=D",
              "Number of features, named x0, x1, ...; the target is y. Required.");
  private final CliOption<Long> seed = CommonOptions.seed(spec.section(Section.DATA));
  private final CliOption<Double> noise =
      spec.section(Section.DATA)
          .withDefault(
              Converter.REAL,
              "--noise=S",
              "" + SyntheticData.DEFAULT_NOISE,
              "Noise, in standard deviations of the signal. Default: ${DEFAULT-VALUE}.");
  private final CliOption<Double> condition =
      spec.section(Section.DATA)
          .withDefault(
              Converter.REAL,
              "--condition=K",
              "" + SyntheticData.DEFAULT_CONDITION,
              "Condition number of the correlation matrix of the features. Default:"
                  + " ${DEFAULT-VALUE}.");
  private final CliOption<Optional<Integer>> threads =
      CommonOptions.threads(spec.section(Section.DATA));
  private final CliOption<Path> output =
      spec.section(Section.OUTPUT)
          .required(Converter.PATH, "--output=FILE.csv", "File to write. Required.");
  private final CliOption<Boolean> json = CommonOptions.json(spec);

  GenerateCommand() {
    super(
        new CommandSpec(
            "fallline generate",
            "Write a seeded synthetic data set with known coefficients.",
            "fallline generate --rows=N --features=D --output=FILE.csv [OPTION]..."));
    spec.description("The same options give the same file on every machine.");
    spec.footer(
        "",
        "Examples:",
        "  fallline generate --rows 1000000 --features 20 --output big.csv",
        "  fallline generate --rows 10000 --features 5 --condition 1e4 --output hard.csv --json");
  }

  @Override
  int call(CommandIo io) {
    int workers = threads.value().orElse(Runtime.getRuntime().availableProcessors());
    if (workers < 1) {
      throw new UsageException("--threads: expected at least 1, got " + workers);
    }
    SyntheticData data =
        UsageException.check(
            () ->
                new SyntheticData(
                    rows.value(),
                    features.value(),
                    seed.value(),
                    noise.value(),
                    condition.value()));
    List<Path> outputs = List.of(output.value());
    OutputPaths.requireUsable(List.of(), outputs);
    Terminal terminal = new Terminal(io.err());
    try (AtomicOutput file = AtomicOutput.create(output.value());
        Progress progress = terminal.progress("writing " + output.value())) {
      data.writeCsv(
          file.stream(),
          workers,
          written ->
              progress.state(
                  () -> String.format(Locale.ROOT, "%,d of %,d rows", written, rows.value())));
      file.commit();
    } catch (IOException e) {
      throw new OutputException(output.value() + ": " + e.getMessage(), e);
    }
    OutputPaths.noteWritten(terminal, outputs);
    OutputPaths.reportWriter(io, outputs).println(json.value() ? json(data) : table(data));
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
            output.value(),
            Plural.of(rows.value(), "row"),
            Plural.of(features.value(), "feature"),
            data.targetName())
        + table.render("  ").stripTrailing();
  }

  private String json(SyntheticData data) {
    Map<String, Object> coefficients = new LinkedHashMap<>();
    double[] values = data.coefficients();
    for (int j = 0; j < values.length; j++) {
      coefficients.put(data.featureNames().get(j), values[j]);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("output", output.value().toString());
    object.put("rows", rows.value());
    object.put("features", features.value());
    object.put("seed", seed.value());
    object.put("intercept", data.intercept());
    object.put("coefficients", coefficients);
    object.put("noiseStandardDeviation", data.noiseStandardDeviation());
    return JsonLine.of(object);
  }
}
