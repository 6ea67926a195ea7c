package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
  static final String TRACES =
      """
      {"format": "fallline-convergence", "version": 1,
       "dataSets": [{"name": "a", "rows": 5, "features": 2, "condition": 10, "noise": 0.1}],
       "runs": [{"dataSet": "a", "method": "stochastic", "update": "plain", "threads": 1,
         "learningRate": 0.1, "learningRateRule": "given", "repetition": 1,
         "points": [[0.1, 0, 0, 1], [0.5, 1, 5, 0.25]]}]}
      """;

  @TempDir Path directory;

  @Test
  void pageAndPictureAreMadeOfTracesAndJmhResults() throws IOException {
    Path traces = Files.writeString(directory.resolve("t.json"), TRACES);
    Path page = directory.resolve("page.html");
    Path picture = directory.resolve("race.svg");

    Run run =
        Run.done(
            "report", traces, "benchmarks/results/steps.json", "--output", page, "--plot", picture);

    assertEquals("", run.out());
    String html = Files.readString(page);
    assertTrue(html.contains("<code>fallline report " + traces), html);
    assertTrue(html.contains("StepBenchmark, ms/op"), html);
    assertTrue(Files.readString(picture).contains(">stochastic</title>"));
  }

  @Test
  void jmhResultsAloneMakeAPage() {
    Path page = directory.resolve("page.html");

    Run.done("report", "benchmarks/results/updates.json", "--output", page);

    assertTrue(Files.exists(page));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | no.json                          | p.html | p.svg | no.json: no such file",
        "3 | data/longley.certified.json      | p.html | p.svg | expected JMH's JSON (-rf json) or",
        "2 | benchmarks/results/gradient.json | p.html | p.svg | --plot requires convergence traces",
        "2 | benchmarks/results/gradient.json | p.html | p.gif | unsupported image format; use .png or .svg",
        "2 | benchmarks/results/gradient.json | p.svg  | p.svg | is an input or another output",
      })
  void whatCannotBeReportedIsRefused(
      int code, String results, String output, String plot, String finding) {
    Path page = directory.resolve(output);

    Run run = Run.of("report", results, "--output", page, "--plot", directory.resolve(plot));

    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(finding), run.err());
    assertFalse(Files.exists(page));
  }
}
