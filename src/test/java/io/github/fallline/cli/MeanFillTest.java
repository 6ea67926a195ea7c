package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Split;
import io.github.fallline.data.ValidationSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;

/**
 * {@code --missing mean}: one mean, that of the training rows, in training, in validation, in the
 * model file and in prediction.
 */
class MeanFillTest {
  /** More than a block of rows from which some are held out. */
  private static final int ROWS = 4500;

  private static final double SHARE = 0.3;

  @TempDir private Path directory;

  /** A row: a letter or "", a number or NaN, a weight, a target or NaN. */
  private record Line(String g, double x, int w, double y) {}

  /**
   * Gaps are likelier in rows of large x and small weight: each wrong mean is far from the right.
   */
  private static List<Line> lines() {
    Random random = new Random(7);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int letter = random.nextInt(3);
      int w = random.nextInt(4);
      double x = letter + 3 * w + random.nextGaussian();
      double y = 2 * x - 3 * letter + w + random.nextGaussian();
      boolean wordless = random.nextInt(letter + 2) == 0;
      lines.add(
          new Line(
              wordless ? "" : "abc".substring(letter, letter + 1),
              random.nextInt(w + 2) == 0 ? Double.NaN : x,
              w,
              random.nextInt(20) == 0 ? Double.NaN : y));
    }
    return lines;
  }

  private static boolean[] heldOut(int count, boolean some) {
    boolean[] held = new boolean[count];
    if (!some) {
      return held;
    }
    double[][] numbers = new double[count][1];
    for (int i = 0; i < count; i++) {
      numbers[i][0] = i;
    }
    try (INDArray matrix = Nd4j.createFromArray(numbers);
        Dataset rows = Dataset.of(matrix, matrix);
        Workspace workspace = new Workspace()) {
      RowSource part = ValidationSplit.validation(rows, new Split(SHARE, 0));
      int size = (int) part.rows();
      RowView view = workspace.view(size, 1);
      double[] targets = new double[size];
      try (RowSource.Reader reader = part.reader()) {
        reader.read(0, size, view, targets, 0);
      }
      for (double row : targets) {
        held[(int) row] = true;
      }
    }
    return held;
  }

  /** The means of the indicators of b and c and of x over the rows that count. */
  private static double[] means(List<Line> kept, boolean[] held, boolean weighted) {
    double[] sums = new double[3];
    double[] weights = new double[3];
    for (int i = 0; i < kept.size(); i++) {
      Line line = kept.get(i);
      double weight = held[i] ? 0 : weighted ? line.w : 1;
      if (!line.g.isEmpty()) {
        sums[0] += line.g.equals("b") ? weight : 0;
        sums[1] += line.g.equals("c") ? weight : 0;
        weights[0] += weight;
        weights[1] += weight;
      }
      if (!Double.isNaN(line.x)) {
        sums[2] += weight * line.x;
        weights[2] += weight;
      }
    }
    return new double[] {sums[0] / weights[0], sums[1] / weights[1], sums[2] / weights[2]};
  }

  private Path holes(List<Line> lines, String separator) throws IOException {
    StringBuilder text = new StringBuilder("g,x,w,y\n");
    for (Line line : lines) {
      text.append(line.g).append(',').append(cell(line.x)).append(',').append(line.w);
      text.append(',').append(cell(line.y)).append('\n');
    }
    String table = text.toString().replace(",", separator);
    return Files.writeString(directory.resolve("holes.csv"), table);
  }

  private static String cell(double number) {
    return Double.isNaN(number) ? "NA" : Double.toString(number);
  }

  /** The kept rows with indicators in place of words and the means in place of gaps. */
  private Path filled(List<Line> kept, double[] means) throws IOException {
    StringBuilder text = new StringBuilder("b,c,x,w,y\n");
    for (Line line : kept) {
      boolean known = !line.g.isEmpty();
      text.append(known ? line.g.equals("b") ? 1 : 0 : means[0]).append(',');
      text.append(known ? line.g.equals("c") ? 1 : 0 : means[1]).append(',');
      text.append(Double.isNaN(line.x) ? means[2] : line.x).append(',');
      text.append(line.w).append(',').append(line.y).append('\n');
    }
    return Files.writeString(directory.resolve("filled.csv"), text);
  }

  private static Object[] joined(Object[] first, Object... second) {
    return Stream.concat(Stream.of(first), Stream.of(second)).toArray();
  }

  private static JsonNode json(Object[] arguments) {
    Run run = Run.of(arguments);
    assertEquals(0, run.code(), run.err());
    return run.json();
  }

  /**
   * Where the rows are stored, the reader (commons-csv alone if the separator is a slash), whether
   * they have weights, whether some are held out; and other options.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "in-memory; ','; false; false; ''",
        "in-memory; ','; true; false; ''",
        "in-memory; ','; false; true; ''",
        "in-memory; ','; true; true; ''",
        "in-memory; '/'; false; false; ''",
        "in-memory; '/'; true; false; ''",
        "in-memory; '/'; false; true; ''",
        "in-memory; '/'; true; true; ''",
        "streaming; ','; false; false; ''",
        "streaming; ','; true; false; ''",
        "streaming; ','; false; true; ''",
        "streaming; ','; true; true; ''",
        "streaming; '/'; true; true; ''",
        "in-memory; ','; true; true; --precision float",
        "streaming; ','; true; true; --precision float",
        "in-memory; ','; true; true; --threads 3",
        "in-memory; ','; false; true; --cache CACHE",
        "streaming; ','; false; true; --cache CACHE",
        "streaming; ','; false; false; --cache CACHE",
        "in-memory; ','; true; true; --no-intercept",
        "in-memory; ','; true; true; --method mini-batch"
      })
  void oneMeanStandsInTrainingValidationModelAndPrediction(
      String memory, String separator, boolean weighted, boolean held, String others)
      throws IOException {
    List<Line> lines = lines();
    List<Line> kept = lines.stream().filter(line -> !Double.isNaN(line.y)).toList();
    double[] means = means(kept, heldOut(kept.size(), held), weighted);
    Path model = directory.resolve("model.json");
    Object[] more =
        Stream.of(others.replace("CACHE", "" + directory.resolve("rows.npy")).split(" "))
            .filter(word -> !word.isEmpty())
            .toArray();
    Object[] common = {"--target", "y", "--json", "--memory", memory};
    common = joined(common, weighted ? new Object[] {"--weight", "w"} : new Object[0]);
    common = joined(common, weighted ? new Object[0] : new Object[] {"--exclude", "w"});
    common = held ? joined(common, "--validation-fraction", SHARE) : common;
    Object[] plainMore = Stream.of(more).filter(o -> !others.contains("--cache")).toArray();
    Object[] whole = {"train", filled(kept, means)};
    boolean rough = others.contains("float") || others.contains("mini-batch");
    double within = rough ? 1e-4 : 1e-8;

    Object[] gaps = {"train", holes(lines, separator), "--separator", separator, "--missing"};
    gaps =
        joined(joined(gaps, "mean", "--categorical", "one-hot", "--model-output", model), common);
    // Without an intercept all three letters have an indicator: the filled table has but two.
    boolean comparable = !others.contains("--no-intercept");
    for (int run = 0; run < (others.contains("--cache") ? 2 : 1); run++) {
      JsonNode found = json(joined(gaps, more));

      assertEquals(lines.size() - kept.size(), found.get("skippedRows").asInt());
      if (comparable) {
        JsonNode expected = json(joined(joined(whole, common), plainMore));
        assertSameNumbers(expected, found, within);
      }
      JsonNode stored = Run.json(Files.readString(model));
      int last = stored.get("features").size() - 1;
      double tolerance = others.contains("float") ? 1e-6 : 1e-12;
      for (int back = 0; back < 3; back++) {
        double mean = stored.get("features").get(last - back).get("mean").asDouble();
        assertEquals(means[2 - back], mean, tolerance * 10, "mean " + (2 - back));
      }
      assertPredictions(stored, model);
    }
  }

  private static void assertSameNumbers(JsonNode expected, JsonNode found, double within) {
    String[][] names = {{"b", "g=b"}, {"c", "g=c"}, {"x", "x"}};
    for (String[] name : names) {
      double value = expected.get("coefficients").get(name[0]).asDouble();
      double other = found.get("coefficients").get(name[1]).asDouble();
      assertEquals(value, other, within * (1 + Math.abs(value)), name[1]);
    }
    for (String at : new String[] {"/intercept", "/r2", "/validation/r2", "/validation/mse"}) {
      double value = expected.at(at).asDouble();
      assertEquals(value, found.at(at).asDouble(), within * (1 + Math.abs(value)), at);
    }
    assertEquals(expected.at("/validation/rows"), found.at("/validation/rows"));
  }

  /** A row of gaps is predicted with the means of the model file. */
  private void assertPredictions(JsonNode stored, Path model) throws IOException {
    double sum = stored.get("intercept").asDouble();
    for (JsonNode feature : stored.get("features")) {
      sum += feature.get("coefficient").asDouble() * feature.get("mean").asDouble();
    }
    Path rows = Files.writeString(directory.resolve("new.csv"), "x,g\nNA,\n");
    Run run = Run.done("predict", rows, "--model", model, "--missing", "mean");
    assertEquals(sum, Double.parseDouble(run.out().lines().toList().get(1)), 1e-9);
  }

  /** The mean by hand: each of these rules leaves another one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no weights         | 1,1,1;2,1,2;NA,1,3;6,1,4        | false | 3",
        "weight 3 is three  | 1,3,1;5,1,2;NA,1,3              | true  | 2",
        "weight 0 is none   | 1,1,1;9,0,2;NA,2,3;3,1,5        | true  | 2",
        "gap of weight 0    | 1,1,1;NA,0,2;4,2,3              | true  | 3",
        "no target, no part | 1,1,1;90,1,NA;NA,1,3;3,1,5      | false | 2",
        "no target, weighed | 1,1,1;90,5,NA;NA,1,3;3,1,5;3,2,1| true  | 2.5",
        "no weight no target| 1,1,1;90,,NA;NA,1,3;3,1,5       | true  | 2",
        "fractions          | 1,0.25,1;5,0.75,2;NA,1,3        | true  | 4",
        "huge weights       | 1,3e307,1;5,1e307,2;NA,1e307,3  | true  | 2",
        "tiny weights       | 1,3e-300,1;5,1e-300,2;NA,1e-300,3| true | 2"
      })
  void theMeanIsThatOfTheRowsThatCount(String name, String rows, boolean weighted, double mean)
      throws IOException {
    for (String separator : new String[] {",", "/"}) {
      Path table = directory.resolve("few.csv");
      String text = "x,w,y\n" + rows.replace(";", "\n") + "\n";
      Files.writeString(table, text.replace(",", separator));
      for (String memory : new String[] {"in-memory", "streaming"}) {
        Path model = directory.resolve("few.json");
        Object[] train = {
          "train",
          table,
          "--target",
          "y",
          "--missing",
          "mean",
          "--memory",
          memory,
          "--separator",
          separator,
          "--model-output",
          model,
          "--features",
          "x"
        };
        Run run = Run.of(weighted ? joined(train, "--weight", "w") : train);

        assertEquals(0, run.code(), run.err());
        JsonNode feature = Run.json(Files.readString(model)).at("/features/0");
        assertEquals(mean, feature.get("mean").asDouble(), 1e-14 * mean, name + memory + separator);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1,,1;2,,2;3,,3          | --exclude w            | column 'e' has no value to take",
        "1,,1;2,,2;3,,3          | --features x,e         | (leave 'e' out of --features)",
        "1,,1,1;2,9,2,0;3,,3,1   | --weight w             | 'e' has no value in the rows that have a",
        "1,,1,1;2,9,2,0;3,,3,1   | --weight w --categorical one-hot | (leave the column out with",
        "1,,1,0;2,9,2,0;3,,3,0   | --weight w             | 'w': all weights are 0",
        "1,,;2,,;3,,             | --exclude w            | 'y' are missing in every row (choose another"
      })
  void aColumnWithoutAValueThatCountsIsRefused(String rows, String options, String error)
      throws IOException {
    StringBuilder text = new StringBuilder("x,e,y,w\n");
    for (String row : rows.split(";", -1)) {
      text.append(row).append(row.split(",", -1).length == 3 ? ",1\n" : "\n");
    }
    for (String separator : new String[] {",", "/"}) {
      Path table = directory.resolve("bad.csv");
      Files.writeString(table, text.toString().replace(",", separator));
      for (String memory : new String[] {"in-memory", "streaming"}) {
        Object[] train = {
          "train",
          table,
          "--target",
          "y",
          "--missing",
          "mean",
          "--memory",
          memory,
          "--separator",
          separator
        };
        Run run = Run.of(joined(train, (Object[]) options.split(" ")));

        assertEquals(3, run.code(), run.err());
        assertTrue(run.err().contains("bad.csv: "), run.err());
        assertTrue(run.err().contains(error), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
      }
    }
  }

  /** The second run reads the cache, which does not know what is held out. */
  @ParameterizedTest
  @ValueSource(strings = {"in-memory", "streaming"})
  void aColumnWhoseValuesAreAllHeldOutIsRefused(String memory) throws IOException {
    int count = 40;
    boolean[] held = heldOut(count, true);
    StringBuilder text = new StringBuilder("x,e,y\n");
    for (int i = 0; i < count; i++) {
      text.append(i).append(',').append(held[i] ? "1" : "").append(',').append(2 * i).append('\n');
    }
    Path table = Files.writeString(directory.resolve("held.csv"), text);
    Path cache = directory.resolve("held.npy");
    Object[] train = {
      "train", table, "--target", "y", "--missing", "mean", "--memory", memory, "--cache", cache
    };
    Object[] validated = joined(train, "--validation-fraction", SHARE);
    String error = "held.csv: column 'e' has no value in the rows that are not held out to take";

    Run first = Run.of(validated);
    assertEquals(0, Run.of(train).code());
    Run second = Run.of(validated);

    for (Run run : List.of(first, second)) {
      assertEquals(3, run.code(), run.err());
      assertTrue(run.err().contains(error), run.err());
    }
  }

  @Test
  void aResumedRunFillsAsTheOneBefore() throws IOException {
    Path table = holes(lines(), ",");
    Path checkpoint = directory.resolve("run.checkpoint");
    Object[] train = {
      "train",
      table,
      "--target",
      "y",
      "--categorical",
      "one-hot",
      "--missing",
      "mean",
      "--weight",
      "w",
      "--validation-fraction",
      SHARE,
      "--method",
      "mini-batch",
      "--learning-rate",
      "0.01",
      "--json"
    };
    JsonNode expected = json(joined(train, "--epochs", "6"));
    Object[] kept = joined(train, "--checkpoint", checkpoint, "--checkpoint-every", "0");

    json(joined(kept, "--epochs", "3"));
    JsonNode found = json(joined(kept, "--epochs", "6", "--resume"));

    assertEquals(expected.get("coefficients"), found.get("coefficients"));
    assertEquals(expected.get("validation"), found.get("validation"));
  }
}
