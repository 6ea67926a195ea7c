package io.github.fallline.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.Races;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.TrainingSummary;
import io.github.fallline.report.comparison.ComparisonPage;
import io.github.fallline.report.comparison.Results;
import io.github.fallline.report.training.TrainingPage;
import io.github.fallline.report.training.TrainingPageInput;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as a browser shows it, where there is a Chromium. */
class BrowserTest {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  @TempDir Path directory;

  private Path page;

  @BeforeEach
  void writePage() {
    Path results = directory.resolve("c.json");
    ConvergenceFile.write(results, Races.convergence());
    page = directory.resolve("page.html");
    Results read = Results.read(List.of(results, Path.of("benchmarks/results/gradient.json")));
    ComparisonPage.write(page, read, "fallline report c.json");
  }

  private void writeTrainingPage() {
    try (Dataset rows = CsvReader.read(Path.of("data/longley.csv"), Schema.target("employment"))) {
      TrainingConfig config = TrainingConfig.of(new GradientMethod.FullBatch());
      Training training = new Trainer(config).fit(rows);
      TrainingSummary summary =
          new TrainingSummary(Map.of(), training.metrics())
              .withRows(rows.rows(), 0)
              .withSeed(0)
              .withStopReason("converged")
              .withFingerprint("none");
      TrainingPage.write(
          page, new TrainingPageInput("longley.csv", config, rows, training, summary));
    }
  }

  private static Optional<Path> browser() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Loads the page, runs statements in it when it stands, and gives what they hand to {@code
   * say(...)}, one line each; an error on the page is a line of its own.
   */
  private List<String> said(String statements) throws IOException, InterruptedException {
    Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "no Chromium on the path");
    String html =
        Files.readString(page)
            .replace(
                "<head>",
                "<head><script>const said = []; const say = (text) => said.push(text);"
                    + "for (const kind of ['error', 'warn'])"
                    + " console[kind] = (...text) => say('console: ' + text);"
                    + "addEventListener('error', (event) => say('error: ' + event.message));"
                    + "addEventListener('securitypolicyviolation', (event) => say('policy: ' + event.violatedDirective));"
                    + "</script>")
            .replace(
                "</body>",
                "<script>try {"
                    + statements
                    + "} catch (error) { say('error: ' + error); }"
                    + "document.body.replaceChildren(Object.assign(document.createElement('pre'),"
                    + " { id: 'said', textContent: said.join('\\n') }));</script></body>");
    Path probe = Files.writeString(directory.resolve("probe.html"), html);
    Path dom = directory.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + directory.resolve("profile"),
                "--window-size=1200,900",
                "--dump-dom",
                probe.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(directory.resolve("browser.log").toFile())
            .start();
    boolean ended = process.waitFor(90, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertTrue(ended, "the browser hangs");
    Matcher text =
        Pattern.compile("<pre id=\"said\">(.*?)</pre>", Pattern.DOTALL)
            .matcher(Files.readString(dom));
    assertTrue(text.find(), () -> "nothing was said");
    return text.group(1).lines().toList();
  }

  /** Two threads are shown at first, against seconds, and three methods raced on them. */
  @Test
  void everyMethodHasItsLineAndNothingGoesWrong() throws Exception {
    List<String> said =
        said(
            """
            for (const line of document.querySelectorAll("#race-chart path.series")) {
              say(line.dataset.name + " " + (line.getTotalLength() > 50));
            }
            """);

    assertEquals(List.of("full-batch true", "stochastic true", "mini-batch 32, adam true"), said);
  }

  @Test
  void legendHidesAndShowsALine() throws Exception {
    List<String> said =
        said(
            """
            const lines = () => document.querySelectorAll("#race-chart path.series").length;
            const button = document.querySelectorAll("#race-chart .legend button")[1];
            say(button.textContent + " " + button.getAttribute("aria-pressed") + " " + lines());
            button.click();
            say(button.getAttribute("aria-pressed") + " " + lines());
            button.click();
            say(button.getAttribute("aria-pressed") + " " + lines());
            """);

    assertEquals(List.of("stochastic true 3", "false 2", "true 3"), said);
  }

  @Test
  void controlsDrawTheRaceAnew() throws Exception {
    List<String> said =
        said(
            """
            const [problems, threads, cost] = document.querySelectorAll("#race-chart select");
            const change = (control, value) => {
              control.value = value;
              control.dispatchEvent(new Event("change"));
              control.dispatchEvent(new Event("input"));
              say(document.querySelector("#race-chart svg[role=img]").getAttribute("aria-label"));
            };
            change(problems, "1");
            change(threads, "1");
            change(cost, "rows");
            for (const box of document.querySelectorAll("#race-chart input[type=checkbox]")) {
              box.click();
            }
            change(document.querySelector("#race-chart input[type=range]"), "0.5");
            say(document.querySelectorAll("#race-chart path.faint").length);
            """);

    String methods = ": full-batch; stochastic; mini-batch 32, adam";
    String large = "on large, 1 thread" + methods;
    assertEquals(
        List.of(
            "Relative gap against seconds of training on large, 2 threads" + methods,
            "Relative gap against seconds of training " + large,
            "Relative gap against rows touched " + large,
            "Relative gap against rows touched " + large,
            "3"),
        said);
  }

  /** Seconds to 1e-1 on one and two threads, on a data set and one a hundred times its size. */
  @Test
  void tableSortsByNumberBothWays() throws Exception {
    List<String> said =
        said(
            """
            const table = document.querySelector("#all table");
            const heading = [...table.tHead.rows[0].cells].find((cell) => cell.textContent === "s to 1e-1");
            const firstAndLast = () => {
              const values = [...table.tBodies[0].rows].map((row) => row.cells[heading.cellIndex].textContent);
              say(heading.getAttribute("aria-sort") + " " + values[0] + " " + values[values.length - 1]);
            };
            heading.querySelector("button").click();
            firstAndLast();
            heading.querySelector("button").click();
            firstAndLast();
            """);

    assertEquals(List.of("ascending 0.25 112100 to 125", "descending 112100 to 125 0.25"), said);
  }

  /**
   * As wide as a telephone, in a frame, because no window is that narrow: tables scroll in their
   * own frames, the page does not.
   */
  @ParameterizedTest
  @CsvSource({"390, false", "320, false", "390, true", "320, true"})
  void narrowPageDoesNotScrollSideways(int pixels, boolean training) throws Exception {
    if (training) {
      writeTrainingPage();
    }
    List<String> said =
        said(
            """
            const copy = document.documentElement.cloneNode(true);
            copy.querySelectorAll("script").forEach((script) => script.remove());
            const frame = document.body.appendChild(document.createElement("iframe"));
            frame.style = "border: 0; height: 900px; width: %dpx";
            frame.contentDocument.write("<!DOCTYPE html>" + copy.outerHTML);
            const root = frame.contentDocument.documentElement;
            say(root.querySelectorAll("svg, table").length > 2);
            say(frame.clientWidth + " " + (root.scrollWidth <= root.clientWidth));
            """
                .formatted(pixels));

    assertEquals(List.of("true", pixels + " true"), said);
  }

  @Test
  void trainingPageSortsItsCoefficients() throws Exception {
    writeTrainingPage();
    List<String> said =
        said(
            """
            const table = document.querySelector("#coefficients table");
            table.tHead.rows[0].cells[1].querySelector("button").click();
            const names = [...table.tBodies[0].rows].map((row) => row.cells[0].textContent);
            say(names.join(" "));
            """);

    // Certified by NIST: -3482258.6, -2.02, -1.03, -0.05, -0.04, 15.06, 1829.15.
    String sorted = "(intercept) unemployed armed_forces population gnp deflator year";
    assertEquals(List.of(sorted), said);
  }

  /** At 1e-3 on two threads the mini-batch wins on both data sets; stochastic steps never come. */
  @Test
  void mapMarksTheWinnerOfEachDataSet() throws Exception {
    List<String> said =
        said(
            """
            for (const row of document.querySelectorAll("#winner-map tbody tr")) {
              say([...row.cells].map((cell) => cell.textContent).join(" | "));
            }
            """);

    assertEquals(
        List.of(
            "full-batch | 1.68 (1.1 ×) | 168 (1.1 ×)",
            "stochastic | never | never",
            "mini-batch 32, adam | ★ 1.5 | ★ 150"),
        said);
  }

  /** Full batch halves its time on the second thread; the others do not. */
  @Test
  void threadsAreOneOfTheThingsVaried() throws Exception {
    List<String> said =
        said(
            """
            const kind = document.querySelector("#scaling-chart select");
            say([...kind.options].map((option) => option.value).join(" "));
            kind.value = "threads";
            kind.dispatchEvent(new Event("change"));
            say(document.querySelectorAll("#scaling-chart path.series").length);
            say(document.querySelectorAll("#scaling-chart circle").length);
            """);

    assertEquals(List.of("batch threads rows", "3", "6"), said);
  }
}
