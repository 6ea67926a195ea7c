package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Columns of words, from training to prediction. */
class CategoricalTest {
  @TempDir static Path directory;

  /** y = 2 n, plus 0 for ash, 10 for elm, 4 for oak, exactly. */
  private static final String TREES =
      "n,tree,y\n1,ash,2\n2,elm,14\n3,oak,10\n2,ash,4\n1,elm,12\n1,oak,6\n3,elm,16\n5,ash,10\n";

  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    model = directory.resolve("model.json");
    train(TREES, "--model-output", model);
  }

  private static Path csv(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "rows", ".csv"), text);
  }

  private static Run train(String text, Object... options) throws IOException {
    Run run =
        run("train", csv(text), options, "--target", "y", "--categorical", "one-hot", "--json");
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private static Run run(String command, Path data, Object[] options, Object... more) {
    Object[] arguments = new Object[2 + options.length + more.length];
    arguments[0] = command;
    arguments[1] = data;
    System.arraycopy(options, 0, arguments, 2, options.length);
    System.arraycopy(more, 0, arguments, 2 + options.length, more.length);
    return Run.of(arguments);
  }

  private static Run predict(String text, Object... options) throws IOException {
    return run("predict", csv(text), options, "--model", model);
  }

  private static void assertPredictions(Run run, Double... expected) {
    assertEquals("", run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals(1 + expected.length, lines.size());
    for (int i = 0; i < expected.length; i++) {
      String line = lines.get(1 + i);
      if (expected[i] == null) {
        assertEquals("NA", line);
      } else {
        assertEquals(expected[i], Double.parseDouble(line), 1e-6);
      }
    }
  }

  @Test
  void coefficientsAreDifferencesFromTheReference() throws IOException {
    Run run = train(TREES);
    JsonNode coefficients = run.json().get("coefficients");

    assertEquals(
        "fallline: one-hot: column 'tree' has 3 levels; the reference is 'ash'", run.err().strip());
    assertEquals(3, coefficients.size());
    assertEquals(2, coefficients.get("n").doubleValue(), 1e-6);
    assertEquals(10, coefficients.get("tree=elm").doubleValue(), 1e-6);
    assertEquals(4, coefficients.get("tree=oak").doubleValue(), 1e-6);
    assertEquals(0, run.json().get("intercept").doubleValue(), 1e-6);
  }

  @Test
  void withoutAnInterceptEachLevelHasItsOwn() throws IOException {
    JsonNode coefficients = train(TREES, "--no-intercept").json().get("coefficients");

    assertEquals(4, coefficients.size());
    assertEquals(0, coefficients.get("tree=ash").doubleValue(), 1e-6);
    assertEquals(10, coefficients.get("tree=elm").doubleValue(), 1e-6);
  }

  /** Cars with words for the codes of their origin, in three ways to write them down. */
  private static String cars(String header, UnaryOperator<String> cells) throws IOException {
    List<String> lines = Files.readAllLines(SharedData.file("auto-mpg.csv"));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String[] car = lines.get(i).split(",", -1);
      car[0] = i == 0 ? "y" : car[0];
      car[7] = i == 0 ? header : cells.apply(car[7]);
      text.append(String.join(",", car)).append('\n');
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full-batch", "mini-batch", "stochastic"})
  void indicatorsMadeByHandGiveTheSameModel(String method) throws IOException {
    Map<String, String> words = Map.of("origin", "origin", "1", "usa", "2", "europe", "3", "japan");
    Map<String, String> numbers = Map.of("1", "0,1", "2", "0,0", "3", "1,0");
    Object[] options = {"--exclude", "name", "--missing", "skip", "--method", method};
    JsonNode found = train(cars("origin", words::get), options).json();
    JsonNode expected = train(cars("origin=japan,origin=usa", numbers::get), options).json();

    for (String name : List.of("rows", "features", "epochs", "loss", "coefficients", "intercept")) {
      assertEquals(expected.get(name), found.get(name), name); // bit for bit
    }
    // James et al., Introduction to Statistical Learning, and R's lm(mpg ~ . - name): 2.630 from
    // american to european and 2.853 to japanese cars.
    if (method.equals("full-batch")) {
      assertEquals(-2.6300, found.at("/coefficients/origin=usa").doubleValue(), 5e-5);
      double japan = found.at("/coefficients/origin=japan").doubleValue();
      assertEquals(2.8532 - 2.6300, japan, 1e-4);
    }
  }

  @Test
  void predictsByTheWords() throws IOException {
    assertPredictions(predict("tree,x,n\noak,,1\n\" elm \",7,2\nash,,3\n"), 6.0, 14.0, 6.0);
  }

  @Test
  void unseenLevelIsAnErrorThatNamesTheCell() throws IOException {
    Run run = predict("tree,n\noak,1\nfir,1\n");

    assertEquals(3, run.code());
    assertTrue(
        run.err()
            .contains(
                ":3: column 'tree' is \"fir\"; expected one of its 3 levels, 'ash' to 'oak'"
                    + " (--unseen zero encodes it as 'ash')"),
        run.err());
    assertEquals("", run.out());
  }

  @Test
  void unseenLevelCountsAsTheReferenceOnRequest() throws IOException {
    assertPredictions(predict("tree,n\noak,1\nfir,1\nelm,1\n", "--unseen", "zero"), 6.0, 2.0, 12.0);
  }

  /** How missing cells are dealt with is the same for words and for numbers. */
  @Test
  void gapsAtPredictionFollowTheRule() throws IOException {
    String gaps = "tree,n\noak,1\n,1\nelm,\n";

    Run fail = predict(gaps);
    assertEquals(3, fail.code());
    assertTrue(
        fail.err().contains(":3: 2 columns cannot be used: 'tree' is empty (line 3) and"),
        fail.err());
    assertPredictions(predict(gaps, "--missing", "skip"), 6.0, null, null);
    // Training had 3 elms and 2 oaks in 8 rows: 3/8 of 10 and 2/8 of 4. The mean of n was 18/8.
    assertPredictions(predict(gaps, "--missing", "mean"), 6.0, 2 + 3.75 + 1, 10 + 4.5);
  }

  /** The rule, and how many of four rows are evaluated: one lacks its word, one its target. */
  @ParameterizedTest
  @CsvSource({"skip, 2", "mean, 3"})
  void gapsAtEvaluationFollowTheRule(String rule, int rows) throws IOException {
    Path data = csv("tree,n,y\noak,1,6\n,1,6.75\nelm,1,\nash,2,4\n");
    Run run = Run.done("evaluate", data, "--model", model, "--missing", rule, "--json");

    assertEquals(rows, run.json().get("rows").intValue());
    assertEquals(0, run.json().get("rmse").doubleValue(), 1e-6);
    assertEquals(3, Run.of("evaluate", data, "--model", model).code());
  }

  @Test
  void evaluationTakesUnseenLevelsOnRequest() throws IOException {
    Path data = csv("tree,n,y\noak,1,6\nfir,1,2\n");

    assertEquals(3, Run.of("evaluate", data, "--model", model).code());
    JsonNode metrics =
        Run.done("evaluate", data, "--model", model, "--unseen", "zero", "--json").json();
    assertEquals(2, metrics.get("rows").intValue());
    assertEquals(0, metrics.get("rmse").doubleValue(), 1e-6);
  }

  @Test
  void numbersAloneGiveTheModelTheyGiveWithoutTheOption() throws IOException {
    Path data = csv("a,b,y\n1,2,3\n2,1,7\n4,4,1\n");
    Path plain = directory.resolve("plain.json");
    Path asked = directory.resolve("asked.json");
    Run.done("train", data, "--target", "y", "--model-output", plain);
    Run.done("train", data, "--target", "y", "--model-output", asked, "--categorical", "one-hot");

    assertEquals(Files.readString(plain), Files.readString(asked));
    assertEquals(1, Run.json(Files.readString(asked)).get("version").intValue());
  }

  @Test
  void fileOfTheModelNamesTheLevels() throws IOException {
    JsonNode stored = Run.json(Files.readString(model));

    assertEquals(3, stored.get("version").intValue()); // with statistics
    assertEquals("tree", stored.at("/categorical/0/column").stringValue());
    assertEquals("ash", stored.at("/categorical/0/reference").stringValue());
    assertEquals(
        "ash elm oak",
        IntStream.range(0, 3)
            .mapToObj(i -> stored.at("/categorical/0/levels/" + i).stringValue())
            .collect(Collectors.joining(" ")));
  }

  /** Arguments of train, and the error they make. */
  @ParameterizedTest
  @CsvSource({
    "fail, 3, column 'tree' is \"ash\"; expected a number (leave the column out with --exclude"
        + " tree or use --categorical one-hot)",
    "dummy, 3, no column 'dummy' for --categorical; expected",
    "'fail,one-hot', 2, '--categorical: expected fail alone, or one-hot or names of columns'"
  })
  void columnOfWordsIsAnErrorUnlessRequested(String choice, int code, String message)
      throws IOException {
    Run run = Run.of("train", csv(TREES), "--target", "y", "--categorical", choice);

    assertEquals(code, run.code());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void standardInputIsRefusedBecauseItIsReadOnce() {
    Run run = Run.of("train", "-", "--target", "y", "--categorical", "one-hot");

    assertEquals(2, run.code());
    assertTrue(run.err().contains("standard input can be read only once"), run.err());
  }
}
