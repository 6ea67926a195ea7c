package io.github.fallline.report.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.MethodLabel;
import io.github.fallline.compare.Races;
import io.github.fallline.compare.TimedRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonPageTest {
  private static final Path JMH = Path.of("benchmarks/results/gradient.json");

  @TempDir Path directory;

  private String page(Convergence convergence, Path... others) throws IOException {
    Path file = directory.resolve("c.json");
    ConvergenceFile.write(file, convergence);
    List<Path> files = new ArrayList<>(List.of(others));
    files.add(file);
    Path page = directory.resolve("page.html");
    ComparisonPage.write(page, Results.read(files), "fallline report <c.json>");
    return Files.readString(page);
  }

  private static JsonNode data(String page) {
    Matcher script =
        Pattern.compile("<script type=\"application/json\" id=\"race-data\">(.*?)</script>")
            .matcher(page);
    assertTrue(script.find());
    return new JsonMapper().readTree(script.group(1));
  }

  private static byte[] saved(String page, String name) throws IOException {
    Matcher link =
        Pattern.compile(Pattern.quote(name) + ".gz\" href=\"data:application/gzip;base64,([^\"]*)")
            .matcher(page);
    assertTrue(link.find(), name);
    byte[] packed = Base64.getDecoder().decode(link.group(1));
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  /** The first entry is full batch on one thread: 1 and 1.25 s a decade. */
  @Test
  void curvesAreTheNumbersGiven() throws IOException {
    JsonNode entry = data(page(Races.convergence())).at("/entries/0");

    assertEquals(4, entry.get("repetitions").intValue());
    assertEquals(1.25, entry.at("/secondsTo/0/2").doubleValue(), 0);
    assertEquals(1.118, entry.at("/secondsTo/0/1").doubleValue(), 0); // sqrt(1.25), four digits
    JsonNode epochs = entry.at("/epochs");
    for (int i = 0; i <= 8; i++) {
      assertEquals(i, epochs.get("x").get(i).doubleValue(), 0);
      double gap = epochs.get("y").get(i).doubleValue();
      assertEquals(Double.parseDouble("1e-" + i), gap, 1e-12 * gap);
    }
    assertFalse(epochs.has("low"), "both repetitions went the same way");
    assertTrue(entry.at("/seconds").has("low"), "but at different speeds");
    assertEquals(1000, entry.get("rows").doubleValue(), 0);
  }

  @Test
  void rawResultsCanBeSavedAsTheyWere() throws IOException {
    String page = page(Races.convergence(), JMH);

    assertArrayEquals(Files.readAllBytes(directory.resolve("c.json")), saved(page, "c.json"));
    assertArrayEquals(Files.readAllBytes(JMH), saved(page, "gradient.json"));
  }

  @Test
  void resultsThatLieInNoFileCanBeSavedToo() throws IOException {
    Path page = directory.resolve("page.html");
    ComparisonPage.write(page, Results.of("race.json", Races.convergence()), "");
    Path saved =
        Files.write(directory.resolve("saved.json"), saved(Files.readString(page), "race.json"));

    assertEquals(Races.convergence(), Results.read(List.of(saved)).convergences().get(0));
  }

  /** 300 noisy runs of 100 points with all digits are more than a page holds. */
  @Test
  void largeResultsAreRoundedAndThePageStaysBelowOneMegabyte() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<TimedRun> runs = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      List<TimedRun.Point> points = new ArrayList<>();
      for (int k = 0; k < 100; k++) {
        double gap = Math.exp(-0.1 * k) * random.nextDouble(0.5, 1);
        points.add(new TimedRun.Point(k + random.nextDouble(), k, 1000.0 * k, gap));
      }
      MethodLabel method = new MethodLabel("mini-batch", 1 + i / 3, "plain");
      runs.add(new TimedRun(Races.SMALL, method, 1, 0.1, "automatic", 1 + i % 3, points));
    }
    String page = page(new Convergence(Races.environment(), Map.of(), runs));

    assertTrue(page.contains("numbers rounded to five digits"));
    Path rounded = Files.write(directory.resolve("rounded.json"), saved(page, "c.json"));
    double seconds =
        Results.read(List.of(rounded))
            .convergences()
            .get(0)
            .runs()
            .get(0)
            .points()
            .get(9)
            .seconds();
    assertEquals(runs.get(0).points().get(9).seconds(), seconds, 1e-4);
  }

  @Test
  void namesStayText() throws IOException {
    BenchmarkData hostile =
        new BenchmarkData("</script><script>alert(1)</script>", 5, 1, Double.NaN, 0);
    MethodLabel method = new MethodLabel("<b>\"full\"</b>", 0, "plain");
    List<TimedRun> runs = List.of(Races.run(hostile, method, 1, 1, 1, 3));
    String page = page(new Convergence(Races.environment(), Map.of("<i>", "&"), runs));

    assertFalse(page.contains("<script>alert"), "as element");
    assertFalse(page.contains("<b>"), "as element");
    assertTrue(page.contains("<th scope=\"row\">&lt;i&gt;</th><td>&amp;</td>"));
    assertTrue(page.contains("<code>fallline report &lt;c.json&gt;</code>"));
    assertEquals(hostile.name(), data(page).at("/problems/0/name").stringValue());
  }

  @Test
  void pageNeedsNothingFromElsewhere() throws IOException {
    String page =
        page(Races.convergence(), JMH)
            .replace("http://www.w3.org/2000/svg", "")
            .replace("url(#", "");

    for (String link : List.of("http:", "https:", "src=\"", "@import", "url(", "fetch(")) {
      assertFalse(page.contains(link), link);
    }
    assertTrue(page.contains("default-src 'none'"));
  }

  /** Scores of the file, as JMH wrote them. */
  @Test
  void jmhScoresKeepAllTheirDigitsInTheTable() throws IOException {
    String page = page(Races.convergence(), JMH);
    JsonNode results = new JsonMapper().readTree(Files.readString(JMH));

    assertFalse(results.isEmpty());
    for (JsonNode result : results) {
      double score = result.at("/primaryMetric/score").doubleValue();
      assertTrue(page.contains("data-value=\"" + score + "\""), () -> score + " is missing");
    }
    assertTrue(page.contains("GradientBenchmark, ms/op"));
    assertTrue(page.contains("ms/op, lower is better"));
  }

  @Test
  void reportsEnvironmentSettingsAndCommands() throws IOException {
    String page = page(Races.convergence());

    for (String expected :
        List.of("a processor", "a BLAS", "abc", "automatic", "<pre tabindex=\"0\">run<")) {
      assertTrue(page.contains(expected), expected);
    }
  }

  @Test
  void everyMethodIsInTheStillPicture() {
    String titles = ConvergenceChart.draw(Races.convergence()).shapes().toString();

    for (String name : List.of("full-batch", "stochastic", "mini-batch 32, adam", "small, 2")) {
      assertTrue(titles.contains(name), name);
    }
  }
}
