package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.inference.RegressionStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statistics in the page of {@code train --report}. */
class ReportStatisticsTest {
  private static final Pattern ROW = Pattern.compile("<tr><th scope=\"row\">([^<]*)</th>(.*)</tr>");
  private static final Pattern VALUE = Pattern.compile("data-value=\"([^\"]+)\"");
  private static final List<String> PICTURES =
      List.of(
          "Residuals against fitted values",
          "Normal Q-Q",
          "Scale-location",
          "Residuals against leverage");

  @TempDir Path directory;

  private String report(Object data, String target, Object... options) throws IOException {
    Path page = directory.resolve("page.html");
    Run.done(
        Stream.concat(
                Stream.of("train", data, "--target", target, "--report", page), Stream.of(options))
            .toArray());
    return Files.readString(page);
  }

  /** The numbers of a row of the table of coefficients. */
  private static List<Double> row(String page, String name) {
    Matcher rows = ROW.matcher(page.substring(page.indexOf("id=\"coefficients\"")));
    while (rows.find()) {
      if (rows.group(1).equals(name)) {
        List<Double> values = new ArrayList<>();
        VALUE
            .matcher(rows.group(2))
            .results()
            .forEach(found -> values.add(Double.valueOf(found.group(1))));
        return values;
      }
    }
    throw new AssertionError("no row " + name);
  }

  @Test
  void tableHoldsTheNumbersOfTheStatistics() throws IOException {
    String page =
        report("data/longley.csv", "employment", "--diagnostics", "--confidence-level", "0.9");
    try (Dataset rows = CsvReader.read(Path.of("data/longley.csv"), Schema.target("employment"))) {
      RegressionStatistics expected =
          new Trainer(TrainingConfig.of(new FullBatch())).fit(rows).statistics();
      double[][] intervals = expected.confidenceInterval(0.9);
      for (int j = 0; j < expected.names().size(); j++) {
        List<Double> numbers =
            new ArrayList<>(
                List.of(
                    expected.table().estimates()[j],
                    expected.standardErrors()[j],
                    expected.tValues()[j],
                    expected.pValues()[j],
                    intervals[j][0],
                    intervals[j][1]));
        if (j > 0) {
          numbers.add(expected.standardizedCoefficients()[j - 1]);
          numbers.add(expected.vif()[j - 1]);
        }
        assertEquals(numbers, row(page, expected.names().get(j)));
      }
    }
    assertTrue(page.contains("lower 90 %"));
    // NIST: residual standard deviation 304.854073561965 and F 330.285339234588 of Longley.
    assertTrue(page.contains("<dd>304.85</dd>"));
    assertTrue(page.contains("<dt>F on 6 and 9</dt><dd>330.29</dd>"));
    assertTrue(page.contains("with 90 % intervals"));
  }

  @Test
  void fewRowsAreDrawnOneByOneAndManyAreCounted() throws IOException {
    String few = report("data/longley.csv", "employment");
    String many = report(SharedData.file("winequality-white.csv"), "quality");

    for (String picture : PICTURES) {
      assertTrue(few.contains("aria-label=\"" + picture), picture);
      assertTrue(many.contains("aria-label=\"" + picture), picture);
    }
    assertTrue(few.contains("All 16 rows are shown."));
    assertTrue(many.contains("All rows, 4,898, are counted in bins"));
    assertFalse(few.contains("rows a bin"));
    assertTrue(many.contains("rows a bin"));
    // Longley's most influential row is 1951, the fifth, of Cook's distance 0.61 (R 4.2.2).
    assertTrue(few.contains("Cook&#39;s distance 0.5<"));
    Matcher line = VALUE.matcher(few.substring(few.indexOf("most influential rows")));
    assertTrue(line.find());
    assertEquals("6.0", line.group(1));
  }

  @ParameterizedTest
  @CsvSource({
    "--l2 0.1, a penalty biases the coefficients",
    "--standard-errors none, not wanted",
    "--loss huber, take another pass over the rows",
    "--epochs 2 --learning-rate 0.01, training stopped before it converged"
  })
  void pageSaysWhyThereAreNoTests(String options, String reason) throws IOException {
    Path page = directory.resolve("page.html");
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "data/longley.csv", "--target", "employment", "--report", page));
    arguments.addAll(List.of(options.split(" ")));
    assertEquals(0, Run.of(arguments.toArray()).code());
    String html = Files.readString(page);

    assertTrue(html.contains("No standard errors: "));
    assertTrue(html.contains(reason), html);
    assertFalse(html.contains("std. error"));
    assertFalse(html.contains("Normal Q-Q"));
    assertTrue(html.contains("Residuals by prediction"));
  }

  @Test
  void otherLossesHaveTheirTableAndNoLeverages() throws IOException {
    String page =
        report("data/longley.csv", "employment", "--loss", "huber", "--standard-errors=classical");

    assertTrue(page.contains("std. error"));
    assertTrue(page.contains("sandwich of Hessian and scores"));
    assertTrue(page.contains("Effect of one standard deviation"));
    assertFalse(page.contains("Normal Q-Q"));
  }

  @Test
  void withoutAnInterceptR2IsAboutZero() throws IOException {
    String page = report("data/norris.csv", "y", "--no-intercept");

    assertTrue(page.contains("<dt>adjusted r², about 0</dt>"));
    assertFalse(page.contains("(intercept)"));
  }

  @ParameterizedTest
  @CsvSource({
    "'x,y\n1,3\n2,5\n3,7\n4,9\n', All residuals are 0: there are none to standardize.",
    "'x,g,y\n1,0,3\n2,0,5.5\n3,0,7\n4,0,9.5\n2,1,8\n', One row has leverage 1",
    "'x,y\n1,3\n2,3\n3,3\n4,3\n', All residuals are 0"
  })
  void undefinedResidualsAreSaid(String text, String said) throws IOException {
    String page = reportOf(text);

    assertTrue(page.contains(said), page);
    assertFalse(page.replaceAll("(?s)<script>.*?</script>", "").contains("NaN"), "no NaN is shown");
  }

  private String reportOf(String text) throws IOException {
    Path page = directory.resolve("page.html");
    Path data = Files.writeString(directory.resolve("d.csv"), text);
    assertEquals(0, Run.of("train", data, "--target", "y", "--report", page).code());
    return Files.readString(page);
  }
}
