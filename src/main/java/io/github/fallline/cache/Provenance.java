package io.github.fallline.cache;

import io.github.fallline.files.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The source of the rows of a cache and how it was read, by which an outdated cache is detected.
 *
 * @param name of the source file, without folders
 * @param bytes its size
 * @param modified when it was last modified
 * @param ends the CRC-32C of its first and its last 64 KiB
 * @param settings by name, the settings with which it was read
 */
public record Provenance(
    String name, long bytes, Instant modified, long ends, Map<String, List<String>> settings) {
  private static final int END_BYTES = 1 << 16;

  public Provenance {
    Map<String, List<String>> copy = new TreeMap<>();
    settings.forEach((setting, texts) -> copy.put(setting, List.copyOf(texts)));
    settings = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns the provenance of rows that are about to be read from a file.
   *
   * @throws InputException if the file cannot be read
   */
  public static Provenance of(Path source, Map<String, List<String>> settings) {
    try (FileChannel channel = FileChannel.open(source)) {
      long bytes = channel.size();
      CRC32C ends = new CRC32C();
      update(ends, channel, 0);
      update(ends, channel, Math.max(0, bytes - END_BYTES));
      Instant modified = Files.getLastModifiedTime(source).toInstant();
      Path name = source.toAbsolutePath().getFileName();
      return new Provenance(String.valueOf(name), bytes, modified, ends.getValue(), settings);
    } catch (IOException e) {
      throw new InputException(source + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the provenance of rows that are about to be read from files, one after another.
   *
   * @param sources at least one
   * @throws InputException if one cannot be read
   */
  public static Provenance of(List<Path> sources, Map<String, List<String>> settings) {
    if (sources.size() == 1) {
      return of(sources.get(0), settings);
    }
    long bytes = 0;
    Instant modified = Instant.MIN;
    CRC32C ends = new CRC32C();
    List<String> files = new ArrayList<>();
    for (Path source : sources) {
      Provenance each = of(source, Map.of());
      bytes += each.bytes;
      modified = each.modified.isAfter(modified) ? each.modified : modified;
      ends.update(ByteBuffer.allocate(Long.BYTES).putLong(0, each.ends));
      files.add(each.name + ", " + each.bytes + " bytes");
    }
    Map<String, List<String>> all = new TreeMap<>(settings);
    all.put("files", files);
    return new Provenance(
        String.format(Locale.ROOT, "%d files", sources.size()),
        bytes,
        modified,
        ends.getValue(),
        all);
  }

  private static void update(CRC32C sum, FileChannel channel, long first) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(END_BYTES);
    while (buffer.hasRemaining() && channel.read(buffer, first + buffer.position()) > 0) {
      // Reads on.
    }
    sum.update(buffer.flip());
  }

  /**
   * Compares this provenance, of a cache, with that of the rows wanted now.
   *
   * @return a finding such as {@code made of 120 bytes, prices.csv has 130}; empty if they agree
   */
  public Optional<String> differenceFrom(Provenance now) {
    if (!name.equals(now.name)) {
      return Optional.of("made of " + name + ", not of " + now.name);
    }
    if (bytes != now.bytes) {
      return Optional.of(
          String.format(Locale.ROOT, "made of %,d bytes, %s has %,d", bytes, now.name, now.bytes));
    }
    if (!modified.equals(now.modified)) {
      return Optional.of(
          "made of " + now.name + " of " + modified + ", which was changed " + now.modified);
    }
    if (ends != now.ends) {
      return Optional.of(now.name + "'s content has changed");
    }
    return settings.equals(now.settings)
        ? Optional.empty()
        : Optional.of("made with other " + String.join(", ", differences(now)));
  }

  private List<String> differences(Provenance now) {
    Map<String, List<String>> all = new TreeMap<>(settings);
    all.putAll(now.settings);
    return all.keySet().stream()
        .filter(each -> !Objects.equals(settings.get(each), now.settings.get(each)))
        .toList();
  }
}
