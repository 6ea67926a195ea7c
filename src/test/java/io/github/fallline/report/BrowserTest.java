package io.github.fallline.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.MethodLabel;
import io.github.fallline.compare.Races;
import io.github.fallline.compare.TimedRun;
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
import java.util.ArrayList;
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
    return said(statements, "");
  }

  /** The same of the page at an address with such a fragment. */
  private List<String> said(String statements, String fragment)
      throws IOException, InterruptedException {
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
                probe.toUri() + fragment)
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
            for (const line of document.querySelectorAll("#curve-chart path.series")) {
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
            const lines = () => document.querySelectorAll("#curve-chart path.series").length;
            const button = document.querySelectorAll("#curve-chart .legend button")[1];
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
            const [problems, threads] = document.querySelectorAll("#view select");
            const cost = document.querySelector("#curve-chart select");
            const change = (control, value) => {
              control.value = value;
              control.dispatchEvent(new Event("change"));
              control.dispatchEvent(new Event("input"));
              say(document.querySelector("#curve-chart .canvas svg[role=img]").getAttribute("aria-label"));
            };
            change(problems, "1");
            change(threads, "1");
            change(cost, "rows");
            for (const box of document.querySelectorAll("#curve-chart input[type=checkbox]")) {
              box.click();
            }
            change(document.querySelector("#curve-chart input[type=range]"), "0.2");
            say(document.querySelectorAll("#curve-chart path.faint").length);
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
            const heading = [...table.tHead.rows[0].cells].find((cell) => cell.textContent === "time to 1e-1");
            const firstAndLast = () => {
              const values = [...table.tBodies[0].rows].map((row) => row.cells[heading.cellIndex].textContent);
              say(heading.getAttribute("aria-sort") + " " + values[0] + " " + values[values.length - 1]);
            };
            heading.querySelector("button").click();
            firstAndLast();
            heading.querySelector("button").click();
            firstAndLast();
            """);

    assertEquals(
        List.of("ascending 250 ms 112 s100 to 125 s", "descending 112 s100 to 125 s 250 ms"), said);
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

  /**
   * At 1e-3 on two threads the intervals of the mini-batch (1.5 s) and the full batch (1.5 to
   * 1.875) touch; on one thread the mini-batch wins. Stochastic steps never come there.
   */
  @Test
  void mapMarksTheFastestOfEachDataSet() throws Exception {
    List<String> said =
        said(
            """
            for (const row of document.querySelectorAll("#winner-map tbody tr")) {
              say([...row.cells].map((cell) => cell.textContent).join(" | "));
            }
            """);

    assertEquals(
        List.of(
            "small | 1 | 3.35 s | &gt; 500 ms | ★ 1.5 s",
            "small | 2 | = 1.68 s | &gt; 500 ms | = 1.5 s",
            "large | 1 | 335 s | &gt; 50 s | ★ 150 s",
            "large | 2 | = 168 s | &gt; 50 s | = 150 s"),
        said);
  }

  /** The sentence, the bars, the map and the table say the same, whatever is chosen. */
  @Test
  void choicesReachTheWholePage() throws Exception {
    List<String> said =
        said(
            """
            const [problems, threads, gaps] = document.querySelectorAll("#view select");
            const change = (control, value) => {
              control.value = value;
              control.dispatchEvent(new Event("change"));
            };
            const tell = () => {
              say(document.getElementById("answer-text").textContent);
              say([...document.querySelectorAll("#answer-chart g.bar")].map((bar) =>
                (bar.classList.contains("first") ? "*" : "") + bar.dataset.name).join(" | "));
              say([...document.querySelectorAll("#winner-map td.winner")].map((cell) => cell.textContent).join(" | "));
              say([...document.querySelectorAll("#all tbody tr")].filter((row) => !row.hidden).length);
            };
            tell();
            change(threads, "1");
            change(gaps, "0");
            tell();
            say(decodeURIComponent(location.hash));
            """);

    assertEquals(
        List.of(
            "On small, 2 threads, to a gap of 1e-3: level: mini-batch 32, adam 1.5 s, full-batch 1.68 s"
                + " (1.5 to 1.88 s). Which of these is faster is not certain: their 95 % intervals"
                + " overlap.",
            "*mini-batch 32, adam | *full-batch | stochastic",
            "★ 1.5 s | = 1.68 s | = 1.5 s | ★ 150 s | = 168 s | = 150 s",
            "3",
            "On small, 1 thread, to a gap of 1e-1: stochastic 250 ms; mini-batch 32, adam takes 2.0"
                + " times as long. This is certain: its 95 % interval of 4 repetitions is apart from"
                + " all others.",
            "*stochastic | mini-batch 32, adam | full-batch",
            "★ 250 ms | ★ 250 ms | ★ 25 s | ★ 25 s",
            "3",
            "#view:{\"threads\":1,\"gap\":0}"),
        said);
  }

  @Test
  void addressBringsTheViewBack() throws Exception {
    List<String> said =
        said(
            """
            const text = document.getElementById("answer-text").textContent;
            say(text.slice(0, text.indexOf(":")));
            say(document.querySelectorAll("#curve-chart path.series").length);
            """,
            "#view:" + "{\"problem\":1,\"threads\":1,\"gap\":3,\"hidden\":[\"stochastic\"]}");

    assertEquals(List.of("On large, 1 thread, to a gap of 1e-6", "2"), said);
  }

  @Test
  void doubleClickShowsOneLineAloneAndAgainAll() throws Exception {
    List<String> said =
        said(
            """
            const lines = () => [...document.querySelectorAll("#curve-chart path.series")].map((line) => line.dataset.name).join();
            const twice = (button) => {
              for (const [type, detail] of [["click", 1], ["click", 2], ["dblclick", 2]]) {
                button.dispatchEvent(new MouseEvent(type, { detail, bubbles: true }));
              }
            };
            const button = document.querySelectorAll("#curve-chart .legend button")[1];
            twice(button);
            say(lines());
            twice(button);
            say(lines());
            """);

    assertEquals(List.of("stochastic", "full-batch,stochastic,mini-batch 32, adam"), said);
  }

  /** By keyboard: values at the crosshair, zoom and back. */
  @Test
  void keysReadValuesAndZoom() throws Exception {
    List<String> said =
        said(
            """
            const canvas = () => document.querySelector("#curve-chart .canvas");
            const press = (key) => canvas().dispatchEvent(new KeyboardEvent("keydown", { key }));
            press("End");
            say(document.querySelector("#curve-chart .readout").textContent);
            say(canvas().querySelectorAll("g.cross circle").length);
            press("Escape");
            say(canvas().querySelectorAll("g.cross circle").length);
            press("+");
            say(location.hash.includes("zoom"));
            press("0");
            say(location.hash.includes("zoom"));
            """);

    assertEquals(
        "Time 5.47 s: full-batch 10⁻⁸ · mini-batch 32, adam 0.0001 · stochastic 0.01", said.get(0));
    assertEquals(List.of("3", "0", "true", "false"), said.subList(1, 5));
  }

  /** Lines, bands, targets, names at line ends: each as it is switched. */
  @Test
  void bandsTargetsAndNamesAreDrawn() throws Exception {
    List<String> said =
        said(
            """
            const count = (what) => document.querySelectorAll("#curve-chart " + what).length;
            say(count("path.band") + " " + count("path.target") + " " + count("text.end"));
            const bands = [...document.querySelectorAll("#curve-chart input[type=checkbox]")]
              .find((box) => box.parentElement.textContent === "Bands");
            bands.click();
            say(count("path.band") + " " + count("path.series"));
            """);

    assertEquals(List.of("1 1 3", "0 3"), said);
  }

  /**
   * The picture of a chart that is saved: no variable of the page, its settings and the machine.
   */
  @Test
  void savedPictureStandsAlone() throws Exception {
    List<String> said =
        said(
            """
            let saved = "";
            const click = HTMLAnchorElement.prototype.click;
            HTMLAnchorElement.prototype.click = function () { saved = this.download + " " + decodeURIComponent(this.href); };
            const tool = (chart, name) => [...document.querySelectorAll(chart + " .tool")]
              .find((button) => button.textContent === name).click();
            for (const chart of ["#answer-chart", "#curve-chart"]) {
              tool(chart, "SVG");
              say(saved.slice(0, saved.indexOf(" ")));
              say(saved.includes("var(--") + " " + saved.includes("small, 2 threads") + " " + saved.includes("a processor, 2 cores"));
            }
            HTMLAnchorElement.prototype.click = click;
            """);

    assertEquals(
        List.of(
            "time-to-a-gap-of-1e-3.svg",
            "false true true",
            "relative-gap-against-seconds-of-training.svg",
            "false true true"),
        said);
  }

  /** Full batch halves its time on the second thread; the others do not. */
  @Test
  void everyThingVariedHasAChartAndASentence() throws Exception {
    List<String> said =
        said(
            """
            for (const figure of document.querySelectorAll("#factor-charts figure")) {
              say(figure.querySelector("h3").textContent + ": " + figure.querySelector(".sentence").textContent);
              say(figure.querySelectorAll("path.series").length + " " + figure.querySelectorAll("circle").length);
            }
            """);

    assertEquals(
        List.of(
            "Rows: Rows from 1,000 to 100,000: mini-batch 32, adam, full-batch are level.",
            "2 4",
            "Threads: 1 thread: mini-batch 32, adam is fastest; 2 threads: mini-batch 32, adam,"
                + " full-batch are level.",
            "2 4"),
        said);
  }

  @Test
  void columnsCanBeChosen() throws Exception {
    List<String> said =
        said(
            """
            const visible = () => [...document.querySelector("#all table").tHead.rows[0].cells]
              .filter((cell) => !cell.hidden).map((cell) => cell.textContent).join(", ");
            say(visible());
            [...document.querySelectorAll("#columns details input")]
              .find((box) => box.parentElement.textContent === "noise").click();
            say(visible());
            """);

    String usual =
        "method, data set, threads, time to 1e-1, time to 1e-2, time to 1e-3, time to 1e-6";
    assertEquals(List.of(usual, usual + ", noise"), said);
  }

  /** Method and formula on top, one curve, and the trace as it was recorded. */
  @Test
  void trainingPageDrawsItsLossAndGivesItsTrace() throws Exception {
    writeTrainingPage();
    List<String> said =
        said(
            """
            say(document.querySelector(".answer").textContent.replace(/rate .*/, "rate"));
            say(document.querySelector(".formula").textContent.slice(0, 40));
            const label = () => document.querySelector("#loss-chart svg[role=img]").getAttribute("aria-label");
            say(document.querySelectorAll("#loss-chart path.series").length + " " + label());
            const select = document.querySelector("#loss-chart select");
            select.value = "seconds";
            select.dispatchEvent(new Event("change"));
            say(label());
            let saved = "";
            HTMLAnchorElement.prototype.click = function () { saved = decodeURIComponent(this.href); };
            document.querySelector("#loss-chart .download").click();
            const lines = saved.slice(saved.indexOf(",") + 1).trim().split("\\n");
            say(lines[0] + " " + (lines.length === JSON.parse(document.getElementById("trace-data").textContent).epochs.length + 1));
            """);

    assertEquals(
        List.of(
            "full-batch by moments, squared loss, learning rate",
            "employment = −3482000 + 15.06 deflator −",
            "1 mean squared error, employment² against epochs, passes over the rows: loss",
            "mean squared error, employment² against seconds of training: loss",
            "epoch,updates,seconds,loss,gradient_norm true"),
        said);
  }

  /** One switch, for sentence, bars, sweeps, curves, map and table. */
  @Test
  void classicalMethodsOnlyReachesEveryPart() throws Exception {
    List<TimedRun> runs = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      for (int i = 1; i <= 4; i++) {
        MethodLabel moments = new MethodLabel("full-batch by moments", 0, "plain");
        MethodLabel rows = new MethodLabel("full-batch by rows", 0, "plain");
        runs.add(Races.run(Races.SMALL, moments, threads, i, 0.1, 4));
        runs.add(Races.run(Races.SMALL, rows, threads, i, 1, 4));
      }
    }
    Path results = directory.resolve("c.json");
    ConvergenceFile.write(results, new Convergence(Races.environment(), Map.of(), runs));
    ComparisonPage.write(page, Results.read(List.of(results)), "");
    List<String> said =
        said(
            """
            const names = (what, name) => [...document.querySelectorAll(what)].map(name).join(", ");
            const tell = () => {
              say(document.getElementById("answer-text").textContent.replace(/;.*/, ""));
              say(names("#answer-chart g.bar", (bar) => bar.dataset.name));
              say(names("#factor-charts path.series", (line) => line.dataset.name));
              say(document.querySelector("#factor-charts .sentence").textContent);
              say(names("#curve-chart path.series", (line) => line.dataset.name));
              say(names("#winner-map thead th", (cell) => cell.textContent));
              say(names("#all tbody tr:not([hidden])", (row) => row.cells[0].textContent));
            };
            document.querySelectorAll("#view input[type=checkbox]")[0].click();
            tell();
            document.querySelectorAll("#view input[type=checkbox]")[0].click();
            say(names("#answer-chart g.bar", (bar) => bar.dataset.name));
            """);

    assertEquals(
        List.of(
            "On small, 2 threads, to a gap of 1e-3: full-batch by rows 3 s. This is certain: its 95 %"
                + " interval of 4 repetitions is apart from all others.",
            "full-batch by rows",
            "full-batch by rows",
            "Threads from 1 to 2: full-batch by rows is fastest.",
            "full-batch by rows",
            "data set, threads, full-batch by rows",
            "full-batch by rows",
            "full-batch by moments, full-batch by rows"),
        said);
  }

  /** Every button, box, choice and slider of every page, in turn. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void everyControlWorksWithoutAnError(boolean training) throws Exception {
    if (training) {
      writeTrainingPage();
    }
    List<String> said =
        said(
            """
            let count = 0;
            const texts = () => [...document.querySelectorAll("main button, main a[download]")]
              .map((each) => each.title || each.textContent);
            for (const text of texts()) {
              const button = [...document.querySelectorAll("main button")].find((each) => (each.title || each.textContent) === text);
              if (button) {
                button.click();
                count++;
              }
            }
            for (const box of document.querySelectorAll("main input[type=checkbox]")) {
              box.click();
              box.click();
              count++;
            }
            for (const range of document.querySelectorAll("main input[type=range]")) {
              range.value = range.max;
              range.dispatchEvent(new Event("input"));
              count++;
            }
            for (const select of document.querySelectorAll("main select")) {
              for (const option of [...select.options]) {
                select.value = option.value;
                select.dispatchEvent(new Event("change"));
                count++;
              }
            }
            for (const chart of document.querySelectorAll("main .canvas")) {
              for (const key of ["ArrowRight", "ArrowLeft", "Home", "End", "Escape"]) {
                chart.dispatchEvent(new KeyboardEvent("keydown", { key }));
              }
              count++;
            }
            say(count > %d);
            """
                .formatted(training ? 12 : 30));

    assertEquals(List.of("true"), said);
  }

  /** Pictures that are in the page from the beginning can be saved like charts. */
  @Test
  void standingPicturesAreSavedToo() throws Exception {
    List<String> said =
        said(
            """
            let saved = "";
            HTMLAnchorElement.prototype.click = function () { saved = decodeURIComponent(this.href); };
            const figure = document.querySelector("#benchmarks figure");
            figure.querySelector("button").click();
            const picture = new DOMParser().parseFromString(saved.slice(saved.indexOf(",") + 1), "image/svg+xml").documentElement;
            say(picture.nodeName + " " + picture.querySelectorAll("path").length + " " + saved.includes("ms/op, lower is better"));
            say([...picture.querySelectorAll("path[stroke]")].some((line) => line.getAttribute("stroke") === "rgb(0, 114, 178)"));
            """);

    assertTrue(said.get(0).matches("svg \\d{2,} true"), said.toString());
    assertEquals("true", said.get(1));
  }
}
