package io.github.fallline.cli;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.options.PictureOption;
import io.github.fallline.report.comparison.RacePicture;
import io.github.fallline.report.comparison.ReportPage;
import io.github.fallline.report.comparison.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code report}: turns results of benchmarks and convergence traces into a page. */
final class ReportCommand implements Command {
  private final Given<List<Path>> results;
  private final Given<Path> output;
  private final PictureOption plot;
  private final CommandSpec spec;

  ReportCommand() {
    spec =
        new CommandSpec(
            "fallline report",
            "Turn JMH results and convergence traces into a report.",
            "fallline report RESULTS.json... --output=FILE.html [OPTION]...");
    spec.description("The page needs nothing but itself: no network, no other file.");
    spec.footer(
        "",
        "Examples:",
        "  fallline report convergence.json --output report.html",
        "  fallline report benchmarks/results/*.json --output report.html --plot race.svg");
    results =
        Given.arguments(spec, "RESULTS.json", "What JMH wrote (-rf json), or convergence traces.");
    output = Given.required(spec, Path.class, "--output", "FILE.html", "Where the page goes.");
    plot = new PictureOption(spec);
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public int call() {
    OutputPaths.requireUsable(results.get(), output.get(), plot.path());
    Optional<PictureFile> picture = plot.file();
    Results read = Results.read(results.get());
    if (picture.isPresent() && !read.hasRuns()) {
      throw new UsageException("--plot draws convergence traces; none of the files has any");
    }
    ReportPage.write(output.get(), read, spec.name() + " " + String.join(" ", spec.arguments()));
    picture.ifPresent(file -> file.write(RacePicture.draw(read)));
    return ExitCodes.DONE;
  }
}
