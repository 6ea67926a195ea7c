package io.github.fallline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.examples.DescendFunction;
import io.github.fallline.examples.FitArrays;
import io.github.fallline.examples.FitCsv;
import io.github.fallline.examples.FitMoments;
import io.github.fallline.examples.FitObjects;
import io.github.fallline.examples.FitPath;
import io.github.fallline.examples.FitQuery;
import io.github.fallline.examples.FitStatistics;
import io.github.fallline.examples.FitStream;
import io.github.fallline.examples.FitTable;
import io.github.fallline.examples.Gradients;
import io.github.fallline.examples.OwnLoss;
import io.github.fallline.examples.SaveModel;
import io.github.fallline.examples.SearchRate;
import io.github.fallline.examples.TuneRate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The pages for readers: their programs are compiled and run, their links lead somewhere. */
class DocumentationTest {
  private static final Path EXAMPLES = Path.of("src/test/java/io/github/fallline/examples");
  private static final Pattern PROGRAM =
      Pattern.compile(
          "```java\n(.*?)```\n(?:\n(?:(?!```).)*?```text\n(.*?)```\n)?", Pattern.DOTALL);

  /** The first page of the javadoc; a program and its output are elements of their own. */
  private static final Path OVERVIEW = Path.of("src/main/javadoc/overview.html");

  private static final Pattern OVERVIEW_PROGRAM =
      Pattern.compile(
          "<pre>\\{@code\n(import .*?)\n}</pre>\n\n<pre>\\{@code\n(.*?\n)}</pre>", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern HEADING_LINK = Pattern.compile("\\]\\(([^)#:]*)#([^)]+)\\)");
  private static final Pattern SECONDS = Pattern.compile("\\bin \\d+\\.\\d+ s\\b");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  /**
   * A page, one of its programs, and what the page says that it prints; null if it says nothing.
   */
  private record Shown(Path page, String program, String output) {
    String name() {
      Matcher matcher = Pattern.compile("public class (\\w+)").matcher(program);
      assertTrue(matcher.find(), () -> page + ": no class in\n" + program);
      return matcher.group(1);
    }

    @Override
    public String toString() {
      return page + ": " + name();
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String place : new String[] {".", "src/site/markdown", ".github", "benchmarks", "data"}) {
      try (Stream<Path> files = Files.list(Path.of(place))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }

  private static List<Shown> shown() throws IOException {
    List<Shown> shown = new ArrayList<>();
    for (Path page : pages()) {
      addShown(page, PROGRAM, shown);
    }
    addShown(OVERVIEW, OVERVIEW_PROGRAM, shown);
    return shown;
  }

  private static void addShown(Path page, Pattern program, List<Shown> shown) throws IOException {
    Matcher matcher = program.matcher(Files.readString(page));
    while (matcher.find()) {
      shown.add(new Shown(page, matcher.group(1), matcher.group(2)));
    }
  }

  private static String output(String name) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      run(name);
    } finally {
      System.setOut(before);
    }
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("Added differentiated op ")) // printed by ND4J
        .collect(Collectors.joining("\n"));
  }

  private static void run(String name) {
    String[] none = {};
    switch (name) {
      case "FitCsv" -> FitCsv.main(none);
      case "FitArrays" -> FitArrays.main(none);
      case "DescendFunction" -> DescendFunction.main(none);
      case "FitMoments" -> FitMoments.main(none);
      case "FitObjects" -> FitObjects.main(none);
      case "FitPath" -> FitPath.main(none);
      case "FitQuery" -> fitQuery();
      case "FitStatistics" -> FitStatistics.main(none);
      case "FitStream" -> FitStream.main(none);
      case "FitTable" -> FitTable.main(none);
      case "Gradients" -> Gradients.main(none);
      case "OwnLoss" -> OwnLoss.main(none);
      case "SaveModel" -> SaveModel.main(none);
      case "SearchRate" -> SearchRate.main(none);
      case "TuneRate" -> TuneRate.main(none);
      default -> throw new IllegalArgumentException("no example " + name);
    }
  }

  private static void fitQuery() {
    try {
      FitQuery.main(new String[0]);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(found -> Double.valueOf(found.group())).toList();
  }

  @ParameterizedTest
  @MethodSource("shown")
  void programIsCompiledAsItStands(Shown shown) throws IOException {
    String source = Files.readString(EXAMPLES.resolve(shown.name() + ".java"));

    assertEquals(
        source.substring(source.indexOf("import")).strip(),
        shown.program().strip(),
        () -> shown.page().toString());
  }

  /** Numbers may differ in digits that depend on the processor; seconds are others each time. */
  @ParameterizedTest
  @MethodSource("shown")
  void programPrintsWhatThePageSays(Shown shown) {
    assertTrue(shown.output() != null, () -> shown.page() + ": no output of " + shown.name());
    String found = SECONDS.matcher(output(shown.name())).replaceAll("in a while");

    String expected = SECONDS.matcher(shown.output()).replaceAll("in a while");
    assertEquals(
        NUMBER.matcher(expected).replaceAll("#").lines().toList(),
        NUMBER.matcher(found).replaceAll("#").lines().toList());
    List<Double> numbers = numbers(expected);
    for (int i = 0; i < numbers.size(); i++) {
      double size = Math.abs(numbers.get(i));
      assertEquals(numbers.get(i), numbers(found).get(i), 1e-6 * size, found);
    }
  }

  @Test
  void everyExampleIsShown() throws IOException {
    List<String> shown = shown().stream().map(Shown::name).distinct().sorted().toList();
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<String> written =
          files.map(file -> file.getFileName().toString().replace(".java", "")).sorted().toList();

      assertEquals(written, shown);
    }
  }

  @Test
  void overviewShowsFourPrograms() throws IOException {
    List<String> names =
        shown().stream().filter(each -> each.page().equals(OVERVIEW)).map(Shown::name).toList();

    assertEquals(List.of("FitCsv", "SaveModel", "FitStream", "FitStatistics"), names);
  }

  @Test
  void linksLeadToFiles() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher matcher = LINK.matcher(Files.readString(page));
      while (matcher.find()) {
        links++;
        if (!Files.exists(page.toAbsolutePath().getParent().resolve(matcher.group(1)))) {
          dead.add(page + ": " + matcher.group(1));
        }
      }
    }

    assertEquals(List.of(), dead);
    assertTrue(links > 20, links + " links");
  }

  /** A heading's name is its text in lower case, with dashes for blanks and no other signs. */
  @Test
  void linksLeadToHeadings() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher matcher = HEADING_LINK.matcher(Files.readString(page));
      while (matcher.find()) {
        links++;
        String file = matcher.group(1);
        Path target = file.isEmpty() ? page : page.toAbsolutePath().getParent().resolve(file);
        if (!headings(target).contains(matcher.group(2))) {
          dead.add(page + ": " + matcher.group());
        }
      }
    }

    assertEquals(List.of(), dead);
    assertTrue(links > 20, links + " links");
  }

  private static List<String> headings(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ +", "").toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void readmeIsShortAndLinksEveryPage() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("README.md"));

    assertTrue(lines.size() <= 120, lines.size() + " lines");
    for (Path page : pages()) {
      String path = Path.of(".").relativize(page.normalize()).normalize().toString();
      if (!path.equals("README.md")) {
        assertTrue(
            lines.stream().anyMatch(line -> line.contains("(" + path + ")")),
            () -> "README.md does not link " + path);
      }
    }
  }

  /** The commands that build, try and test the project. */
  @Test
  void commandsOfTheReadmeAreThoseOfTheBuild() throws IOException {
    List<String> commands =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("    mvn "))
            .map(String::strip)
            .toList();

    assertEquals(
        List.of(
            "mvn -B -ntp -q package -DskipTests"
                + " && target/fallline-*/bin/fallline train data/longley.csv --target employment",
            "mvn -B -ntp verify"),
        commands);
    assertTrue(Files.readAllLines(Path.of(".ci/run")).contains(commands.get(1)));
  }

  @Test
  void exampleFromACsvFindsTheCertifiedLine() {
    List<String> lines = output("FitCsv").strip().lines().toList();
    double predicted = Double.parseDouble(lines.get(lines.size() - 1));

    // NIST Norris: -0.262323073774029 + 1.00211681802045 x.
    assertEquals(-0.262323073774029 + 100.211681802045, predicted, 1e-9);
  }

  @Test
  void exampleFromArraysFitsThem() {
    List<Double> found = numbers(output("FitArrays"));

    assertEquals(3, found.get(0), 0.01); // 2 x + 1
    assertEquals(5, found.get(1), 0.01);
    assertEquals(7, found.get(2), 0.01);
  }

  @Test
  void anNd4jDataSetTrainsTheSameModel() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1}, {2}, {4}});
    INDArray y = Nd4j.createFromArray(new double[] {3, 5, 8}).reshape(3, 1);
    Trainer trainer = new Trainer(TrainingConfig.of(new FullBatch()));
    try (Dataset arrays = Dataset.of(x, y);
        Dataset dataSet = Dataset.of(new DataSet(x, y))) {
      assertEquals(trainer.fit(arrays).model(), trainer.fit(dataSet).model());
    }
    x.close();
    y.close();
  }

  @Test
  void descentEndsWhereTheTextbookSays() {
    String found = output("DescendFunction");

    assertEquals(2.0000713623846353, numbers(found).get(0), 1e-14); // 2 + 5 * 0.8^50
    assertTrue(found.contains("STILL_FALLING"), found);
  }

  @Test
  void gradientIsThatByHand() {
    assertEquals(List.of(-2.0, -2.0, 0.0, 2.0), numbers(output("Gradients"))); // 2 x - 2
  }

  @Test
  void lossOfOnesOwnFitsTheCertifiedLine() {
    // NIST Norris: slope 1.00211681802045 by least squares, deviation of the residuals 0.88.
    assertEquals(1.00211681802045, numbers(output("OwnLoss")).get(0), 0.001);
  }

  @Test
  void searchFindsTheRateThatArrivesAtOnce() {
    double rate = numbers(output("SearchRate")).get(0);

    assertEquals(0.5, rate, 0.5 * 0.155); // a cell's ends have a ratio of 10^(4 / 64) = 1.155
  }

  @Test
  void tunedTrainingExplainsTheTarget() {
    assertEquals("true", output("TuneRate").strip());
  }
}
