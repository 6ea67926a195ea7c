package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.InputException;
import io.github.fallline.files.OutputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ModelFileTest {
  private static final LinearModel MODEL =
      new LinearModel(
          List.of("area", "age \u20ac \"x\"\n"),
          "price",
          new double[] {2.1, -0.5},
          10,
          new double[] {1e2 / 3, 30});

  @TempDir Path directory;

  @Test
  void bringsBackModelAndTraining() {
    Path file = directory.resolve("model.json");
    ModelFile.write(file, MODEL, training());
    assertEquals(new SavedModel(MODEL, training()), ModelFile.read(file));
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    Path file = directory.resolve("model.json");
    ModelFile.write(file, MODEL, training());
    SavedModel stored = ModelFile.read(file);
    Path again = directory.resolve("again.json");
    ModelFile.write(again, stored.model(), stored.training());
    assertEquals(Files.readString(file), Files.readString(again));
  }

  @Test
  void namesItsContents() throws IOException {
    ModelFile.write(directory.resolve("model.json"), MODEL, training());
    ObjectNode root = json();
    assertEquals("fallline-model", root.get("format").stringValue());
    assertEquals(1, root.get("version").intValue());
    assertEquals("price", root.get("target").stringValue());
    assertEquals(10, root.get("intercept").doubleValue());
    assertEquals(2, root.get("features").size());
    assertEquals("area", root.get("features").get(0).get("name").stringValue());
    assertEquals(2.1, root.get("features").get(0).get("coefficient").doubleValue());
    assertEquals(1e2 / 3, root.get("features").get(0).get("mean").doubleValue());
    assertTrue(root.get("checksum").stringValue().matches("crc32c:[0-9a-f]{8}"));
    assertTrue(root.get("training").get("metrics").get("r2").isNull());
  }

  @Test
  void bringsBackEveryBitOfTheNumbers() {
    List<Double> numbers =
        new ArrayList<>(
            List.of(
                0.0,
                -0.0,
                0.1,
                1.0 / 3,
                1e22,
                Math.nextUp(1e22),
                9007199254740994.0,
                -123456789.0,
                Double.MIN_VALUE,
                -Double.MAX_VALUE,
                Double.MIN_NORMAL,
                Math.nextDown(Double.MIN_NORMAL)));
    new Random(8)
        .longs(5000)
        .mapToDouble(Double::longBitsToDouble)
        .filter(Double::isFinite)
        .forEach(numbers::add);
    double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    List<String> names = IntStream.range(0, values.length).mapToObj(j -> "x" + j).toList();
    for (double intercept : Arrays.copyOf(values, 12)) {
      LinearModel model = new LinearModel(names, "y", values, intercept, values);
      Path file = directory.resolve("model.json");
      ModelFile.write(file, model, training());
      assertEquals(model, ModelFile.read(file).model());
    }
  }

  @Test
  void ignoresEntriesItDoesNotKnow() throws IOException {
    ModelFile.write(directory.resolve("model.json"), MODEL, training());
    ObjectNode root = json();
    root.put("comment", "added by hand").putObject("later").put("deep", 1);
    ((ObjectNode) root.get("features").get(1)).put("unit", "years");
    root.withObject("training").put("host", "a");
    root.withObject("training").withObject("metrics").put("mape", 0.5);
    Path file = write(root.toString());
    assertEquals(new SavedModel(MODEL, training()), ModelFile.read(file));
  }

  @Test
  void readsIntegersWhereNumbersAreExpected() throws IOException {
    ModelFile.write(directory.resolve("model.json"), MODEL, training());
    String text = Files.readString(directory.resolve("model.json"));
    assertTrue(text.contains("\"intercept\" : 10.0"));
    Path file = write(text.replace("\"intercept\" : 10.0", "\"intercept\" : 10"));
    assertEquals(MODEL, ModelFile.read(file).model());
  }

  /** A model of area, the indicators of a column, and another column of one level. */
  private static SavedModel withLevels(boolean hasReference) {
    List<CategoricalColumn> columns =
        List.of(
            new CategoricalColumn("w", List.of("\"a\"", "b", "\u20ac"), hasReference),
            new CategoricalColumn("one", List.of("x"), true));
    List<String> names = new ArrayList<>(List.of("area"));
    names.addAll(columns.get(0).indicators());
    names.add("age");
    double[] numbers = new double[names.size()];
    LinearModel model = new LinearModel(names, "price", numbers, 0, numbers);
    return new SavedModel(model, training()).withCategorical(columns);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bringsBackTheLevelsOfCategoricalColumns(boolean hasReference) {
    Path file = directory.resolve("model.json");
    SavedModel stored = withLevels(hasReference);
    ModelFile.write(file, stored);

    assertEquals(stored, ModelFile.read(file));
    assertEquals(
        List.of("area", "w", "age", "one"),
        ModelFile.read(file).schema(Optional.empty(), UnseenLevels.FAIL).features());
  }

  /** Levels changed by hand, and the error after the name of the file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"b\", | | /checksum: the model is damaged",
        "\"b\" | \"c\" | /checksum: the model is damaged",
        "\"b\" | \"\u20ac\" | /categorical/0: column 'w': expected levels in ascending order",
        "\"levels\" | \"words\" | /categorical/0/levels: is missing",
        "\"reference\" : \"x\" | \"reference\" : \"y\" | /categorical/1/reference: expected the first",
        "\"reference\" : \"x\", | | /checksum: the model is damaged"
      })
  void changedLevelsAreNoticed(String old, String changed, String error) throws IOException {
    ModelFile.write(directory.resolve("model.json"), withLevels(true));
    String text = Files.readString(directory.resolve("model.json"));
    assertTrue(text.contains(old), text);
    Path file = write(text.replace(old, changed == null ? "" : changed));
    String message = assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": " + error), message);
  }

  @Test
  void levelsThatAreNoFeaturesAreRefused() {
    List<CategoricalColumn> columns = List.of(new CategoricalColumn("w", List.of("a", "b"), false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SavedModel(MODEL, training()).withCategorical(columns));
  }

  /** An edit of the tree of a good file, and the error after the name of the file. */
  private record Edit(String what, Change change, String error) {
    @Override
    public String toString() {
      return what;
    }
  }

  private interface Change {
    void apply(ObjectNode root, ObjectNode secondFeature, ObjectNode training);
  }

  static List<Edit> edits() {
    String version = "this is fallline development, which reads versions 1 to 4";
    return List.of(
        new Edit(
            "other format",
            (root, feature, training) -> root.put("format", "other"),
            ": is not a fallline model; expected \"format\": \"fallline-model\""),
        new Edit(
            "no format",
            (root, feature, training) -> root.remove("format"),
            ": is not a fallline model; expected \"format\": \"fallline-model\""),
        new Edit(
            "later version",
            (root, feature, training) -> root.put("version", 5),
            ": model file version 5; " + version),
        new Edit(
            "version as text",
            (root, feature, training) -> root.put("version", "1"),
            ": /version: expected an integer, got \"1\""),
        new Edit(
            "no version",
            (root, feature, training) -> root.remove("version"),
            ": /version: is missing"),
        new Edit(
            "no checksum",
            (root, feature, training) -> root.remove("checksum"),
            ": /checksum: is missing"),
        new Edit(
            "number as target",
            (root, feature, training) -> root.put("target", 3),
            ": /target: expected text, got 3"),
        new Edit(
            "null as intercept",
            (root, feature, training) -> root.putNull("intercept"),
            ": /intercept: expected a finite number, got null"),
        new Edit(
            "features no array",
            (root, feature, training) -> root.putObject("features"),
            ": /features: expected an array, got an object"),
        new Edit(
            "no features",
            (root, feature, training) -> root.putArray("features"),
            ": /features: expected at least one feature, got none"),
        new Edit(
            "feature no object",
            (root, feature, training) -> root.putArray("features").add(true),
            ": /features/0: expected an object, got true"),
        new Edit(
            "no coefficient",
            (root, feature, training) -> feature.remove("coefficient"),
            ": /features/1/coefficient: is missing"),
        new Edit(
            "text as mean",
            (root, feature, training) -> feature.put("mean", "x".repeat(99)),
            ": /features/1/mean: expected a finite number, got \"" + "x".repeat(39) + "..."),
        new Edit(
            "one name twice",
            (root, feature, training) -> feature.put("name", "area"),
            ": /features/1/name: 'area' is the name of feature 0 already"),
        new Edit(
            "no training",
            (root, feature, training) -> root.remove("training"),
            ": /training: is missing"),
        new Edit(
            "seed no integer",
            (root, feature, training) -> training.put("seed", 1.5),
            ": /training/seed: expected an integer, got 1.5"),
        new Edit(
            "negative rows",
            (root, feature, training) -> training.put("rows", -1),
            ": /training: rows: training needs at least one, got -1"),
        new Edit(
            "impossible metric",
            (root, feature, training) -> training.withObject("metrics").put("mse", -1),
            ": /training/metrics: mse: cannot be -1.0"),
        new Edit(
            "version no text",
            (root, feature, training) -> training.withObject("versions").put("java", 17),
            ": /training/versions/java: expected text, got 17"));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void namesThePlaceOfAWrongEntry(Edit edit) throws IOException {
    ModelFile.write(directory.resolve("model.json"), MODEL, training());
    ObjectNode root = json();
    edit.change()
        .apply(root, (ObjectNode) root.get("features").get(1), (ObjectNode) root.get("training"));
    Path file = write(root.toString());
    assertEquals(file + edit.error(), refusal(file));
  }

  @Test
  void noticesAChangedDigit() throws IOException {
    ModelFile.write(directory.resolve("model.json"), MODEL, training());
    String text = Files.readString(directory.resolve("model.json"));
    Path file = write(text.replace("2.1,", "2.2,"));
    assertTrue(
        refusal(file).startsWith(file + ": /checksum: the model is damaged: "), refusal(file));
  }

  static List<Arguments> texts() {
    String good = "{\"format\": \"fallline-model\", \"version\": 1";
    return List.of(
        Arguments.of("", ": damaged: the file is empty"),
        Arguments.of(" \n", ": damaged: the file is empty"),
        Arguments.of("a,b\n1,2\n", ":1:1: damaged, or not JSON: Unrecognized token 'a'"),
        Arguments.of(good + "}", ": /features: is missing"),
        Arguments.of(
            good + ",\n \"target\": \"y\",",
            ":2:16: damaged, or not JSON: Unexpected end-of-input within/between Object entries"
                + " at /target"),
        Arguments.of(
            good + ",\n \"features\": [{\"name\": \"a\", \"name\": \"b\"}]}",
            ":2:35: damaged, or not JSON: Duplicate Object property \"name\""
                + " at /features/0/name"),
        Arguments.of(good + "} {}", ":1:44: damaged, or not JSON: Trailing token"),
        Arguments.of(
            good + ", \"features\": [{\"name\": \"a\", \"coefficient\": 1e999}]}",
            ": /features/0/coefficient: expected a finite number, got \"Infinity\""),
        Arguments.of("[1]", ": is not a fallline model; expected \"format\": \"fallline-model\""),
        Arguments.of("17", ": is not a fallline model; expected \"format\": \"fallline-model\""),
        Arguments.of("null", ": is not a fallline model; expected \"format\": \"fallline-model\""),
        Arguments.of(
            "[".repeat(21),
            ": not a model file: more than 512 MB, 20 levels, 10,000,000 tokens, or a too long"
                + " name or number"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void refusesWhatIsNoModelFile(String text, String error) throws IOException {
    Path file = write(text);
    assertEquals(file + error, refusal(file));
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    Path file = directory.resolve("model.json");
    Files.write(file, "{\"format\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(file + ": damaged, or not JSON: the text is not UTF-8", refusal(file));
  }

  @Test
  void refusesWhatIsNoFile() {
    Path missing = directory.resolve("missing.json");
    assertEquals(missing + ": no such file", refusal(missing));
    assertEquals(directory + ": is a directory; expected a model file", refusal(directory));
  }

  /** Either the very same model or an error that names the file, in one line. */
  private boolean survives(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      assertEquals(MODEL, ModelFile.read(file).model());
      return true;
    } catch (InputException e) {
      assertTrue(e.getMessage().startsWith(file + ":"), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      return false;
    }
  }

  @Test
  void noticesEveryFlippedByte() throws IOException {
    Path file = directory.resolve("model.json");
    ModelFile.write(file, MODEL, training());
    byte[] good = Files.readAllBytes(file);
    int survivors = 0;
    for (int i = 0; i < good.length; i++) {
      for (int mask : new int[] {1, 32, 255}) {
        byte[] bytes = good.clone();
        bytes[i] ^= (byte) mask;
        survivors += survives(file, bytes) ? 1 : 0;
      }
    }
    // Some flips change the training alone, or turn one white space into another.
    assertTrue(survivors > 0 && survivors < good.length * 3 / 2, survivors + " survive");
  }

  @Test
  void noticesEveryTruncation() throws IOException {
    Path file = directory.resolve("model.json");
    ModelFile.write(file, MODEL, training());
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      // Only the line's end behind the last brace can be lost without harm.
      assertEquals(length == good.length - 1, survives(file, Arrays.copyOf(good, length)));
    }
  }

  @Test
  void leavesNothingWhereItCannotWrite() throws IOException {
    Path file = directory.resolve("missing/model.json");
    assertThrows(OutputException.class, () -> ModelFile.write(file, MODEL, training()));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void reportsAFullDiskAsSuch() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    // More than any buffer holds, so that writing fails in the midst of the features.
    double[] numbers = new double[10_000];
    List<String> names = IntStream.range(0, numbers.length).mapToObj(j -> "x" + j).toList();
    LinearModel model = new LinearModel(names, "y", numbers, 0, numbers);
    Exception error =
        assertThrows(OutputException.class, () -> ModelFile.write(full, model, training()));
    assertEquals("/dev/full: cannot be written: No space left on device", error.getMessage());
  }

  private static TrainingSummary training() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("method", "mini-batch");
    settings.put("batchSize", 256);
    settings.put("learningRate", 1.0);
    settings.put("shuffle", true);
    settings.put("loss", null);
    settings.put("schedule", Map.of("steps", Arrays.asList(1, 2.5f, null, "x")));
    return new TrainingSummary(settings, new RegressionMetrics(100, 0.25, 0.5, 0.1, Double.NaN))
        .withRows(100, 3)
        .withSeed(Long.MIN_VALUE)
        .withStopReason("converged")
        .withFingerprint("crc32c:00000000")
        .withVersions(Map.of("java", "17"));
  }

  private ObjectNode json() throws IOException {
    String text = Files.readString(directory.resolve("model.json"));
    return (ObjectNode) new JsonMapper().readTree(text);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("edited.json"), text);
  }

  private static String refusal(Path file) {
    return assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
  }

  /** Responses, as their file has them, and an edit of it that the checksum detects. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "exposure, \"column\" : \"E\", \"column\" : \"F\"",
        "exposure, \"kind\" : \"exposure\", \"kind\" : \"offset\"",
        "log, \"prediction\" : \"mean\", \"prediction\" : \"median\"",
        "log, 0.25, 0.5"
      })
  void responseIsKeptAndChecked(String kind, String text, String edited) throws IOException {
    boolean exposed = kind.equals("exposure");
    LinearModel model =
        new LinearModel(
            List.of("x"),
            "y",
            new double[] {2},
            1,
            new double[] {3},
            exposed ? Link.LOG : Link.IDENTITY);
    Response response =
        exposed
            ? Response.of(new Exposure("E", Exposure.Kind.EXPOSURE))
            : Response.of(new LogTarget(LogTarget.Center.MEAN, 0.25));
    SavedModel stored = new SavedModel(model, training()).withResponse(response);
    Path file = directory.resolve("response.json");
    ModelFile.write(file, stored);

    assertEquals(stored, ModelFile.read(file));
    String written = Files.readString(file);
    assertTrue(written.contains("\"version\" : 4") && written.contains(text), written);
    Files.writeString(file, written.replace(text, edited));
    InputException error = assertThrows(InputException.class, () -> ModelFile.read(file));
    assertTrue(error.getMessage().contains("the model is damaged"), error.getMessage());
  }

  @Test
  void exposureNeedsALogLink() {
    Response response = Response.of(new Exposure("E", Exposure.Kind.OFFSET));

    assertThrows(
        IllegalArgumentException.class,
        () -> new SavedModel(MODEL, training()).withResponse(response));
  }
}
