package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.cache.CachedRows;
import io.github.fallline.data.CellFormat;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.MissingWords;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Tile;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cache gives is what the text gives, and nothing that the text no longer says. */
class CsvCacheTest {
  private static final Schema SCHEMA = Schema.target("y");

  @TempDir Path directory;
  private Path source;
  private Path file;
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void writeSource() throws IOException {
    source = Files.writeString(directory.resolve("t.csv"), table(30_000));
    file = directory.resolve("t.npy");
  }

  /** Three features, one far from zero, one with missing values, and a target. */
  private static String table(int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    StringBuilder text = new StringBuilder("a,y,b,c\n");
    for (int i = 0; i < rows; i++) {
      String b = random.nextInt(50) == 0 ? "NA" : Integer.toString(random.nextInt(1000));
      double c = 1e6 + random.nextDouble();
      text.append(String.format(Locale.ROOT, "%.9f,%d,%s,%.6f\n", random.nextDouble(), i, b, c));
    }
    return text.toString();
  }

  private CsvCache cache(MissingValues missing) {
    return new CsvCache(file, source, CsvFormat.DETECT, SCHEMA, missing, notes::add);
  }

  private Dataset text(MissingValues missing, Precision precision) {
    return CsvReader.read(
        TextInput.of(source),
        CsvFormat.DETECT,
        SCHEMA,
        missing,
        ReadingOptions.DEFAULT.withPrecision(precision));
  }

  static Stream<Arguments> ways() {
    return Stream.of(MissingValues.SKIP, MissingValues.MEAN, MissingValues.KEEP)
        .flatMap(rule -> Stream.of(Precision.values()).map(each -> Arguments.of(rule, each)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void matrixIsThatOfTheText(MissingValues missing, Precision precision) throws IOException {
    try (Dataset expected = text(missing, precision);
        Dataset first = cache(missing).read(ReadingOptions.DEFAULT.withPrecision(precision));
        Dataset second = cache(missing).read(ReadingOptions.DEFAULT.withPrecision(precision))) {
      assertSameRows(expected, first);
      assertSameRows(expected, second);
    }
    assertEquals(List.of(), notes);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void streamedRowsAreThoseOfTheText(MissingValues missing, Precision precision) {
    try (Dataset expected = text(missing, precision);
        CachedRows first = cache(missing).stream(ReadingOptions.DEFAULT.withPrecision(precision));
        CachedRows second =
            cache(missing).stream(ReadingOptions.DEFAULT.withPrecision(precision))) {
      assertSameRows(expected, first);
      assertSameRows(expected, second);
    }
    assertEquals(List.of(), notes);
  }

  private static void assertSameRows(RowSource expected, RowSource found) {
    assertEquals(expected.rows(), found.rows());
    assertEquals(expected.skippedRows(), found.skippedRows());
    assertEquals(expected.featureNames(), found.featureNames());
    assertEquals(expected.targetName(), found.targetName());
    for (int j = 0; j < 3; j++) {
      assertEquals(expected.offset(j), found.offset(j));
    }
    assertEquals(expected.fingerprint(), found.fingerprint());
    assertArrayEquals(tiles(expected, 1000), tiles(found, 1000));
    assertArrayEquals(tiles(expected, 10_007), tiles(found, 10_007));
    assertArrayEquals(someRows(expected), someRows(found));
  }

  /** All tiles of a pass one behind the other: features, then targets of each. */
  private static double[] tiles(RowSource rows, int tileRows) {
    List<double[]> parts = new ArrayList<>();
    try (Tile tile = rows.newTile(tileRows);
        RowStream.Pass pass = rows.pass(tileRows)) {
      assertEquals((rows.rows() + tileRows - 1) / tileRows, pass.tiles());
      while (pass.next(tile)) {
        assertEquals(parts.size() / 2, tile.index());
        double[] features = new double[tile.rows() * 3];
        tile.read(features);
        parts.add(features);
        parts.add(Arrays.copyOf(tile.targets(), tile.rows()));
      }
    }
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /** Rows from the middle, read to the middle of other memory, as stored. */
  private static double[] someRows(RowSource rows) {
    double[] features = new double[300];
    double[] targets = new double[104];
    try (Workspace workspace = new Workspace();
        RowSource.Reader reader = rows.reader()) {
      RowView view = workspace.view(104, 3, rows.precision());
      reader.read(12_345, 100, view, targets, 4);
      assertEquals(4, view.firstRow());
      assertEquals(100, view.rows());
      view.read(features);
    }
    return DoubleStream.concat(Arrays.stream(features), Arrays.stream(targets)).toArray();
  }

  @Test
  void tilesAreReadWithoutAllocation() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (CachedRows rows = cache(MissingValues.MEAN).stream(ReadingOptions.DEFAULT);
        Tile tile = rows.newTile(16)) {
      long bytes = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        try (RowStream.Pass pass = rows.pass(16)) {
          pass.next(tile);
          long before = threads.getCurrentThreadAllocatedBytes();
          while (pass.next(tile)) {
            assertTrue(tile.rows() > 0);
          }
          bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
      }
      // 1874 tiles; what the first passes allocate is for classes on their first use.
      assertTrue(bytes < 1000, bytes + " bytes");
    }
  }

  private void write() {
    cache(MissingValues.MEAN).read(ReadingOptions.DEFAULT).close();
  }

  /** Whether the cache is read, and not the text. */
  private boolean isUsed(CsvCache cache) {
    long[] bytes = new long[1];
    cache.read(ReadingOptions.DEFAULT.withProgress((read, rows) -> bytes[0] = read)).close();
    return bytes[0] == 0;
  }

  @Test
  void theSecondTimeTheTextIsNotRead() {
    assertFalse(isUsed(cache(MissingValues.MEAN)));
    assertTrue(isUsed(cache(MissingValues.MEAN)));
  }

  /** A change and a part of what is said of it. */
  private record Change(String finding, Doing doing) {
    private interface Doing {
      void apply(Path source) throws IOException;
    }

    @Override
    public String toString() {
      return finding;
    }
  }

  static Stream<Change> changes() {
    return Stream.of(
        new Change(
            "bytes, t.csv has",
            source -> Files.writeString(source, Files.readString(source) + "1,2,3,4\n")),
        new Change(
            "which was changed 2001-01-01T00:00:00Z",
            source ->
                Files.setLastModifiedTime(
                    source, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")))),
        new Change(
            "t.csv's content has changed",
            source -> {
              FileTime time = Files.getLastModifiedTime(source);
              byte[] bytes = Files.readAllBytes(source);
              bytes[bytes.length - 2] ^= 1;
              Files.write(source, bytes);
              Files.setLastModifiedTime(source, time);
            }));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangedTextIsNoticedAndReadAnew(Change change) throws IOException {
    write();
    change.doing().apply(source);

    try (Dataset expected = text(MissingValues.MEAN, Precision.DOUBLE);
        Dataset found = cache(MissingValues.MEAN).read(ReadingOptions.DEFAULT)) {
      assertEquals(expected.fingerprint(), found.fingerprint());
    }

    assertEquals(1, notes.size());
    assertTrue(notes.get(0).startsWith(file + ": is out of date: "), notes.get(0));
    assertTrue(notes.get(0).contains(change.finding()), notes.get(0));
    assertTrue(isUsed(cache(MissingValues.MEAN)));
  }

  /** Other settings, and what the note says of them. */
  static Stream<Arguments> settings() {
    CsvFormat comma = new CsvFormat(Optional.of(','), true);
    Schema without = Schema.target("y").withExcluded(List.of("a"));
    Schema named = Schema.target("y").withFeatures(List.of("c", "a"));
    return Stream.of(
        Arguments.of(CsvFormat.DETECT, SCHEMA, MissingValues.SKIP, "rule for missing values"),
        Arguments.of(comma, SCHEMA, MissingValues.MEAN, "separator"),
        Arguments.of(
            CsvFormat.DETECT.withCells(
                CellFormat.DEFAULT.withMissingWords(new MissingWords(List.of("NA", "x")))),
            SCHEMA,
            MissingValues.MEAN,
            "words for missing values"),
        Arguments.of(
            CsvFormat.DETECT.withCells(CellFormat.DEFAULT.withThousands('_')),
            SCHEMA,
            MissingValues.MEAN,
            "thousands separator"),
        Arguments.of(
            CsvFormat.DETECT.withComment('#'), SCHEMA, MissingValues.MEAN, "comment character"),
        Arguments.of(
            CsvFormat.DETECT.withCharset(StandardCharsets.ISO_8859_1),
            SCHEMA,
            MissingValues.MEAN,
            "encoding"),
        Arguments.of(CsvFormat.DETECT, Schema.target("c"), MissingValues.MEAN, "target"),
        Arguments.of(CsvFormat.DETECT, without, MissingValues.MEAN, "excluded columns"),
        Arguments.of(CsvFormat.DETECT, named, MissingValues.MEAN, "features"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void otherSettingsAreNoticed(
      CsvFormat format, Schema schema, MissingValues missing, String finding) {
    write();
    CsvCache other = new CsvCache(file, source, format, schema, missing, notes::add);

    assertFalse(isUsed(other));
    assertTrue(isUsed(other));

    assertEquals(
        List.of(file + ": is out of date: made with other " + finding + "; rebuilding it"), notes);
  }

  @Test
  void aTextOfAnotherNameIsNoticed() throws IOException {
    write();
    source = Files.copy(source, directory.resolve("u.csv"), StandardCopyOption.COPY_ATTRIBUTES);

    assertFalse(isUsed(cache(MissingValues.MEAN)));
    assertEquals(
        List.of(file + ": is out of date: made of t.csv, not of u.csv; rebuilding it"), notes);
  }

  @Test
  void damageIsNoticedAndRepaired() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(file);
    byte[] damaged = whole.clone();
    damaged[10_000] ^= 1;
    for (boolean streamed : new boolean[] {false, true}) {
      Files.write(file, damaged);
      CsvCache cache = cache(MissingValues.MEAN);
      try (Dataset expected = text(MissingValues.MEAN, Precision.DOUBLE);
          RowSource found =
              streamed
                  ? cache.stream(ReadingOptions.DEFAULT)
                  : cache.read(ReadingOptions.DEFAULT)) {
        assertEquals(expected.fingerprint(), found.fingerprint());
      }
    }

    assertEquals(2, notes.size());
    assertTrue(notes.get(0).startsWith(file + ": is damaged: the checksum of rows "));
    assertTrue(isUsed(cache(MissingValues.MEAN)));
  }

  @Test
  void anotherFileIsNeverReplaced() throws IOException {
    Files.writeString(file, "precious");

    assertThrows(InputException.class, this::write);

    assertEquals("precious", Files.readString(file));
  }

  @Test
  void aTextWithAnErrorLeavesNoCache() throws IOException {
    Files.writeString(source, Files.readString(source) + "1,2,x,4\n");

    assertThrows(InputException.class, this::write);
    assertThrows(
        InputException.class, () -> cache(MissingValues.MEAN).stream(ReadingOptions.DEFAULT));

    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(source), files.toList());
    }
  }

  @Test
  void aTextWithoutRowsLeavesNoCache() throws IOException {
    Files.writeString(source, "a,y\n");

    assertThrows(InputException.class, this::write);
    InputException thrown =
        assertThrows(
            InputException.class, () -> cache(MissingValues.MEAN).stream(ReadingOptions.DEFAULT));

    assertTrue(thrown.getMessage().contains("no rows below the header"), thrown.getMessage());
    assertFalse(Files.exists(file));
  }
}
