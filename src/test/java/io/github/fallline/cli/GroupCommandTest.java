package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.model.GroupedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code train --by}, and what predict and evaluate make of its file. */
class GroupCommandTest {
  private static final String HEADER = "area,age,kind,city,price\n";

  @TempDir private Path directory;
  private final Map<String, List<String>> groups = new TreeMap<>();
  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    Random random = new Random(21);
    String[] cities = {"Bern", "\"Basel, Stadt\"", "4001"};
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String city = cities[random.nextInt(cities.length)];
      double area = 40 + 60 * random.nextDouble();
      int age = random.nextInt(90);
      double price = city.length() * area - age + 10 * random.nextGaussian();
      String kind = random.nextBoolean() ? "flat" : "house";
      String line = String.format(Locale.ROOT, "%.3f,%d,%s,%s,%.3f", area, age, kind, city, price);
      lines.add(line);
      groups.computeIfAbsent(city.replace("\"", ""), name -> new ArrayList<>()).add(line);
    }
    table = file("all.csv", lines);
  }

  private Path file(String name, List<String> rows) throws IOException {
    String text = HEADER + String.join("\n", rows) + "\n";
    return Files.writeString(directory.resolve(name), text);
  }

  private static Run ok(Object... arguments) {
    Run run = Run.of(arguments);
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private Path trained(String... options) {
    Path model = directory.resolve("groups.json");
    List<Object> all =
        new ArrayList<>(
            List.of(
                "train",
                table,
                "--target",
                "price",
                "--by",
                "city",
                "--categorical",
                "one-hot",
                "--model-output",
                model));
    all.addAll(List.of(options));
    ok(all.toArray());
    return model;
  }

  /** The model of a group alone, trained on its rows. */
  private Path alone(String name, String... options) throws IOException {
    Path rows = file("alone.csv", groups.get(name));
    Path model = directory.resolve("alone.json");
    List<Object> all =
        new ArrayList<>(
            List.of(
                "train",
                rows,
                "--target",
                "price",
                "--exclude",
                "city",
                "--categorical",
                "one-hot",
                "--model-output",
                model));
    all.addAll(List.of(options));
    ok(all.toArray());
    return model;
  }

  @ParameterizedTest
  @CsvSource({"--l2 0", "--l2 0.5", "--l1 2", "--no-intercept"})
  void modelsAndPredictionsAreThoseOfEachGroupAlone(String options) throws IOException {
    String[] all = options.split(" ", -1);
    Path model = trained(all);
    for (String name : groups.keySet()) {
      Path alone = alone(name, all);
      Path rows = directory.resolve("alone.csv");
      String[] expected = ok("predict", rows, "--model", alone).out().split("\n", -1);
      String[] found = ok("predict", rows, "--model", model).out().split("\n", -1);
      assertEquals(expected.length, found.length);
      for (int i = 1; i < expected.length - 1; i++) {
        double wanted = Double.parseDouble(expected[i]);
        assertEquals(wanted, Double.parseDouble(found[i]), 1e-8 * (1 + Math.abs(wanted)));
      }
    }
  }

  @Test
  void jsonAndEvaluationHaveEachGroup() throws IOException {
    JsonNode trained =
        ok("train", table, "--target", "price", "--by", "city", "--exclude", "kind", "--json")
            .json();
    assertEquals(
        List.of("4001", "Basel, Stadt", "Bern"),
        new ArrayList<>(trained.get("groups").propertyNames()));
    Path model = trained();
    JsonNode errors = ok("evaluate", table, "--model", model, "--json").json();
    double squares = 0;
    for (String name : groups.keySet()) {
      JsonNode alone =
          ok("evaluate", file("alone.csv", groups.get(name)), "--model", alone(name), "--json")
              .json();
      JsonNode group = errors.get("groups").get(name);
      for (String metric : List.of("rows", "rmse", "mae", "r2")) {
        double expected = alone.get(metric).doubleValue();
        assertEquals(expected, group.get(metric).doubleValue(), 1e-9 * expected, metric);
      }
      squares += group.get("mse").doubleValue() * group.get("rows").longValue();
    }
    assertEquals(squares / 300, errors.get("mse").doubleValue(), 1e-9 * squares);
    Run text = ok("evaluate", table, "--model", model);
    assertTrue(text.out().contains("Basel, Stadt"), text.out());
  }

  @Test
  void tableShowsGroupsAndAllRows() {
    Run run = ok("train", table, "--target", "price", "--by", "city", "--features", "area,age");
    assertTrue(run.out().contains("3 models by city"), run.out());
    assertTrue(run.out().contains("(all rows)"), run.out());
  }

  @Test
  void keptColumnsStayBesideTheirRows() {
    String[] lines =
        ok("predict", table, "--model", trained(), "--keep", "city,age").out().split("\n", -1);
    assertEquals("city,age,prediction", lines[0]);
    long basel =
        List.of(lines).stream().filter(line -> line.startsWith("\"Basel, Stadt\",")).count();
    assertEquals(groups.get("Basel, Stadt").size(), basel);
  }

  @Test
  void unknownGroupsAreErrorsOrPooled() throws IOException {
    Path model = trained();
    Path others = file("others.csv", List.of("50,1,flat,Genf,120", "60,2,house,Bern,200"));
    Run refused = Run.of("predict", others, "--model", model);
    assertEquals(3, refused.code());
    assertTrue(refused.err().contains("row 1: column 'city' is 'Genf'"), refused.err());
    assertEquals(3, Run.of("evaluate", others, "--model", model).code());

    Path pooled = directory.resolve("pooled.json");
    ok(
        "train",
        table,
        "--target",
        "price",
        "--exclude",
        "city",
        "--categorical",
        "one-hot",
        "--model-output",
        pooled);
    String[] expected = ok("predict", others, "--model", pooled).out().split("\n", -1);
    String[] found =
        ok("predict", others, "--model", model, "--unseen", "pooled").out().split("\n", -1);
    assertEquals(Double.parseDouble(expected[1]), Double.parseDouble(found[1]), 1e-7);
    JsonNode errors =
        ok("evaluate", others, "--model", model, "--unseen", "pooled", "--json").json();
    assertEquals(1, errors.get("groups").get("Genf").get("rows").intValue());
    Run plain = Run.of("predict", others, "--model", pooled, "--unseen", "pooled");
    assertEquals(2, plain.code());
  }

  @Test
  void rowsWithoutAGroupHaveNoPrediction() throws IOException {
    Path model = trained();
    Path rows =
        file("gaps.csv", List.of("50,1,flat,,120", ",2,house,Bern,200", "60,2,flat,4001.0,9"));
    assertEquals(3, Run.of("predict", rows, "--model", model).code());
    String[] lines =
        ok("predict", rows, "--model", model, "--missing", "skip").out().split("\n", -1);
    assertEquals("NA", lines[1]);
    assertEquals("NA", lines[2]);
    assertTrue(Double.parseDouble(lines[3]) > 0); // 4001.0 is 4001
  }

  @Test
  void fileComesBackAndDamageIsFound() throws IOException {
    Path model = trained();
    GroupedModel loaded = GroupedModel.load(model);
    Path copy = directory.resolve("copy.json");
    loaded.save(copy);
    assertEquals(Files.readString(model), Files.readString(copy));
    assertEquals(loaded, GroupedModel.load(copy));
    String text = Files.readString(model);
    int digit = text.lastIndexOf("coefficients") + "coefficients\":[".length() + 1;
    char other = text.charAt(digit) == '1' ? '2' : '1';
    Files.writeString(copy, text.substring(0, digit) + other + text.substring(digit + 1));
    Run damaged = Run.of("predict", table, "--model", copy);
    assertEquals(3, damaged.code());
    assertTrue(damaged.err().contains("checksum"), damaged.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--by city --method stochastic | 2 | --by: groups are fitted from moments",
        "--by city --loss huber | 2 | --by: groups are fitted from moments",
        "--by city --cluster kind | 2 | --cluster: expected no --by with it",
        "--by city --report r.html | 2 | --report: expected no --by with it",
        "--by city --missing mean | 2 | --missing: expected fail or skip with --by",
        "--by city --l1 auto | 2 | --by: expected rows as DATA, and numbers",
        "--by price | 2 | column 'price' cannot be both --by and --target",
        "--by town | 3 | no column 'town' for --by"
      })
  void mistakesAreNamed(String options, int code, String message) {
    List<Object> all =
        new ArrayList<>(List.of("train", table, "--target", "price", "--exclude", "kind"));
    all.addAll(List.of(options.strip().split(" ", -1)));
    Run run = Run.of(all.toArray());
    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }
}
