package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --plot} and {@code train --report}. */
class TrainPicturesTest {
  private static final Pattern PLACE = Pattern.compile("[ML]([0-9.]+) ([0-9.]+)");

  @TempDir Path directory;

  private String report(Object data, Object... options) throws IOException {
    Path page = directory.resolve("page.html");
    Object[] arguments =
        Stream.concat(
                Stream.of("train", data, "--target", "y", "--report", page), Stream.of(options))
            .toArray();
    assertEquals(0, Run.of(arguments).code());
    return Files.readString(page);
  }

  @Test
  void plotIsAPictureOfTheFormatInItsName() throws IOException {
    Path png = directory.resolve("loss.png");
    Path svg = directory.resolve("loss.svg");
    Run.done("train", "data/longley.csv", "--target", "employment", "--plot", png);
    Run.done("train", "data/longley.csv", "--target", "employment", "--plot", svg);

    // Two charts of 520 x 380 pixels beside each other, two dots a pixel.
    assertEquals(2080, ImageIO.read(png.toFile()).getWidth());
    assertTrue(Files.readString(svg).startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  }

  /** Each loss of the history lies on the curve at its height on the logarithmic axis. */
  @Test
  void curveShowsTheLossesOfTheHistory() throws IOException {
    Path history = directory.resolve("h.csv");
    Path svg = directory.resolve("loss.svg");
    Run.of(
        "train",
        "data/longley.csv",
        "--target",
        "employment",
        "--learning-rate",
        0.1,
        "--epochs",
        40,
        "--plot",
        svg,
        "--history-output",
        history);
    List<String[]> rows =
        Files.readAllLines(history).stream().skip(1).map(line -> line.split(",", -1)).toList();
    List<double[]> places = curve(Files.readString(svg));

    assertEquals(41, rows.size());
    assertEquals(rows.size(), places.size());
    double first = Math.log(loss(rows.get(0)));
    double last = Math.log(loss(rows.get(40)));
    double high = places.get(0)[1];
    double low = places.get(40)[1];
    for (int i = 0; i < rows.size(); i++) {
      double share = (Math.log(loss(rows.get(i))) - first) / (last - first);
      // Places are rounded to hundredths of a pixel.
      assertEquals(high + share * (low - high), places.get(i)[1], 0.02, "epoch " + i);
    }
  }

  private static double loss(String[] row) {
    return Double.parseDouble(row[3]);
  }

  /** The places of the first blue line. */
  private static List<double[]> curve(String svg) {
    String line = svg.lines().filter(l -> l.contains("ink-blue")).findFirst().orElseThrow();
    Matcher matcher = PLACE.matcher(line);
    return matcher
        .results()
        .map(
            place ->
                new double[] {
                  Double.parseDouble(place.group(1)), Double.parseDouble(place.group(2))
                })
        .toList();
  }

  @Test
  void reportNeedsNothingFromElsewhere() throws IOException {
    String page = report("data/norris.csv");

    assertTrue(page.startsWith("<!DOCTYPE html>"));
    assertTrue(page.contains("default-src 'none'"));
    // Links within the page, and shapes of its own.
    String links =
        page.replace("http://www.w3.org/2000/svg", "").replace("href=\"#", "").replace("url(#", "");
    for (String link : List.of("http:", "https:", "src=\"", "href=", "@import", "url(")) {
      assertFalse(links.contains(link), link);
    }
  }

  @Test
  void reportHasTheCoefficientsWithAllTheirDigits() throws IOException {
    Path model = directory.resolve("m.json");
    String page = report("data/norris.csv", "--model-output", model);

    double slope = Run.json(Files.readString(model)).at("/features/0/coefficient").doubleValue();
    assertTrue(page.contains("data-value=\"" + slope + "\""), page);
  }

  @Test
  void oneFeatureShowsTheFittedLineAndMoreShowEffects() throws IOException {
    Path wide =
        Files.writeString(directory.resolve("w.csv"), "a,b,y\n1,4,2\n2,1,4\n5,2,9\n0,0,1\n");

    assertTrue(report("data/norris.csv").contains("Fitted line over the rows"));
    assertTrue(report(wide).contains("Effect of one standard deviation"));
  }

  @Test
  void namesOfColumnsStayText() throws IOException {
    Path hostile =
        Files.writeString(
            directory.resolve("h.csv"),
            "<script>alert(1)</script>,\"a&\"\"b\",y\n1,4,2\n2,1,4\n5,2,9\n");
    String page = report(hostile);

    assertFalse(page.contains("<script>alert"), page);
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;</t"), page);
    assertTrue(page.contains(">a&amp;&quot;b</t"), page);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--plot   | a.gif      | unsupported image format; use .png or .svg",
        "--plot   | no/a.png   | no directory",
        "--report | no/a.html  | no directory"
      })
  void outputsAreCheckedBeforeDataIsRead(String option, String name, String finding) {
    Run run = Run.of("train", "no-such.csv", "--target", "y", option, directory.resolve(name));

    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(finding), run.err());
  }

  @Test
  void plotAndReportAreDifferentFiles() {
    Path both = directory.resolve("both.svg");

    Run run = Run.of("train", "data/norris.csv", "--target", "y", "--plot", both, "--report", both);

    assertEquals(2, run.code());
    assertFalse(Files.exists(both));
  }
}
