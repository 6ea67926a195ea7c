package io.github.fallline.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.parser.RecordLayout;
import io.github.fallline.data.RowBlock;
import io.github.fallline.files.InputException;
import io.github.fallline.files.OutputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheFileTest {
  private static final Provenance PROVENANCE =
      new Provenance("t.csv", 120, Instant.EPOCH, 7, Map.of("header", List.of("true")));

  @TempDir Path directory;

  /** Row i is i, i + 0.25, ...; its target is -i. Every seventh first feature is missing. */
  private static double number(long row, int column) {
    return column == 0 && row % 7 == 3 ? Double.NaN : row + 0.25 * column;
  }

  private static RowBlock block(long first, int rows, int features, boolean labelled) {
    int columns = features + (labelled ? 1 : 0);
    int[] places = new int[columns];
    Arrays.setAll(places, j -> j);
    RecordLayout.Gaps gaps = RecordLayout.Gaps.KEPT;
    RowBlock block = new RecordLayout(',', columns, places, labelled, gaps).newBlock();
    double[] row = new double[columns];
    for (long i = first; i < first + rows; i++) {
      for (int j = 0; j < features; j++) {
        row[j] = number(i, j);
      }
      if (labelled) {
        row[features] = -i;
      }
      block.add(row);
    }
    return block;
  }

  private static List<String> names(int features) {
    return Collections.nCopies(features, "x");
  }

  /** Writes rows in blocks of growing size, the last of them first. */
  private static void write(CacheWriter writer, int rows, int features, boolean labelled) {
    List<RowBlock> blocks = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    for (int first = 0; first < rows; ) {
      int count = Math.min(1 + blocks.size() * 100, rows - first);
      blocks.add(block(first, count, features, labelled));
      places.add(writer.reserve(blocks.get(blocks.size() - 1)));
      first += count;
    }
    for (int i = blocks.size() - 1; i >= 0; i--) {
      writer.write(places.get(i), blocks.get(i));
    }
  }

  private Path written(int rows, int features, boolean labelled) {
    Path file = directory.resolve("rows.npy");
    Optional<String> target = labelled ? Optional.of("y") : Optional.empty();
    try (CacheWriter writer = CacheWriter.create(file, names(features), target)) {
      write(writer, rows, features, labelled);
      writer.commit(PROVENANCE);
    }
    return file;
  }

  /** The description of .npy: magic, version, length of the header, header, numbers. */
  @ParameterizedTest
  @CsvSource({"1, 1, true", "1000, 3, true", "5000, 20, false", "20, 10000, true"})
  void fileIsTheMatrixThatTheDescriptionOfNpySays(int rows, int features, boolean labelled)
      throws IOException {
    byte[] bytes = Files.readAllBytes(written(rows, features, labelled));
    int columns = features + (labelled ? 1 : 0);

    assertEquals((byte) 0x93, bytes[0]);
    assertEquals("NUMPY\1\0", new String(bytes, 1, 7, US_ASCII));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = buffer.getShort(8);
    String header = new String(bytes, 10, length, US_ASCII);
    assertEquals(0, (10 + length) % 64);
    assertEquals(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }",
        header.strip());
    assertTrue(header.endsWith(" \n"));
    buffer.position(10 + length);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < features; j++) {
        assertEquals(number(i, j), buffer.getDouble());
      }
      assertEquals(labelled ? -i : 0, labelled ? buffer.getDouble() : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allRowsComeOnceByAnyNumberOfThreads(int threads) {
    int rows = 20_000;
    double[][] found = new double[rows][];
    try (CacheFile cache = CacheFile.open(written(rows, 3, true))) {
      cache.readAll(
          threads,
          (first, count, features, targets) -> {
            for (int i = 0; i < count; i++) {
              int row = (int) first + i;
              assertEquals(null, found[row]);
              found[row] = Arrays.copyOfRange(features, 3 * i, 3 * i + 3);
              assertEquals(-row, targets[i]);
            }
          });
      for (int i = 0; i < rows; i++) {
        double[] expected = {number(i, 0), number(i, 1), number(i, 2)};
        assertArrayEquals(expected, found[i], "row " + i);
      }
    }
  }

  @Test
  void rowsAreReadFromAnywhere() {
    Random random = new Random(5);
    try (CacheFile cache = CacheFile.open(written(3000, 2, true))) {
      double[] features = new double[200];
      double[] targets = new double[101];
      for (int trial = 0; trial < 200; trial++) {
        int first = random.nextInt(2900);
        cache.read(first, 100, features, targets, 1);
        for (int i = 0; i < 100; i++) {
          assertEquals(number(first + i, 0), features[2 * i]);
          assertEquals(number(first + i, 1), features[2 * i + 1]);
          assertEquals(-(first + i), targets[1 + i]);
        }
      }
      assertThrows(
          IndexOutOfBoundsException.class, () -> cache.read(2901, 100, features, targets, 0));
    }
  }

  @Test
  void descriptionComesBack() {
    try (CacheFile cache = CacheFile.open(written(10, 2, true))) {
      // Rows 3 of 0 ... 9 lacks its first feature.
      assertEquals(
          new CacheMetadata(
              List.of("x", "x"),
              Optional.of("y"),
              10,
              0,
              List.of(1L, 0L, 0L),
              Optional.of(PROVENANCE)),
          cache.contents());
    }
  }

  /** The byte that is turned over, counted from the front or, if negative, from behind. */
  @ParameterizedTest
  @CsvSource({
    "0, its header is damaged",
    "100, its header is damaged",
    "4095, its header is damaged",
    "4096, the checksum of rows 1 to 1 does not match",
    "4130, the checksum of rows 2 to 102 does not match",
    "-33, the checksum of its trailer does not match",
    "-32, its end is missing or damaged",
    "-10, its end is missing or damaged",
    "-1, its end is missing or damaged"
  })
  void everyDamagedByteIsNoticed(int place, String finding) throws IOException {
    Path file = written(500, 3, true);
    byte[] bytes = Files.readAllBytes(file);
    bytes[place < 0 ? bytes.length + place : place] ^= 0x10;
    Files.write(file, bytes);

    DamagedCacheException thrown =
        assertThrows(DamagedCacheException.class, () -> openAndVerify(file));

    assertEquals(finding, thrown.getMessage());
  }

  private static void openAndVerify(Path file) {
    try (CacheFile cache = CacheFile.open(file)) {
      cache.verify(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 4104, 9000})
  void whatIsCutOffIsNoticed(int length) throws IOException {
    Path file = written(500, 3, true);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

    assertThrows(DamagedCacheException.class, () -> CacheFile.open(file));
  }

  @Test
  void aFooterBehindOtherBytesIsNoticed() throws IOException {
    Path file = written(500, 3, true);
    byte[] bytes = Files.readAllBytes(file);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 8);
    System.arraycopy(bytes, bytes.length - 32, longer, longer.length - 32, 32);
    Files.write(file, longer);

    DamagedCacheException thrown =
        assertThrows(DamagedCacheException.class, () -> CacheFile.open(file));

    assertEquals("its length is not the recorded one", thrown.getMessage());
  }

  /** A text of the trailer, and another in its place, of the same length or not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"t.csv\"' | null",
        "'\"1970-01-01T00:00:00Z\"' | null",
        "'\"1970-01-01T00:00:00Z\"' | '\"today\"'",
        "'[\"true\"]' | [null]",
        "'[\"true\"]' | null",
        "'{\"header\":[\"true\"]}' | 1",
        "'[\"x\",\"x\"]' | [null,1]",
        "'[\"x\",\"x\"]' | null",
        "'\"y\"' | [1]",
        "'\"skippedRows\":0' | '\"skippedRows\":1e99'",
        "'[1,0,0]' | [null,0,0]",
        "'[1,0,0]' | 3",
      })
  void aDescriptionThatIsNoneIsNoticed(String good, String bad) throws IOException {
    Path file = written(10, 2, true);
    byte[] bytes = Files.readAllBytes(file);
    int end = (int) CacheWriter.positionOf(10, 3);
    String text = new String(bytes, end, bytes.length - end - Footer.BYTES, UTF_8);
    byte[] trailer = text.replace(good, bad).getBytes(UTF_8);
    ByteBuffer whole = ByteBuffer.allocate(end + trailer.length + Footer.BYTES);
    whole.put(bytes, 0, end).put(trailer).put(Footer.of(end, trailer).toBytes());
    Files.write(file, whole.array());

    DamagedCacheException thrown =
        assertThrows(DamagedCacheException.class, () -> CacheFile.open(file));

    assertEquals("its trailer cannot be parsed", thrown.getMessage());
  }

  static Stream<byte[]> foreign() {
    String npy = "\u0093NUMPY\1\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }";
    return Stream.of(
        new byte[0],
        "x,y\n1,2\n".getBytes(UTF_8),
        new byte[10_000],
        (npy + " ".repeat(60) + "\n12345678").getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void aFileOfOthersIsAnError(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("other"), bytes);

    InputException thrown = assertThrows(InputException.class, () -> CacheFile.open(file));

    assertEquals(
        file + ": exists and is not a cache of rows; name another file", thrown.getMessage());
  }

  @Test
  void whatIsNotCommittedLeavesNothing() throws IOException {
    Path file = directory.resolve("rows.npy");
    try (CacheWriter writer = CacheWriter.create(file, names(3), Optional.of("y"))) {
      write(writer, 1000, 3, true);
    }

    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void anUncommittedFileLeavesTheOneBeforeIt() throws IOException {
    Path file = written(10, 1, true);
    byte[] before = Files.readAllBytes(file);
    try (CacheWriter writer = CacheWriter.create(file, names(3), Optional.of("y"))) {
      write(writer, 1000, 3, true);
    }

    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void aSpoolIsReadAndDeletedWhenItIsClosed() throws IOException {
    CacheWriter writer = CacheWriter.spool(directory, names(3), Optional.of("y"));
    write(writer, 1000, 3, true);
    try (CacheFile cache = writer.spooled()) {
      cache.verify(2);
      double[] features = new double[3];
      double[] targets = new double[1];
      cache.read(999, 1, features, targets, 0);
      assertArrayEquals(new double[] {999, 999.25, 999.5}, features);
      assertEquals(-999, targets[0]);
      assertEquals(Optional.empty(), cache.contents().provenance());
    }

    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(), files.toList());
    }
    writer.close();
  }

  @Test
  void aDeviceIsNoPlaceForACache() {
    OutputException thrown =
        assertThrows(
            OutputException.class,
            () -> CacheWriter.create(Path.of("/dev/null"), names(1), Optional.of("y")));

    assertEquals("/dev/null: is not a regular file; name another file", thrown.getMessage());
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
  }
}
