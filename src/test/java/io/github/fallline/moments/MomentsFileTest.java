package io.github.fallline.moments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsFileTest {
  private static final String ABOUT = "fallline-moments.npy";
  private static final List<String> NAMES = List.of("größe, 𝛽", "k=a", "k=b", "days(sold)", "y");

  @TempDir private Path directory;

  private Path file;
  private DataMoments moments;

  /** Columns of each kind: numbers, words, dates. */
  @BeforeEach
  void write() {
    double[][] x = {{1.1, 1, 0, 19_000}, {2.7, 0, 1, 19_001.5}, {0.3, 1, 0, 19_007}};
    Schema schema =
        Schema.unlabelled()
            .withCategorical(List.of(new CategoricalColumn("k", List.of("a", "b"), false)))
            .withDates(
                List.of(new DateColumn("sold", List.of(DatePart.DAYS), Optional.of("d.M.yyyy"))));
    try (Dataset rows =
        Dataset.of(x, new double[] {1 / 3.0, -2e-9, 7e11}, NAMES.subList(0, 4), "y")) {
      moments = DataMoments.of(rows, "shop.csv", schema, MissingValues.SKIP, 1);
    }
    file = directory.resolve("shop.moments");
    MomentsFile.write(file, moments);
  }

  @Test
  void momentsComeBackBitForBit() {
    DataMoments read = MomentsFile.read(file);

    assertTrue(MomentsFile.isMomentsFile(file));
    assertArrayEquals(moments.moments().toArray(), read.moments().toArray(), 0);
    assertEquals(NAMES, read.names());
    assertEquals(moments.categorical(), read.categorical());
    assertEquals(moments.dates(), read.dates());
    assertEquals(moments.origin(), read.origin());
    assertEquals(List.of("größe, 𝛽", "k", "sold", "y"), read.tableColumns());
    assertEquals(moments.fingerprint(), read.fingerprint());
  }

  @Test
  void theSameMomentsHaveTheSameBytes() throws IOException {
    Path again = directory.resolve("again.moments");

    MomentsFile.write(again, MomentsFile.read(file));

    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
  }

  /** Every byte of the file: headers, entries, numbers, directory. */
  @Test
  void aByteThatChangedIsFound() throws IOException {
    byte[] sound = Files.readAllBytes(file);
    for (int i = 0; i < sound.length; i++) {
      byte[] bytes = sound.clone();
      bytes[i] ^= 0x20;
      Files.write(file, bytes);

      InputException error = assertThrows(InputException.class, () -> MomentsFile.read(file));

      assertTrue(error.getMessage().startsWith(file + ": "), error.getMessage());
      assertEquals(1, error.getMessage().lines().count(), error.getMessage());
    }
  }

  @Test
  void aFileThatIsCutOffIsFound() throws IOException {
    byte[] sound = Files.readAllBytes(file);
    for (int length = 0; length < sound.length; length++) {
      Files.write(file, Arrays.copyOf(sound, length));

      assertThrows(InputException.class, () -> MomentsFile.read(file), "bytes: " + length);
    }
    byte[] longer = Arrays.copyOf(sound, sound.length + 1);
    Files.write(file, longer);
    assertThrows(InputException.class, () -> MomentsFile.read(file));
  }

  @ParameterizedTest
  @CsvSource({
    "version, 2, moments file of version 2; expected version 1",
    "version, , version is missing",
    "missing, mean, 'missing: expected fail or skip, got mean'",
    "rows, x, damaged",
    "skippedRows, -1, 'skippedRows: expected 0 or more, got -1'",
    "digitsLost, NaN, 'digitsLost: expected 0 or more, got NaN'"
  })
  void otherEntriesAreRejected(String name, String value, String expected) throws Exception {
    Map<String, byte[]> members = members();
    List<String> cells = new ArrayList<>(NpyStrings.decode(ABOUT, members.get(ABOUT), 2));
    int at = cells.indexOf(name);
    if (value == null) {
      cells.subList(at, at + 2).clear();
    } else {
      cells.set(at + 1, value);
    }

    assertRejected(members, ABOUT, NpyStrings.encode(cells, 2), expected);
  }

  private void assertRejected(
      Map<String, byte[]> members, String part, byte[] other, String expected) throws IOException {
    members.put(part, other);
    Files.write(file, StoredZip.encode(members));

    InputException error = assertThrows(InputException.class, () -> MomentsFile.read(file));

    assertTrue(error.getMessage().startsWith(file + ": "), error.getMessage());
    assertTrue(error.getMessage().contains(expected), error.getMessage());
    MomentsFile.write(file, moments);
  }

  @Test
  void partsThatDoNotFitEachOtherAreRejected() throws IOException {
    assertRejected(
        members(),
        "levels.npy",
        NpyStrings.encode(List.of("k", "b", "k", "a"), 2),
        "expected levels in ascending order");
    assertRejected(
        members(),
        "levels.npy",
        NpyStrings.encode(List.of("k", "a", "k", "c"), 2),
        "the levels of column 'k' are not those among the features");
    assertRejected(
        members(), "dates.npy", NpyStrings.encode(List.of("sold", "eras", ""), 3), "eras");
    assertRejected(
        members(),
        "columns.npy",
        NpyStrings.encode(List.of("a", "k=a", "k=b", "days(sold)", "a"), 0),
        "columns: expected different names");
    assertRejected(
        members(),
        "means.npy",
        NpyArray.encode(new double[4], 4),
        "expected doubles of shape (5,) as means.npy");
    assertRejected(
        members(),
        "means.npy",
        NpyArray.encode(new double[] {1, 2, Double.NaN, 4, 5}, 5),
        "numbers that are not finite");
  }

  private Map<String, byte[]> members() throws IOException {
    try {
      return StoredZip.decode(Files.readAllBytes(file));
    } catch (StoredZip.DamageException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void otherFilesAreNoMoments() throws IOException {
    Path table = Files.writeString(directory.resolve("t.csv"), "a,b\n1,2\n");

    assertFalse(MomentsFile.isMomentsFile(table));
    assertFalse(MomentsFile.isMomentsFile(directory));
    assertFalse(MomentsFile.isMomentsFile(directory.resolve("none")));
    InputException error = assertThrows(InputException.class, () -> MomentsFile.read(table));
    assertEquals(
        table + ": not a moments file; fallline moments makes one of rows", error.getMessage());
  }

  @Test
  void numpyReadsNamesAndNumbers() throws IOException, InterruptedException {
    String program =
        "import sys, numpy as np\n"
            + "m = np.load(sys.argv[1])\n"
            + "p = m['products']\n"
            + "assert (p == p.T).all() and m['weight'].shape == ()\n"
            + "assert dict(m['fallline-moments'])['rows'] == '3'\n"
            + "assert m['levels'].tolist() == [['k', 'a'], ['k', 'b']]\n"
            + "assert m['sources'].shape == (1, 4)\n"
            + "print(m['columns'].tolist().index('y'), float(m['weight']), float(m['means'][0]).hex(),"
            + " float(p[0, 4]).hex(), p.shape)\n";
    Process python = start("python3", "-c", program, file.toString());
    String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(python.waitFor(60, TimeUnit.SECONDS));
    assumeTrue(!out.contains("ModuleNotFoundError"), "numpy is not installed");

    double product = moments.covariance("größe, 𝛽", "y") * 3;
    String[] words = out.strip().split(" ", 4);
    assertEquals("4", words[0], out);
    assertEquals(3, Double.parseDouble(words[1]));
    assertEquals(moments.mean("größe, 𝛽"), Double.parseDouble(words[2]), 0);
    String[] rest = words[3].split(" ", 2);
    assertEquals(product, Double.parseDouble(rest[0]), Math.ulp(product));
    assertEquals("(5, 5)", rest[1]);
  }

  private static Process start(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return abort("no " + command[0] + " here: " + e.getMessage());
    }
  }
}
