package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.report.RacePicture;
import io.github.fallline.report.ReportPage;
import io.github.fallline.report.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code report}: turns results of benchmarks and convergence traces into a page. */
final class ReportCommand implements Callable<Integer> {
  private final Given<List<Path>> results;
  private final Given<Path> output;
  private final PictureOption plot;
  private final CommandSpec spec;

  ReportCommand() {
    spec =
        Declared.command(
            this,
            "report",
            "Turn JMH results and convergence traces into a report.",
            "fallline report RESULTS.json... --output=FILE.html [OPTION]...");
    spec.usageMessage()
        .description("The page needs nothing but itself: no network, no other file.");
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  fallline report convergence.json --output report.html",
            "  fallline report benchmarks/results/*.json --output report.html --plot race.svg");
    results =
        Given.arguments(spec, "RESULTS.json", "What JMH wrote (-rf json), or convergence traces.");
    output = Given.required(spec, Path.class, "--output", "FILE.html", "Where the page goes.");
    plot = new PictureOption(spec);
    Declared.standard(spec);
  }

  /** The command, for a program. */
  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    OutputPaths.requireUsable(results.get(), output.get(), plot.path());
    Optional<PictureFile> picture = plot.file();
    Results read = Results.read(results.get());
    if (picture.isPresent() && !read.hasRuns()) {
      throw new UsageException("--plot draws convergence traces; none of the files has any");
    }
    ReportPage.write(output.get(), read, "fallline " + String.join(" ", arguments()));
    picture.ifPresent(file -> file.write(RacePicture.draw(read)));
    return ExitCodes.DONE;
  }

  private List<String> arguments() {
    return spec.commandLine().getParent().getParseResult().originalArgs();
  }
}
