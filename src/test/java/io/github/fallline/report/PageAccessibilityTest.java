package io.github.fallline.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Run;
import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.Races;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages can be read by a screen reader, in both colour schemes, and on paper. */
class PageAccessibilityTest {
  private static final Pattern VARIABLE = Pattern.compile("--(\\w+): (#[0-9a-f]{6});");
  private static final Pattern ROW = Pattern.compile("<tr>(<[^>]*>)");

  @TempDir Path directory;

  /** A training with all statistics, or the comparison of methods with benchmarks. */
  private String page(String kind) throws IOException {
    Path page = directory.resolve("page.html");
    if (kind.equals("training")) {
      Run.done(
          "train",
          "data/longley.csv",
          "--target",
          "employment",
          "--standard-errors",
          "hc3",
          "--diagnostics",
          "--report",
          page);
    } else {
      Path results = directory.resolve("c.json");
      ConvergenceFile.write(results, Races.convergence());
      Run.done("report", results, "benchmarks/results/gradient.json", "--output", page);
    }
    return Files.readString(page);
  }

  private static List<MatchResult> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"training", "comparison"})
  void tablesHaveCaptionsAndHeadingsOfColumnsAndRows(String kind) throws IOException {
    List<MatchResult> tables = all("<table.*?</table>", page(kind));

    assertTrue(tables.size() >= 3, tables.size() + " tables");
    for (MatchResult table : tables) {
      String text = table.group();
      assertTrue(text.matches("(?s)<table[^>]*><caption>[^<]+</caption>.*"), text);
      for (MatchResult heading : all("<th\\b[^>]*>", text)) {
        assertTrue(heading.group().matches("<th scope=\"(col|row)\".*"), heading.group());
      }
      String body = text.substring(text.indexOf("<tbody>"));
      List<MatchResult> rows = ROW.matcher(body).results().toList();
      assertEquals(all("<tr\\b", body).size(), rows.size(), body);
      rows.forEach(row -> assertTrue(row.group(1).startsWith("<th scope=\"row\""), row.group()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"training", "comparison"})
  void picturesHaveATextInTheirPlace(String kind) throws IOException {
    List<MatchResult> pictures = all("<svg[^>]*>", page(kind));

    assertTrue(pictures.size() >= 2, pictures.size() + " pictures");
    pictures.forEach(
        picture ->
            assertTrue(
                picture.group().matches("<svg.* role=\"img\" aria-label=\"[^\"]+\".*>"),
                picture.group()));
    assertEquals(List.of(), all("<img(?![^>]* alt=\")[^>]*>", page(kind)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"training", "comparison"})
  void headingsAreInOrderAndRegionsHaveNamesOfTheirOwn(String kind) throws IOException {
    String page = page(kind);
    List<Integer> levels =
        all("<h([1-6])\\b", page).stream().map(each -> Integer.valueOf(each.group(1))).toList();
    List<String> regions =
        all("role=\"region\" aria-label=\"([^\"]*)\"", page).stream()
            .map(each -> each.group(1))
            .toList();

    assertTrue(page.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"), page.substring(0, 80));
    assertEquals(1, levels.get(0));
    assertEquals(0, levels.stream().skip(1).filter(level -> level == 1).count());
    for (int i = 1; i < levels.size(); i++) {
      assertTrue(levels.get(i) <= levels.get(i - 1) + 1, levels.toString());
    }
    assertEquals(regions.size(), new HashSet<>(regions).size(), regions.toString());
  }

  @Test
  void tablesOfTheSameCaptionAreNumbered() {
    HtmlPage page = new HtmlPage("title");
    List<List<HtmlPage.Cell>> rows = List.of(List.of(HtmlPage.Cell.of(1.5), HtmlPage.Cell.of("a")));
    page.table("both", List.of("x", "y"), rows).table("both", List.of("x", "y"), rows);

    String html = page.render();
    assertTrue(html.contains("aria-label=\"both\""), html);
    assertTrue(html.contains("aria-label=\"both, 2\""), html);
    assertTrue(
        html.contains(
            "<tr><th scope=\"row\" class=\"number\" data-value=\"1.5\">1.5</th><td>a</td></tr>"),
        html);
  }

  private static String css() throws IOException {
    return Files.readString(Path.of("src/main/resources/io/github/fallline/report/page.css"));
  }

  /** The colours of the light scheme, of the dark one, and of print. */
  private static Map<String, String> colors(int scheme) throws IOException {
    Map<String, String> colors = new HashMap<>();
    Matcher matcher =
        VARIABLE.matcher(all(":root \\{(.*?)\\}", css()).get(scheme).group(1).replace("; ", ";\n"));
    while (matcher.find()) {
      colors.put(matcher.group(1), matcher.group(2));
    }
    return colors;
  }

  /** The ratio of WCAG 2.2, from 1 to 21. */
  private static double contrast(String a, String b) {
    double first = luminance(a);
    double second = luminance(b);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String color) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    return IntStream.range(0, 3)
        .mapToDouble(
            i -> {
              double part =
                  Integer.parseInt(color.substring(2 * i + 1, 2 * i + 3), 16) / (double) 0xff;
              double linear =
                  part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
              return weights[i] * linear;
            })
        .sum();
  }

  @Test
  void contrastOfBlackOnWhiteIs21() {
    assertEquals(21, contrast("#000000", "#ffffff"), 1e-12);
    assertEquals(4.54, contrast("#767676", "#ffffff"), 0.005); // the lightest grey that passes AA
  }

  /** WCAG 2.2 AA asks for 4.5 of texts and 3 of outlines. */
  @ParameterizedTest
  @CsvSource({
    "text, paper, 4.5",
    "text, raised, 4.5",
    "text, win, 4.5",
    "muted, paper, 4.5",
    "muted, raised, 4.5",
    "blue, paper, 4.5",
    "edge, paper, 3",
    "blue, raised, 3"
  })
  void colorsContrast(String ink, String paper, double least) throws IOException {
    for (int scheme = 0; scheme < 3; scheme++) {
      Map<String, String> colors = colors(scheme);
      double contrast = contrast(colors.get(ink), colors.get(paper));
      assertTrue(contrast >= least, ink + " on " + paper + ", scheme " + scheme + ": " + contrast);
    }
  }

  @Test
  void textIsNotMadePaleByOpacity() throws IOException {
    assertEquals(List.of(), all("[^}]*\\{[^}]*(?<![-\\w])opacity:[^}]*\\}", css()));
  }

  @Test
  void focusIsOutlinedByAColorThatContrasts() throws IOException {
    List<String> outlines =
        all("outline: 3px solid var\\(--(\\w+)\\)", css()).stream()
            .map(each -> each.group(1))
            .distinct()
            .toList();

    assertEquals(List.of("blue"), outlines);
  }

  /** Chromium repeats no heading whose cells hold the box of a button. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "color-scheme: light;",
        "--paper: #ffffff;",
        "thead { display: table-header-group; break-inside: avoid; }",
        "tr, figure, pre, .figures div, .legend, .canvas { break-inside: avoid; }",
        "h2, caption, .legend { break-after: avoid; }",
        "th button { display: contents; }",
        "thead th { position: static; white-space: normal; }",
        ".wide { overflow: visible; }"
      })
  void printKeepsTogether(String rule) throws IOException {
    String css = css();
    String print = css.substring(css.indexOf("@media print"));

    assertTrue(print.contains(rule), print);
  }
}
