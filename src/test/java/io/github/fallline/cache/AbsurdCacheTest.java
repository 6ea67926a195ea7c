package io.github.fallline.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.files.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches with absurd metadata and valid checksums; no memory is allocated because of them. */
class AbsurdCacheTest {
  private static final Provenance PROVENANCE =
      new Provenance("t.csv", 120, Instant.EPOCH, 7, Map.of());

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("rows.npy");
  }

  private Path sparse(long size, byte[] head, byte[]... ends) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(head));
      long at = size;
      for (byte[] end : ends) {
        channel.write(ByteBuffer.wrap(end), at);
        at += end.length;
      }
    }
    return file();
  }

  private static byte[] trailer(long rows, List<Segment> segments) {
    CacheMetadata metadata =
        new CacheMetadata(
            List.of("x"),
            Optional.of("y"),
            rows,
            0,
            Collections.nCopies(2, 0L),
            Optional.of(PROVENANCE));
    return new Trailer(metadata, segments).toBytes();
  }

  private static void assertDamaged(Path file, String finding) {
    DamagedCacheException error =
        assertThrows(DamagedCacheException.class, () -> CacheFile.open(file));
    assertTrue(error.getMessage().contains(finding), error.getMessage());
  }

  /** 2^60 rows: more than the pattern of our own headers takes for a number. */
  @ParameterizedTest
  @ValueSource(strings = {"1152921504606846976", "99999999999999999999999"})
  void aHeaderThatClaimsTooManyRowsIsNoneOfOurs(String rows) throws IOException {
    String head = new String(new NpyHeader(7, 2).toBytes(), ISO_8859_1);
    String claim = head.replace("(7,", "(" + rows + ",").substring(0, NpyHeader.BYTES);
    Path file = sparse(NpyHeader.BYTES, claim.getBytes(ISO_8859_1), new byte[100]);

    assertThrows(InputException.class, () -> CacheFile.open(file));
  }

  /** 3 GB that take no room on the disk, of which all but a page are declared as the trailer. */
  @ParameterizedTest
  @ValueSource(longs = {Integer.MAX_VALUE, Integer.MAX_VALUE - 8, 1L << 29, 3L << 30})
  void aDescriptionOfGigabytesIsNotRead(long length) throws IOException {
    long end = NpyHeader.BYTES + length;
    byte[] footer = new Footer(NpyHeader.BYTES, length, 0).toBytes();
    Path file = sparse(end, new NpyHeader(0, 2).toBytes(), footer);

    assertDamaged(file, "length is not the recorded one");
  }

  @Test
  void moreRowsThanThereAreBytesForAreDamage() throws IOException {
    List<Segment> segments = Collections.nCopies(1000, new Segment(0, Integer.MAX_VALUE, 0));
    long rows = 1000L * Integer.MAX_VALUE;
    byte[] trailer = trailer(rows, segments);
    byte[] footer = Footer.of(NpyHeader.BYTES, trailer).toBytes();
    Path file = sparse(NpyHeader.BYTES, new NpyHeader(rows, 2).toBytes(), trailer, footer);

    assertDamaged(file, "length is not the recorded one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[nested]",
        "{\"version\": 1}",
        "{\"version\": 1, \"stretches\": [[99999999999, 0]]}",
        "{\"version\": 1, \"stretches\": [[-1, 0]], \"features\": [\"x\"], \"target\": \"y\","
            + " \"rows\": -1, \"skippedRows\": 0, \"missing\": [0, 0]}",
        "{\"version\": 1, \"stretches\": [], \"features\": {}, \"target\": 7}",
        "",
        "\u0000"
      })
  void aDescriptionOfNothingIsDamage(String text) throws IOException {
    String nested = "[".repeat(100_000) + "]".repeat(100_000);
    byte[] trailer = text.replace("[nested]", nested).getBytes(UTF_8);
    byte[] footer = Footer.of(NpyHeader.BYTES, trailer).toBytes();
    Path file = sparse(NpyHeader.BYTES, new NpyHeader(0, 2).toBytes(), trailer, footer);

    assertDamaged(file, "");
    assertTrue(Files.exists(file));
  }
}
