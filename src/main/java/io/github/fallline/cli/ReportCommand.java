package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.report.comparison.ComparisonPage;
import io.github.fallline.report.comparison.ConvergenceChart;
import io.github.fallline.report.comparison.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code report}: turns results of benchmarks and convergence traces into a page. */
final class ReportCommand extends Command {
  private final CliOption<List<Path>> results =
      spec.arguments(
          Converter.PATH,
          "RESULTS.json",
          Integer.MAX_VALUE,
          "JMH results (-rf json) or convergence traces.");
  private final CliOption<Path> output =
      spec.section(Section.OUTPUT)
          .required(Converter.PATH, "--output=FILE.html", "HTML page to write. Required.");
  private final CliOption<Optional<Path>> plot =
      CommonOptions.plot(spec, "Draw the convergence traces.");

  ReportCommand() {
    super(
        new CommandSpec(
            "fallline report",
            "Turn JMH results and convergence traces into an HTML page.",
            "fallline report RESULTS.json... --output=FILE.html [OPTION]..."));
    spec.description("The page is self-contained: no network, no other files.");
    spec.footer(
        "",
        "Examples:",
        "  fallline report convergence.json --output report.html",
        "  fallline report benchmarks/results/*.json --output report.html --plot race.svg");
  }

  @Override
  int call(CommandIo io) {
    List<Path> outputs = OutputPaths.given(Optional.of(output.value()), plot.value());
    OutputPaths.requireUsable(results.value(), outputs);
    Optional<PictureFile> picture = CommonOptions.picture(plot);
    Results read = Results.read(results.value());
    if (picture.isPresent() && !read.hasRuns()) {
      throw new UsageException("--plot requires convergence traces; none of the files has any");
    }
    ComparisonPage.write(output.value(), read, spec.name() + " " + String.join(" ", spec.words()));
    picture.ifPresent(file -> file.write(ConvergenceChart.draw(read)));
    OutputPaths.noteWritten(new Terminal(io.err()), outputs);
    return ExitCodes.DONE;
  }
}
