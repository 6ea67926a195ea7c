package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.blas.Precision;
import io.github.fallline.csv.parser.RecordChunks;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Tile;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that is read as a stream hands out what it hands out from memory. */
class CsvStreamTest {
  private static final Schema SCHEMA = Schema.target("y");

  @TempDir Path directory;

  /** Rows of three features and a target; some lack a value, some are quoted. */
  private static byte[] table(int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    StringBuilder text = new StringBuilder("a,y,b,c\n");
    for (int i = 0; i < rows; i++) {
      String a = random.nextInt(100) == 0 ? "NA" : Double.toString(random.nextDouble());
      String b = random.nextInt(100) == 0 ? "\"7.25\"" : Integer.toString(random.nextInt(1000));
      text.append(String.format(Locale.ROOT, "%s,%d,%s,%.6f%n", a, i, b, random.nextDouble()));
    }
    return text.toString().getBytes(UTF_8);
  }

  private static TextInput input(byte[] bytes) {
    return new TextInput(new ByteArrayInputStream(bytes), "table.csv");
  }

  private static CsvStream stream(byte[] bytes, int threads) {
    return new CsvStream(
        input(bytes),
        CsvFormat.DETECT,
        SCHEMA,
        MissingValues.SKIP,
        ReadingOptions.DEFAULT.withThreads(threads));
  }

  private static Dataset load(byte[] bytes) {
    return CsvReader.read(input(bytes), CsvFormat.DETECT, SCHEMA, MissingValues.SKIP);
  }

  /** All tiles in the order of a pass: features and, behind them, the target of each row. */
  private static double[] numbers(RowStream rows, int tileRows) {
    int columns = rows.featureNames().size();
    double[] all = new double[0];
    try (Tile tile = rows.newTile(tileRows);
        RowStream.Pass pass = rows.pass(tileRows)) {
      double[] features = new double[tileRows * columns];
      long expectedIndex = 0;
      while (pass.next(tile)) {
        assertEquals(expectedIndex++, tile.index());
        tile.read(features);
        int length = all.length;
        all = Arrays.copyOf(all, length + tile.rows() * (columns + 1));
        for (int i = 0; i < tile.rows(); i++) {
          int at = length + i * (columns + 1);
          System.arraycopy(features, i * columns, all, at, columns);
          all[at + columns] = tile.targets()[i];
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "3, 1", "1000, 16", "1000, 999", "1000, 4096", "20000, 16", "20000, 1024"})
  void tilesAreThoseOfTheTextInMemory(int count, int tileRows) {
    byte[] bytes = table(count);
    try (Dataset memory = load(bytes)) {
      for (int threads = 1; threads <= 3; threads++) {
        try (CsvStream stream = stream(bytes, threads)) {
          assertArrayEquals(numbers(memory, tileRows), numbers(stream, tileRows));
          assertEquals(memory.rows(), stream.rows());
          assertEquals(memory.skippedRows(), stream.skippedRows());
          assertEquals(memory.fingerprint(), stream.fingerprint());
          assertEquals(memory.featureNames(), stream.featureNames());
          assertEquals(memory.targetName(), stream.targetName());
        }
      }
    }
  }

  @Test
  void weightsThatAddUpToNothingAreTheSameError() {
    byte[] bytes = "x,w,y\n1,0,2\n3,0,4\n".getBytes(UTF_8);
    Schema schema = SCHEMA.withWeight("w");
    MissingValues rule = MissingValues.FAIL;
    ReadingOptions options = ReadingOptions.DEFAULT;
    String expected =
        assertThrows(
                InputException.class,
                () -> CsvReader.readWeighted(input(bytes), CsvFormat.DETECT, schema, rule, options))
            .getMessage();

    try (CsvStream stream = new CsvStream(input(bytes), CsvFormat.DETECT, schema, rule, options)) {
      InputException thrown = assertThrows(InputException.class, () -> numbers(stream, 16));
      assertEquals(expected, thrown.getMessage());
    }
  }

  @Test
  void theTextIsLongerThanWhatIsOnItsWay() {
    assertTrue(table(60_000).length > RecordChunks.CHUNK_BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a,y,b,c\n", "a,y,b,c\n1,2,NA,4\n", "a,y,b,c\n1,2,3,4\n1,2\n", "a,b\n1,2\n"})
  void errorsAreThoseOfTheTextInMemory(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    String expected = assertThrows(InputException.class, () -> load(bytes)).getMessage();

    InputException thrown =
        assertThrows(
            InputException.class,
            () -> {
              try (CsvStream stream = stream(bytes, 2)) {
                numbers(stream, 16);
              }
            });

    assertEquals(expected, thrown.getMessage());
  }

  @Test
  void anErrorFarBehindEndsThePass() {
    byte[] bytes = table(60_000);
    bytes[bytes.length - 10] = 'x';
    String expected = assertThrows(InputException.class, () -> load(bytes)).getMessage();
    try (CsvStream stream = stream(bytes, 2)) {
      assertEquals(
          expected, assertThrows(InputException.class, () -> numbers(stream, 64)).getMessage());
    }
  }

  @Test
  void aPassThatIsClosedEarlyEndsTheParsing() {
    try (CsvStream stream = stream(table(60_000), 2)) {
      try (Tile tile = stream.newTile(64);
          RowStream.Pass pass = stream.pass(64)) {
        assertTrue(pass.next(tile));
      }
      assertThrows(IllegalStateException.class, stream::rows);
      assertFalse(
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> thread.getName().equals("fallline-stream")));
    }
  }

  @Test
  void thereIsOnePassAndCountsComeAfterIt() {
    try (CsvStream stream = stream(table(10), 1)) {
      assertThrows(IllegalStateException.class, stream::rows);
      assertThrows(IllegalStateException.class, stream::fingerprint);
      numbers(stream, 16);
      assertThrows(IllegalStateException.class, () -> stream.pass(16));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MissingValues.class,
      names = {"SKIP", "MEAN"})
  void storedRowsAreThoseOfTheTextInMemory(MissingValues missing) throws IOException {
    byte[] bytes = table(20_000);
    for (Precision precision : Precision.values()) {
      try (Dataset memory =
              CsvReader.read(
                  input(bytes),
                  CsvFormat.DETECT,
                  SCHEMA,
                  missing,
                  ReadingOptions.DEFAULT.withPrecision(precision));
          CsvStream stream =
              new CsvStream(
                  input(bytes),
                  CsvFormat.DETECT,
                  SCHEMA,
                  missing,
                  ReadingOptions.DEFAULT.withPrecision(precision))) {
        try (RowSource stored = stream.stored(directory)) {
          assertArrayEquals(numbers(memory, 999), numbers(stored, 999));
          assertArrayEquals(numbers(memory, 16), numbers(stored, 16));
          assertEquals(memory.fingerprint(), stored.fingerprint());
          assertEquals(memory.skippedRows(), stored.skippedRows());
        }
        assertEquals(0, files());
      }
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void nothingIsLeftOfRowsThatCannotBeRead() throws IOException {
    byte[] bytes = table(20_000);
    bytes[bytes.length - 10] = 'x';
    try (CsvStream stream = stream(bytes, 2)) {
      assertThrows(InputException.class, () -> stream.stored(directory));
    }
    assertEquals(0, files());
  }

  @Test
  void meansAreNotKnownInTheFirstPass() {
    try (CsvStream stream =
        new CsvStream(
            input(table(10)),
            CsvFormat.DETECT,
            SCHEMA,
            MissingValues.MEAN,
            ReadingOptions.DEFAULT)) {
      assertThrows(IllegalStateException.class, () -> stream.pass(16));
    }
  }

  @Test
  void rowsWithoutATargetHaveFeaturesAlone() {
    Schema unlabelled = Schema.unlabelled();
    try (CsvStream stream =
            new CsvStream(
                input("a,b\n1,2\n3,4\n".getBytes(UTF_8)),
                CsvFormat.DETECT,
                unlabelled,
                MissingValues.FAIL,
                ReadingOptions.DEFAULT.withThreads(1));
        Tile tile = stream.newTile(16)) {
      assertThrows(IllegalStateException.class, () -> stream.pass(16));
      try (RowStream.Pass pass = stream.features(16)) {
        assertTrue(pass.next(tile));
        double[] found = new double[4];
        tile.features().read(found);
        assertArrayEquals(new double[] {1, 2, 3, 4}, found);
      }
    }
  }

  @Test
  void missingFeaturesAreFilledInAsTheyComeIn() {
    byte[] text = "a,y,b\n,1,2\n3,1,\nNA,1,null\n5,1,6\n".getBytes(UTF_8);
    try (CsvStream stream =
            new CsvStream(
                input(text),
                CsvFormat.DETECT,
                Schema.target("y"),
                MissingValues.KEEP,
                ReadingOptions.DEFAULT);
        Tile tile = stream.newTile(16)) {
      assertThrows(IllegalArgumentException.class, () -> stream.impute(new double[1]));
      stream.impute(new double[] {-1, -2});
      try (RowStream.Pass pass = stream.pass(16)) {
        assertTrue(pass.next(tile));
        double[] found = new double[8];
        tile.features().read(found);
        assertArrayEquals(new double[] {-1, 2, 3, -2, -1, -2, 5, 6}, found);
      }
      assertThrows(IllegalStateException.class, () -> stream.impute(new double[2]));
    }
  }
}
