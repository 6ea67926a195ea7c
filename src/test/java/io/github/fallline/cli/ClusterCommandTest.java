package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Standard errors by clusters. Figures of the white wine data: R 4.2.2, {@code m <- lm(quality ~
 * alcohol + pH + density, read.table("winequality-white.csv", sep = ";", header = TRUE))}, the
 * roots of the diagonal of B C B with {@code B <- chol2inv(qr.R(m$qr)); C <-
 * crossprod(rowsum(model.matrix(m) * residuals(m), fixed.acidity))}, for CR1 times {@code g / (g -
 * 1) * (n - 1) / (n - p)}; p by {@code 2 * pt(-abs(t), g - 1)}.
 */
class ClusterCommandTest {
  private static final Path WINE = SharedData.file("winequality-white.csv");
  private static final String OPTIONS = "--target quality --features alcohol,pH,density";

  private static final String[] WORDS = {
    "ash", "\u00e9lan", "\"q\"\"u\"", "\u014csaka", "x y", "007", "7.0", "\"a,b\"", "u-1"
  };

  @TempDir Path directory;
  private Path words;

  /** A column of words among which 007 and 7.0 are one number, beside its copy in plain numbers. */
  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,group,number,w,y"));
    for (int i = 0; i < 120; i++) {
      int place = (i * 7 + i / 20) % WORDS.length;
      String word = i % 2 == 0 ? WORDS[place] : " " + WORDS[place] + "\t";
      int number = place == 6 ? 5 : place;
      double target = i * 0.5 + number * 3 + (i * 7919 % 31) * 0.25;
      lines.add(i % 17 + "," + word + "," + number + "," + (1 + i % 3) + "," + target);
    }
    words = Files.write(directory.resolve("words.csv"), lines);
  }

  private static JsonNode statistics(Object... words) {
    Object[] all = new Object[words.length + 2];
    all[0] = "train";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--json";
    return Run.done(all).json().get("statistics");
  }

  private static Object[] words(Object first, String options) {
    List<Object> words = new ArrayList<>(List.of(first));
    words.addAll(List.of(options.strip().split(" +")));
    return words.toArray();
  }

  private static JsonNode wine(String options) {
    Object[] before = words(WINE, OPTIONS + " " + options + " --cluster");
    Object[] all = new Object[before.length + 1];
    System.arraycopy(before, 0, all, 0, before.length);
    all[before.length] = "fixed acidity";
    return statistics(all);
  }

  private static void assertClose(double expected, JsonNode found) {
    assertEquals(expected, found.doubleValue(), 1e-8 * Math.abs(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "--standard-errors hc0, cr0, 9.450107459636496898, 0.019765019239924245, 9.453618570403218513",
    "--standard-errors hc1, cr1, 9.523286973849522496, 0.019918075119189811, 9.526825273871111222",
    "--standard-errors classical, cr1, 9.523286973849522496, 0.019918075119189811, 9.526825273871111",
    "--memory streaming, cr1, 9.523286973849522496, 0.019918075119189811, 9.526825273871111222",
    "--memory in-memory, cr1, 9.523286973849522496, 0.019918075119189811, 9.526825273871111222"
  })
  void standardErrorsAreThoseOfR(
      String options, String covariance, double intercept, double alcohol, double density) {
    JsonNode found = wine(options);
    assertEquals(covariance, found.get("covariance").stringValue());
    assertEquals(68, found.get("clusters").intValue());
    assertClose(intercept, found.at("/standardErrors/(intercept)"));
    assertClose(alcohol, found.at("/standardErrors/alcohol"));
    assertClose(density, found.at("/standardErrors/density"));
  }

  @Test
  void testsHaveOneDegreeOfFreedomLessThanClusters() {
    JsonNode found = wine("");
    assertEquals(0.026165436533952428, found.at("/pValues/pH").doubleValue(), 1e-8);
    assertEquals(3.32917340050675e-27, found.at("/pValues/alcohol").doubleValue(), 1e-33);
  }

  @Test
  void theTextNamesTheColumnAndCountsItsClusters() {
    Run run = Run.done(words("train", words + " --target y --exclude number --cluster group"));
    String line = "  standard errors: cr1, by 8 clusters of group";
    assertTrue(run.out().lines().anyMatch(line::equals), run.out());
    assertTrue(run.out().contains("2 features"), run.out());
  }

  /** Numbers instead of words give the same; so does the slow path of the reader. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--memory streaming",
        "--weight w",
        "--weight w --memory streaming",
        "--validation-fraction 0.25 --seed 3",
        "--validation-fraction 0.25 --seed 3 --memory streaming --weight w",
        "--threads 1",
        "--categorical one-hot"
      })
  void wordsAndNumbersAreClustersAlike(String options) throws IOException {
    String weight = options.contains("--weight") ? "" : ",w";
    JsonNode byWord =
        statistics(
            words(words, "--target y --exclude number" + weight + " --cluster group " + options));
    JsonNode byNumber =
        statistics(
            words(words, "--target y --exclude group" + weight + " --cluster number " + options));
    assertEquals(8, byWord.get("clusters").intValue());
    assertEquals(byNumber, byWord);

    String text = Files.readString(words).replace(",ash,", ",\u2003ash\u2003,");
    Path slow = directory.resolve("slow.csv");
    Files.writeString(slow, text.replace("x y", "x\" y").replaceFirst("u-1", "\"u-1\""));
    assertEquals(
        byWord,
        statistics(
            words(slow, "--target y --exclude number" + weight + " --cluster group " + options)));
  }

  @Test
  void weightsRepeatRows() throws IOException {
    List<String> repeated = new ArrayList<>();
    for (String line : Files.readAllLines(words)) {
      String[] fields = line.split(",", -1);
      String weight = fields[fields.length - 2];
      for (int i = 0; i < (weight.equals("w") ? 1 : Integer.parseInt(weight)); i++) {
        repeated.add(line);
      }
    }
    Path file = Files.write(directory.resolve("repeated.csv"), repeated);
    JsonNode expected = statistics(words(file, "--target y --exclude number,w --cluster group"));
    JsonNode found =
        statistics(words(words, "--target y --exclude number --weight w --cluster group"));
    for (String path : List.of("/standardErrors/x", "/pValues/x", "/fStatistic")) {
      assertEquals(
          expected.at(path).doubleValue(),
          found.at(path).doubleValue(),
          1e-10 * expected.at(path).doubleValue());
    }
  }

  private Path withGap() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(words));
    String[] fields = lines.get(3).split(",");
    lines.set(3, fields[0] + ",NA," + String.join(",", List.of(fields).subList(2, fields.length)));
    return Files.write(directory.resolve("gap.csv"), lines);
  }

  @ParameterizedTest
  @CsvSource({
    "fail, expected a value (--missing skip drops such rows)",
    "mean, 'expected a cluster, which --missing mean does not fill in (--missing skip drops such"
        + " rows)'"
  })
  void aRowWithoutAClusterIsAnErrorWithItsLine(String missing, String expected) throws IOException {
    Path file = withGap();
    for (String memory : List.of("in-memory", "streaming")) {
      String options = "--target y --cluster group --missing " + missing + " --memory " + memory;
      Object[] words = words("train", file + " " + options);
      Run run = Run.of(words);
      assertEquals(3, run.code());
      String error = "fallline: " + file + ":4: column 'group' is \"NA\"; " + expected;
      assertEquals(error, run.err().strip());
    }
  }

  @Test
  void aRowWithoutAClusterIsSkipped() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(words));
    lines.remove(3);
    Path without = Files.write(directory.resolve("without.csv"), lines);
    JsonNode expected = statistics(words(without, "--target y --cluster group"));
    for (String memory : List.of("in-memory", "streaming")) {
      String options = "--target y --cluster group --missing skip --memory " + memory;
      assertEquals(expected, statistics(words(withGap(), options)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | --cluster y | column 'y' cannot be both --cluster and --target",
        "2 | --cluster w --weight w | column 'w' cannot be both --cluster and --weight",
        "2 | --cluster x --features x | column 'x' cannot be both --cluster and --features",
        "2 | --cluster group --standard-errors hc2 | --cluster: expected --standard-errors hc0 (CR0)"
            + " or hc1 (CR1, the default) with it, got hc2",
        "2 | --cluster group --standard-errors hc3 | --cluster: expected --standard-errors hc0 (CR0)"
            + " or hc1 (CR1, the default) with it, got hc3",
        "2 | --cluster group --standard-errors none | --cluster: expected --standard-errors hc0"
            + " (CR0) or hc1 (CR1, the default) with it, got none",
        "2 | --cluster group --loss huber | --cluster: expected --loss squared, got huber",
        "2 | --cluster group --cache c.npy | --cluster: --cache does not store clusters; leave out"
            + " one of the two",
        "3 | --cluster grp | FILE:1: no column 'grp' for --cluster; expected x, group, number, w or y"
      })
  void clustersThatCannotBeAreRefused(int code, String options, String error) {
    Run run = Run.of(words("train", words + " --target y " + options));
    assertEquals(code, run.code());
    assertEquals("fallline: " + error.replace("FILE", words.toString()), run.err().strip());
  }

  @Test
  void oneClusterIsRefusedBeforeTraining() throws IOException {
    Path file = Files.writeString(directory.resolve("one.csv"), "x,g,y\n1,u,2\n2,u,3\n3,u,5\n");
    Run run = Run.of("train", file, "--target", "y", "--cluster", "g");
    assertEquals(3, run.code());
    assertTrue(run.err().contains("column 'g' has one value in all rows"), run.err());
  }

  @Test
  void oneClusterOfPositiveWeightHasNoNumbersAndTheReason() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("w.csv"), "x,g,w,y\n1,u,1,2\n2,u,1,3\n3,v,0,5\n4,u,1,4\n5,u,1,4\n");
    Run run = Run.done("train", file, "--target", "y", "--cluster", "g", "--weight", "w");
    assertTrue(run.out().contains("cr1, by 1 cluster of g, which is too few"), run.out());
  }
}
