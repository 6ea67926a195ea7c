package io.github.fallline.groups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import io.github.fallline.model.GroupFit;
import io.github.fallline.stats.Moments;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Moments and models of groups beside those of tables that hold the rows of one group each. */
class GroupMomentsTest {
  private static final String HEADER = "a,city,b,y,w\n";
  private final Map<String, List<String>> rows = new TreeMap<>();
  private final StringBuilder text = new StringBuilder(HEADER);

  GroupMomentsTest() {
    Random random = new Random(12);
    String[] cities = {"Bern", "\"Basel, Stadt\"", "Zürich", "7"};
    for (int i = 0; i < 20_000; i++) {
      String city = cities[random.nextInt(cities.length)];
      double a = 100 + random.nextGaussian();
      double b = random.nextInt(5);
      double y = a * city.length() - b + random.nextGaussian();
      String line =
          String.format(Locale.ROOT, "%.6f,%s,%.0f,%.6f,%d", a, city, b, y, random.nextInt(3));
      String name = city.replace("\"", "");
      // Equal numbers are one group, however they are written.
      text.append(city.equals("7") && i % 2 == 0 ? line.replace(",7,", ",7.0,") : line);
      text.append('\n');
      rows.computeIfAbsent(name, key -> new ArrayList<>()).add(line);
    }
  }

  private static TextInput input(String table) {
    return new TextInput(new ByteArrayInputStream(table.getBytes(UTF_8)), "table.csv");
  }

  private static GroupMoments groups(String table, Schema schema, int threads) {
    KeyNames names = new KeyNames();
    ReadingOptions options = ReadingOptions.DEFAULT.withThreads(threads).withKeyNames(names);
    try (CsvStream stream =
        new CsvStream(input(table), CsvFormat.DETECT, schema, MissingValues.SKIP, options)) {
      return GroupMoments.of(stream, names, threads);
    }
  }

  private static Schema schema() {
    return Schema.target("y").withGroups("city").withExcluded(List.of("w"));
  }

  private Dataset alone(String name) {
    String table = HEADER + String.join("\n", rows.get(name)) + "\n";
    Schema columns = Schema.target("y").withExcluded(List.of("city", "w"));
    return CsvReader.read(input(table), CsvFormat.DETECT, columns, MissingValues.FAIL);
  }

  private static void assertSame(Moments expected, Moments found, double within) {
    assertEquals(expected.rows(), found.rows());
    for (int j = 0; j < expected.columns(); j++) {
      assertEquals(expected.mean(j), found.mean(j), within * Math.abs(expected.mean(j)));
      for (int k = j; k < expected.columns(); k++) {
        double size = Math.sqrt(expected.covariance(j, j) * expected.covariance(k, k));
        assertEquals(expected.covariance(j, k), found.covariance(j, k), within * size);
      }
    }
  }

  @Test
  void momentsAreThoseOfTheRowsOfEachGroup() {
    GroupMoments groups = groups(text.toString(), schema(), 2);
    assertEquals(List.of("7", "Basel, Stadt", "Bern", "Zürich"), groups.names());
    Moments all = new Moments(3);
    for (String name : groups.names()) {
      try (Dataset alone = alone(name)) {
        assertSame(Moments.of(alone), groups.of(name), 1e-12);
        all = all.merge(Moments.of(alone));
      }
    }
    assertSame(all, groups.all(), 1e-13);
  }

  @Test
  void modelsAreThoseOfTrainingOnEachGroup() {
    TrainingConfig config = TrainingConfig.of(new GradientMethod.FullBatch());
    Map<String, GroupFit> models = groups(text.toString(), schema(), 2).fits(config);
    assertEquals(4, models.size());
    models.forEach(
        (name, fit) -> {
          try (Dataset alone = alone(name)) {
            double[] expected = new Trainer(config).fit(alone).model().coefficientArray();
            double[] found = fit.coefficients();
            for (int j = 0; j < expected.length; j++) {
              assertEquals(expected[j], found[j], 1e-10 * (1 + Math.abs(expected[j])), name);
            }
          }
        });
  }

  @Test
  void bitsDoNotDependOnThreads() {
    GroupMoments one = groups(text.toString(), schema(), 1);
    GroupMoments three = groups(text.toString(), schema(), 3);
    for (String name : one.names()) {
      assertArrayEquals(one.of(name).toArray(), three.of(name).toArray(), name);
    }
  }

  @Test
  void rowsOfWeightsCountAsRepeatedOnes() {
    GroupMoments groups =
        groups(text.toString(), Schema.target("y").withGroups("city").withWeight("w"), 2);
    StringBuilder repeated = new StringBuilder(HEADER);
    for (List<String> lines : rows.values()) {
      for (String line : lines) {
        int weight = line.charAt(line.length() - 1) - '0';
        repeated.append((line + "\n").repeat(weight));
      }
    }
    GroupMoments expected = groups(repeated.toString(), schema(), 1);
    for (String name : expected.names()) {
      Moments group = groups.of(name);
      assertEquals(expected.of(name).weight(), group.weight());
      for (int j = 0; j < 3; j++) {
        double variance = expected.of(name).covariance(j, j);
        assertEquals(variance, group.covariance(j, j), 1e-11 * variance);
      }
    }
  }

  /** Parts merge to the whole, whatever groups they have. */
  @Test
  void partsMergeToTheWhole() {
    String[] lines = text.substring(HEADER.length()).split("\n", 0);
    StringBuilder first = new StringBuilder(HEADER);
    StringBuilder second = new StringBuilder(HEADER);
    for (int i = 0; i < lines.length; i++) {
      boolean early = i < 3000 && !lines[i].contains("Bern");
      (early ? first : second).append(lines[i]).append('\n');
    }
    GroupMoments merged =
        groups(first.toString(), schema(), 2).merge(groups(second.toString(), schema(), 2));
    GroupMoments whole = groups(text.toString(), schema(), 2);
    assertEquals(whole.names(), merged.names());
    for (String name : whole.names()) {
      assertSame(whole.of(name), merged.of(name), 1e-12);
    }
  }

  /** More groups than a partition collects rows for; each has two rows. */
  @Test
  void manyGroupsHaveTheirRows() {
    StringBuilder many = new StringBuilder("g,x,y\n");
    for (int i = 0; i < 40_000; i++) {
      int group = i * 7 % 20_000;
      many.append("id").append(group).append(',').append(i).append(',').append(3 * i).append('\n');
    }
    GroupMoments groups = groups(many.toString(), Schema.target("y").withGroups("g"), 2);
    assertEquals(20_000, groups.count());
    for (int group = 0; group < 20_000; group += 777) {
      Moments moments = groups.of("id" + group);
      assertEquals(2, moments.rows());
      assertEquals(3 * moments.mean(0), moments.mean(1));
      assertEquals(20_000.0 * 20_000 / 4, moments.covariance(0, 0));
    }
  }

  @Test
  void rowsWithoutAGroupAreMissingOrAnError() {
    String table = "g,x,y\na,1,2\n,2,3\nb,4,5\n";
    GroupMoments skipped = groups(table, Schema.target("y").withGroups("g"), 1);
    assertEquals(List.of("a", "b"), skipped.names());
    KeyNames names = new KeyNames();
    ReadingOptions options = ReadingOptions.DEFAULT.withKeyNames(names);
    try (CsvStream stream =
        new CsvStream(
            input(table),
            CsvFormat.DETECT,
            Schema.target("y").withGroups("g"),
            MissingValues.FAIL,
            options)) {
      InputException error =
          assertThrows(InputException.class, () -> GroupMoments.of(stream, names, 1));
      assertTrue(error.getMessage().contains("table.csv:3: column 'g' is empty"));
    }
    assertThrows(IllegalArgumentException.class, () -> skipped.of("c"));
    IllegalArgumentException twice =
        assertThrows(IllegalArgumentException.class, () -> Schema.target("y").withGroups("y"));
    assertTrue(twice.getMessage().contains("Schema.withGroups"), twice.getMessage());
  }

  @Test
  void rowsWithoutKeysAreRejected() {
    try (Dataset rows = Dataset.of(new double[][] {{1}, {2}}, new double[] {1, 2})) {
      assertThrows(IllegalArgumentException.class, () -> GroupMoments.of(rows, new KeyNames(), 1));
    }
  }

  @Test
  void groupsBeyondTheHeapAreRejected() {
    GroupLimit limit = new GroupLimit(21, 10_000);
    limit.take();
    limit.take();
    InvalidDataException error = assertThrows(InvalidDataException.class, limit::take);
    assertTrue(error.getMessage().contains("at most 2 groups of 20 features"));
    assertTrue(error.getMessage().contains("2,080 bytes"), error.getMessage());
  }
}
