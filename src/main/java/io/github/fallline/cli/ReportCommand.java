package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.report.RacePicture;
import io.github.fallline.report.ReportPage;
import io.github.fallline.report.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: turns results of benchmarks and convergence traces into a page. */
@Command(
    name = "report",
    header = "Turn JMH results and convergence traces into a report.",
    customSynopsis = "fallline report RESULTS.json... --output=FILE.html [OPTION]...",
    description = {
      "The page needs nothing but itself: no network, no other file.",
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  fallline report convergence.json --output report.html",
      "  fallline report benchmarks/results/*.json --output report.html --plot race.svg"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RESULTS.json",
      arity = "1..*",
      description = "What JMH wrote (-rf json), or convergence traces.")
  private List<Path> results;

  @Option(
      names = "--output",
      paramLabel = "FILE.html",
      required = true,
      description = "Where the page goes.")
  private Path output;

  @Mixin private PictureOption plot;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    OutputPaths.requireUsable(results, output, plot.path());
    Optional<PictureFile> picture = plot.file();
    Results read = Results.read(results);
    if (picture.isPresent() && !read.hasRuns()) {
      throw new UsageException("--plot draws convergence traces; none of the files has any");
    }
    ReportPage.write(output, read, "fallline " + String.join(" ", arguments()));
    picture.ifPresent(file -> file.write(RacePicture.draw(read)));
    return ExitCodes.DONE;
  }

  private List<String> arguments() {
    return spec.commandLine().getParent().getParseResult().originalArgs();
  }
}
