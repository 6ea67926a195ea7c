package io.github.fallline.cache;

import io.github.fallline.csv.parser.RecordLayout;
import io.github.fallline.data.RowBlock;
import io.github.fallline.files.InputException;
import io.github.fallline.fuzz.FuzzTarget;
import io.github.fallline.fuzz.Mutation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Nearly valid caches: all of their rows are read, or the file is rejected. Half of them have
 * another trailer with valid checksums.
 */
public final class CacheFuzz implements FuzzTarget {
  private static final int ROWS = 50;

  private final Path file;
  private final byte[] good;
  private final int end;

  /** Writes a good cache into a folder. */
  public CacheFuzz(Path folder) throws IOException {
    file = folder.resolve("fuzzed.cache");
    RecordLayout layout =
        new RecordLayout(',', 3, new int[] {0, 1, 2}, true, RecordLayout.Gaps.KEPT);
    Provenance provenance =
        new Provenance("t.csv", 120, Instant.EPOCH, 7, Map.of("header", List.of("true")));
    try (CacheWriter writer = CacheWriter.create(file, List.of("a", "b"), Optional.of("y"))) {
      for (int part = 0; part < 2; part++) {
        RowBlock block = layout.newBlock();
        for (int i = 0; i < ROWS / 2; i++) {
          block.add(new double[] {i, part == 0 ? Double.NaN : 0.5 * i, -i});
        }
        writer.write(writer.reserve(block), block);
      }
      writer.commit(provenance);
    }
    good = Files.readAllBytes(file);
    end = (int) CacheWriter.positionOf(ROWS, 3);
  }

  @Override
  public void attempt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Files.write(file, random.nextBoolean() ? Mutation.ofBytes(good, random) : described(random));
    try (CacheFile cache = CacheFile.open(file)) {
      long[] rows = new long[1];
      cache.readAll(1, (first, count, features, targets) -> rows[0] += count);
      if (rows[0] != cache.contents().rows()) {
        throw new AssertionError(rows[0] + " rows of " + cache.contents().rows());
      }
      cache.verify(2);
    } catch (InputException | DamagedCacheException e) {
      return;
    }
  }

  /** The rows with another description, and a header and a footer that say so. */
  private byte[] described(SplittableRandom random) {
    byte[] trailer = Arrays.copyOfRange(good, end, good.length - Footer.BYTES);
    trailer = Mutation.ofJson(trailer, random);
    byte[] head = Arrays.copyOf(good, end);
    int at = end;
    if (random.nextBoolean()) {
      CacheMetadata metadata = contents(trailer);
      if (metadata != null) {
        NpyHeader header = new NpyHeader(metadata.rows(), metadata.columns());
        System.arraycopy(header.toBytes(), 0, head, 0, NpyHeader.BYTES);
        at = (int) Math.min(1 << 20, Math.max(NpyHeader.BYTES, position(metadata)));
        head = Arrays.copyOf(head, at);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    out.writeBytes(trailer);
    out.writeBytes(Footer.of(at, trailer).toBytes());
    return out.toByteArray();
  }

  private static CacheMetadata contents(byte[] trailer) {
    try {
      return Trailer.of(trailer).contents();
    } catch (DamagedCacheException e) {
      return null;
    }
  }

  private static long position(CacheMetadata metadata) {
    try {
      return CacheWriter.positionOf(metadata.rows(), metadata.columns());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
