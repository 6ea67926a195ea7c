package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CategoryDetectorTest {
  private static final Schema ALL = Schema.unlabelled();
  private static final Speed COMMONS_CSV = new Speed(1, 0);
  private static final List<MissingValues> RULES = List.of(MissingValues.values());

  @TempDir private Path directory;

  private TextInput input(String text) {
    try {
      return TextInput.of(Files.writeString(directory.resolve("t.csv"), text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<CategoricalColumn> survey(String text, Schema schema, MissingValues missing) {
    return CategoryDetector.of(input(text), schema).withMissing(missing).detect();
  }

  private static CategoricalColumn column(String name, String... levels) {
    return new CategoricalColumn(name, List.of(levels), true);
  }

  private Dataset read(String text, Schema schema, MissingValues missing) {
    return CsvReader.read(input(text), CsvFormat.DETECT, schema, missing);
  }

  /**
   * A column below the header a, and its levels from the first on; none for a column of numbers.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "x/y/z/y           | x y z",
        "B/a/b/A           | A B a b",
        "1/2/3/4e5         | none",
        "1/2/NA/?          | none",
        "1/1.0/x/z/z/x     | 1 1.0 x z",
        "10/x/x/NA         | 10 x",
        "\" x \"/ x/\"x\"/10 | 10 x",
        "inf/1/2           | none",
        "1/\"1,5\"/2        | none",
        "2001-02-03/2001-02-04/2 | 2 2001-02-03 2001-02-04",
        "NA/NA/x           | x"
      })
  void columnIsOneOfWordsIfACellIsNoNumber(String cells, String levels) {
    String text = "a;n\n" + cells.replace("/", ";1\n") + ";1\n";
    List<CategoricalColumn> found = survey(text, ALL, MissingValues.MEAN);
    assertEquals(levels == null ? List.of() : List.of(column("a", levels.split(" ", -1))), found);
  }

  /** What is done with gaps, and the levels of a column whose level c stands beside two gaps. */
  static Stream<Arguments> keptRows() {
    return Stream.of(
        Arguments.of(MissingValues.SKIP, new String[] {"a"}),
        Arguments.of(MissingValues.MEAN, new String[] {"a", "b"}),
        Arguments.of(MissingValues.FAIL, new String[] {"a", "b", "c"}));
  }

  @ParameterizedTest
  @MethodSource("keptRows")
  void levelsAreThoseOfTheRowsThatAreKept(MissingValues missing, String[] levels) {
    String text = "w,n,y\na,1,1\nb,,2\nc,3,\n";
    List<CategoricalColumn> found = survey(text, Schema.target("y"), missing);

    assertEquals(List.of(column("w", levels)), found);
    if (missing != MissingValues.FAIL) {
      try (Dataset data = read(text, Schema.target("y").withCategorical(found), missing)) {
        assertEquals(levels.length, data.rows());
      }
    }
  }

  @Test
  void withoutAnInterceptTheFirstColumnHasAllLevels() {
    String text = "n,v,w\n1,a,c\n2,b,d\n";
    List<CategoricalColumn> found =
        CategoryDetector.of(input(text), ALL).withoutIntercept().detect();

    try (Dataset data = read(text, ALL.withCategorical(found), MissingValues.FAIL)) {
      assertEquals(List.of("n", "v=a", "v=b", "w=d"), data.featureNames());
      assertArrayEquals(
          new double[][] {{1, 1, 0, 0}, {2, 0, 1, 1}}, data.features().toDoubleMatrix());
    }
  }

  @Test
  void missingWordUnderMeanIsTheShareOfEachLevel() {
    String text = "w,n\na,1\nb,2\nb,3\nc,4\n,5\n";
    Schema schema = ALL.withCategorical(survey(text, ALL, MissingValues.MEAN));

    try (Dataset data = read(text, schema, MissingValues.MEAN)) {
      // Of the four known words, two are b and one is c.
      assertArrayEquals(new double[] {0.5, 0.25, 5}, data.features().toDoubleMatrix()[4]);
    }
  }

  @Test
  void columnOfOneLevelAddsNothingToAnIntercept() {
    String text = "w,n\na,1\na,2\n";
    Schema schema = ALL.withCategorical(survey(text, ALL, MissingValues.FAIL));

    try (Dataset data = read(text, schema, MissingValues.FAIL)) {
      assertEquals(List.of("n"), data.featureNames());
    }
  }

  /** Texts, and the errors that come of them. */
  static Stream<Arguments> errors() {
    StringBuilder many = new StringBuilder("id,n\n");
    for (int i = 0; i <= 1000; i++) {
      many.append("p").append(i).append(",1\n");
    }
    StringBuilder late = new StringBuilder("id,n\n");
    for (int i = 0; i <= 1000; i++) {
      late.append(i).append(",1\n");
    }
    return Stream.of(
        Arguments.of(
            many.toString(),
            "1002: column 'id' has too many levels; for DataTable.withOneHot a column has"
                + " at most 1000 levels of 256 characters (leave the column out with"
                + " Schema.withExcluded(\"id\"))"),
        Arguments.of(late + "x,1\n", "1003: column 'id' is \"x\"; expected a number as in 1001 of"),
        Arguments.of("w,n\n" + "x".repeat(257) + ",1\n", "2: column 'w' has too long a level"),
        Arguments.of("w,n\nx,1\ny\n", "3: 1 field; expected 2"),
        Arguments.of("w,w=b\na,1\nb,2\n", "1: columns 'w' and 'w=b' both make a feature 'w=b'"),
        Arguments.of("w\na\na\n", "1: no feature column is left"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void errorNamesLineAndColumn(String text, String message) {
    InputException error =
        assertThrows(
            InputException.class,
            () -> {
              Schema schema = ALL.withCategorical(survey(text, ALL, MissingValues.FAIL));
              read(text, schema, MissingValues.FAIL).close();
            });
    String place = directory.resolve("t.csv") + ":";
    assertTrue(error.getMessage().startsWith(place + message), error.getMessage());
  }

  @Test
  void changedTextIsNoticed() {
    Schema schema = ALL.withCategorical(List.of(column("w", "a", "b")));
    InputException error =
        assertThrows(
            InputException.class, () -> read("w,n\na,1\nc,1\n", schema, MissingValues.FAIL));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                ":3: column 'w' is \"c\"; expected one of its 2 levels, 'a' to"
                    + " 'b' (the text differs from the one that the levels come from)"),
        error.getMessage());
  }

  /** Levels are found, one of them is taken away, and the text is read in several ways. */
  @Test
  void chunksAndThreadsMakeNoDifference() throws IOException {
    int good = 0;
    int bad = 0;
    for (long seed = 0; seed < 400; seed++) {
      RandomTable table = new RandomTable(seed);
      SplittableRandom random = new SplittableRandom(seed);
      TextInput file = TextInput.of(Files.write(directory.resolve("t.csv"), table.bytes));
      MissingValues missing = RULES.get(random.nextInt(RULES.size()));
      Schema schema = randomSchema(file, table.format, missing, random);
      String expected = outcome(file, table.format, schema, missing, COMMONS_CSV);
      for (int threads = 1; threads <= 3; threads++) {
        Speed speed = new Speed(threads, 1 + random.nextInt(threads == 1 ? 40 : 4000));
        String found = outcome(file, table.format, schema, missing, speed);
        assertEquals(expected, found, "table " + seed + ", " + speed);
      }
      boolean words = !schema.categorical().isEmpty();
      good += words && expected.startsWith("[") ? 1 : 0;
      bad += words && !expected.startsWith("[") ? 1 : 0;
    }
    int compared = good;
    int refused = bad;
    // Otherwise little was compared.
    assertTrue(compared > 50 && refused > 20, () -> compared + " good, " + refused + " bad");
  }

  private static Schema randomSchema(
      TextInput file, CsvFormat format, MissingValues missing, SplittableRandom random) {
    List<CategoricalColumn> found = new ArrayList<>();
    try {
      found.addAll(CategoryDetector.of(file, ALL).withFormat(format).withMissing(missing).detect());
    } catch (InputException e) {
      // the text is read as numbers then
    }
    if (!found.isEmpty() && random.nextInt(3) == 0) {
      found.set(0, withoutLast(found.get(0)));
    }
    UnseenLevels unseen = random.nextBoolean() ? UnseenLevels.ZERO : UnseenLevels.FAIL;
    return Schema.unlabelled().withCategorical(found).withUnseen(unseen);
  }

  private static CategoricalColumn withoutLast(CategoricalColumn column) {
    List<String> levels = column.levels();
    return levels.size() == 1
        ? column
        : new CategoricalColumn(column.name(), levels.subList(0, levels.size() - 1), true);
  }

  private static String outcome(
      TextInput file, CsvFormat format, Schema schema, MissingValues missing, Speed speed) {
    try (Dataset data =
        CsvReader.read(file, format, schema, missing, ReadingOptions.DEFAULT, speed)) {
      return data.featureNames()
          + Arrays.deepToString(data.features().toDoubleMatrix())
          + data.skippedRows();
    } catch (InputException e) {
      return e.getMessage();
    }
  }
}
