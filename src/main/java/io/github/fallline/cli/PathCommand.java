package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.FoldOptions;
import io.github.fallline.cli.options.MomentsOptions;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.PathOptions;
import io.github.fallline.cli.options.TrainColumns;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Progress;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.path.PathSettings;
import io.github.fallline.files.InputException;
import io.github.fallline.selection.SubsetSelection;
import io.github.fallline.stats.FoldAssignment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** {@code path}: fits the models of many penalties, with cross-validation. */
final class PathCommand extends Command {
  private final DataOptions data = new DataOptions(spec);
  private final CliOption<Optional<Integer>> threads =
      CommonOptions.threads(spec.section(Section.DATA));
  private final TrainColumns columns = new TrainColumns(spec);
  private final PathOptions options = new PathOptions(spec);
  private final FoldOptions folds = new FoldOptions(spec);
  private final CliOption<Optional<Path>> modelOutput = CommonOptions.modelOutput(spec, "");
  private final CliOption<Optional<Path>> plot =
      CommonOptions.plot(spec, "Draw coefficients and errors against the penalty.");
  private final CliOption<Optional<Path>> reportOutput =
      CommonOptions.report(spec, "coefficients and errors by penalty.");
  private final CliOption<Boolean> json = CommonOptions.json(spec);

  PathCommand() {
    super(
        new CommandSpec(
            "fallline path",
            "Fit models for many penalties, or subsets of features, with cross-validation.",
            "fallline path DATA... --target=NAME [OPTION]..."));
    spec.description(
        "Reads the rows once: the sums that each fold leaves are enough for all penalties and for"
            + " exact cross-validation. DATA may be moments files, too, each of which is a fold;"
            + " with one of them there is no cross-validation.");
    spec.footer(
        "",
        "Examples:",
        "  fallline path prices.csv --target price",
        "  fallline path prices.csv --target price --mix 0 --folds 5",
        "  fallline path prices.csv --target price --subsets best --choose bic",
        "  fallline path prices.csv --target price --choose one-se --model-output model.json",
        "  fallline path prices.csv --target price --plot path.png --report path.html");
  }

  @Override
  int call(CommandIo io) {
    long startNanos = System.nanoTime();
    PathSettings settings = options.settings();
    Optional<SubsetSelection.Method> subsets = options.subsets();
    FoldAssignment assignment = folds.assignment();
    folds.requireNoMeans(data.missing());
    Schema named = folds.apply(columns.schema(Optional.empty()));
    List<Path> outputs = OutputPaths.given(modelOutput.value(), plot.value(), reportOutput.value());
    OutputPaths.requireUsable(data.filesAnd(), outputs);
    Optional<PictureFile> picture = CommonOptions.picture(plot);
    List<Path> moments = data.momentsFiles();
    if (!moments.isEmpty()) {
      MomentsOptions.requireNoColumns(spec, moments.get(0), Set.of("--features", "--exclude"));
      folds.requireNone(moments);
    }
    Terminal terminal = new Terminal(io.err());
    Consumer<PathInput> output =
        input -> {
          PathResult result =
              subsets.isPresent()
                  ? new SubsetPathResult(data.name(), input, settings.spec(), subsets.get())
                  : new PenaltyPathResult(data.name(), input, settings);
          write(result, picture, outputs, startNanos, terminal, io);
        };
    try {
      if (moments.isEmpty()) {
        read(named, settings, assignment, terminal, output);
      } else {
        boolean intercept = settings.spec().intercept();
        output.accept(PathInput.of(MergedMoments.folds(moments), named, intercept));
      }
    } catch (IllegalArgumentException e) {
      throw new InputException(data.name() + ": " + e.getMessage(), e);
    }
    return ExitCodes.DONE;
  }

  private void read(
      Schema named,
      PathSettings settings,
      FoldAssignment assignment,
      Terminal terminal,
      Consumer<PathInput> output) {
    Schema schema = columns.withLevels(named, data, settings.spec().intercept(), terminal);
    int workers = CommonOptions.count(threads);
    boolean means = data.missing() == MissingValues.MEAN;
    ReadingOptions reading = ReadingOptions.DEFAULT.withThreads(workers).withManyPasses(means);
    try (Progress progress = terminal.progress("reading " + data.name());
        CsvStream stream = data.stream(schema, data.missing(), reading, progress, terminal);
        RowStream rows =
            means ? stream.stored(Path.of(System.getProperty("java.io.tmpdir"))) : stream) {
      PathInput input = PathInput.of(rows, assignment, schema, workers);
      progress.close();
      output.accept(input);
    }
  }

  private void write(
      PathResult result,
      Optional<PictureFile> picture,
      List<Path> outputs,
      long startNanos,
      Terminal terminal,
      CommandIo io) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    result.note().ifPresent(terminal::note);
    if (modelOutput.isGiven()) {
      result.model(options.chosen()).save(modelOutput.value().orElseThrow());
    }
    if (picture.isPresent()) {
      picture.get().write(result.picture());
    }
    if (reportOutput.isGiven()) {
      result.writePage(reportOutput.value().orElseThrow());
    }
    OutputPaths.noteWritten(terminal, outputs);
    PrintWriter out = OutputPaths.reportWriter(io, outputs);
    String text = result.text(seconds, json.value());
    out.print(json.value() ? text + System.lineSeparator() : text);
    out.flush();
  }
}
