package io.github.fallline.checkpoint;

import io.github.fallline.descent.Checkpoint;
import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.InputException;
import io.github.fallline.files.OutputException;
import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of a run's checkpoints: the latest, and beside it, with {@code .previous} behind its
 * name, the one before. Each appears complete or not at all; where the latest is damaged or
 * missing, the one before serves.
 */
public final class CheckpointFile {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
  private static final String FORMAT = "fallline-checkpoint";
  private static final int VERSION = 1;
  private static final String KIND = "checkpoint";

  private final Path file;
  private final Path previous;

  /** Creates access to the checkpoints of a path; does not read or write. */
  public CheckpointFile(Path file) {
    this.file = file;
    previous = file.resolveSibling(file.getFileName() + ".previous");
  }

  /**
   * Whether checkpoints can be written: each replaces the one before, which pipes and devices do
   * not support; they can only be read.
   */
  public boolean isReplaceable() {
    return !AtomicOutput.isDevice(file);
  }

  /**
   * Writes a checkpoint.
   *
   * @throws OutputException if it cannot be written; existing checkpoints remain
   */
  public void write(Checkpoint checkpoint) {
    if (!isReplaceable()) {
      throw new OutputException(file + ": is a pipe or a device; name a file for checkpoints");
    }
    try (AtomicOutput output = AtomicOutput.create(file)) {
      output.stream().write(text(checkpoint).getBytes(StandardCharsets.UTF_8));
      keepPrevious();
      output.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keepPrevious() {
    try {
      Files.move(file, previous, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // the first one
    } catch (IOException e) {
      throw new OutputException(previous + ": cannot be replaced: " + e.getMessage(), e);
    }
  }

  private static String text(Checkpoint checkpoint) {
    Map<String, Object> state = new LinkedHashMap<>();
    checkpoint.state().forEach((name, bits) -> state.put(name, encoded(bits)));
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("format", FORMAT);
    content.put("version", VERSION);
    content.put("checksum", checksum(checkpoint));
    content.put("epoch", checkpoint.epoch());
    content.put("loss", Double.toString(checkpoint.loss()));
    content.put("fingerprint", checkpoint.fingerprint());
    content.put("settings", checkpoint.settings());
    content.put("state", state);
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
  }

  private static String encoded(long[] bits) {
    ByteBuffer bytes = ByteBuffer.allocate(bits.length * Long.BYTES);
    bytes.asLongBuffer().put(bits);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static String checksum(Checkpoint checkpoint) {
    CRC32C sum = new CRC32C();
    add(sum, Long.toString(checkpoint.epoch()));
    add(sum, Double.toString(checkpoint.loss()));
    add(sum, checkpoint.fingerprint());
    checkpoint
        .settings()
        .forEach(
            (name, value) -> {
              add(sum, name);
              add(sum, value);
            });
    checkpoint
        .state()
        .forEach(
            (name, bits) -> {
              add(sum, name);
              add(sum, encoded(bits));
            });
    return String.format("crc32c:%08x", sum.getValue());
  }

  private static void add(CRC32C sum, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sum.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    sum.update(bytes);
  }

  /**
   * Reads the latest complete checkpoint; empty if there is none.
   *
   * @throws InputException if files exist and none is a complete checkpoint
   */
  public Optional<Checkpoint> read() {
    InputException damage = null;
    for (Path candidate : new Path[] {file, previous}) {
      try {
        Checkpoint found = read(candidate);
        if (damage != null) {
          LOG.warn("{}; using the previous checkpoint", damage.getMessage());
        }
        return Optional.of(found);
      } catch (InputException e) {
        // An existing file that cannot be examined must not restart the training.
        boolean absent = e.getCause() instanceof NoSuchFileException;
        damage = damage == null && !absent ? e : damage;
      }
    }
    if (damage != null) {
      throw damage;
    }
    return Optional.empty();
  }

  private static Checkpoint read(Path candidate) {
    JsonNodeReader root = JsonReader.read(candidate, KIND);
    if (!root.has("format", FORMAT)) {
      throw root.error("is not a checkpoint; expected \"format\": \"" + FORMAT + "\"");
    }
    if (root.at("version").integer() != VERSION) {
      throw root.error("a checkpoint of another version; expected version " + VERSION);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    root.at("settings").entries().forEach((name, node) -> settings.put(name, node.text()));
    Map<String, long[]> state = new LinkedHashMap<>();
    root.at("state").entries().forEach((name, node) -> state.put(name, decoded(node)));
    Checkpoint checkpoint =
        new Checkpoint(
            settings,
            root.at("fingerprint").text(),
            root.at("epoch").integer(),
            loss(root.at("loss")),
            state);
    if (!root.at("checksum").text().equals(checksum(checkpoint))) {
      throw root.error("the checkpoint is damaged: its checksum does not match");
    }
    return checkpoint;
  }

  private static double loss(JsonNodeReader node) {
    try {
      return Double.parseDouble(node.text());
    } catch (NumberFormatException e) {
      throw node.error("expected a number");
    }
  }

  private static long[] decoded(JsonNodeReader node) {
    try {
      byte[] bytes = Base64.getDecoder().decode(node.text());
      long[] bits = new long[bytes.length / Long.BYTES];
      ByteBuffer.wrap(bytes).asLongBuffer().get(bits);
      return bits;
    } catch (IllegalArgumentException e) {
      throw node.error("expected numbers in Base64");
    }
  }
}
