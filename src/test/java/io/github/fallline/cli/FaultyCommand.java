package io.github.fallline.cli;

import io.github.fallline.cache.CacheFile;
import io.github.fallline.checkpoint.CheckpointFile;
import io.github.fallline.files.InputException;
import io.github.fallline.model.ModelFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A command that is run again and again, each time with the same files about it.
 *
 * <p>In its line, {@code :name} is an input, {@code @name} an output where an old file lies, {@code
 * @name=} one where there is none, and {@code @name=input} one where a copy of an input lies.
 */
final class FaultyCommand {
  private static final String OLD = "what was there before\n";

  private final String line;
  private final Path inputs;
  private final Path outputs;

  /** What lies at each output before the command runs; null for nothing. */
  private final Map<String, byte[]> before = new LinkedHashMap<>();

  private final Object[] arguments;
  private final Map<String, byte[]> complete = new LinkedHashMap<>();

  FaultyCommand(String line, Path directory) throws IOException {
    this.line = line;
    inputs = directory.resolve("in");
    outputs = directory.resolve("out");
    String[] words = line.split(" ", -1);
    arguments = new Object[words.length];
    for (int i = 0; i < words.length; i++) {
      arguments[i] = argument(words[i]);
    }
  }

  private String argument(String word) throws IOException {
    if (word.startsWith(":")) {
      return inputs.resolve(word.substring(1)).toString();
    }
    if (!word.startsWith("@")) {
      return word;
    }
    String[] parts = word.substring(1).split("=", -1);
    before.put(
        parts[0],
        parts.length == 1
            ? OLD.getBytes(StandardCharsets.UTF_8)
            : parts[1].isEmpty() ? null : Files.readAllBytes(inputs.resolve(parts[1])));
    return outputs.resolve(parts[0]).toString();
  }

  /** Puts the files back as they were. */
  void prepare() throws IOException {
    try (Stream<Path> files = Files.list(outputs)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : before.entrySet()) {
      if (file.getValue() != null) {
        Files.write(outputs.resolve(file.getKey()), file.getValue());
      }
    }
  }

  Run run() {
    return Run.of(arguments);
  }

  /** Remembers the outputs as they are now, after a run without a fault. */
  void remember() throws IOException {
    for (String name : before.keySet()) {
      complete.put(name, Files.readAllBytes(outputs.resolve(name)));
    }
  }

  /**
   * What is wrong with the outputs after a run; empty if nothing.
   *
   * @param done whether the run said that it was done, so that all must be there
   */
  String wrong(boolean done) throws IOException {
    TreeSet<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(outputs)) {
      files.forEach(file -> there.add(file.getFileName().toString()));
    }
    for (Map.Entry<String, byte[]> file : before.entrySet()) {
      String name = file.getKey();
      byte[] found = there.remove(name) ? Files.readAllBytes(outputs.resolve(name)) : null;
      boolean old = Arrays.equals(found, file.getValue());
      if (name.endsWith(".checkpoint")) {
        there.remove(name + ".previous");
        if (!done && file.getValue() == null && found == null) {
          continue;
        }
        // The one before serves where the latest is missing.
        try {
          if (new CheckpointFile(outputs.resolve(name)).read().isEmpty()) {
            return name + ": no checkpoint is left";
          }
        } catch (InputException e) {
          return name + ": no whole checkpoint is left";
        }
      } else if (done || !old) {
        if (found == null) {
          return name + ": is missing";
        }
        if (!isReadable(name, found)) {
          return name + (old ? ": was not written" : ": is half-written or wrong");
        }
      }
    }
    return there.isEmpty() ? "" : "left behind: " + there;
  }

  private boolean isReadable(String name, byte[] found) throws IOException {
    try {
      return isComplete(name, found);
    } catch (InputException e) {
      return false;
    }
  }

  private boolean isComplete(String name, byte[] found) throws IOException {
    String kind = name.substring(name.lastIndexOf('.') + 1);
    byte[] expected = complete.get(name);
    return switch (kind) {
      case "json" -> {
        Path model = Files.write(inputs.resolve("expected.json"), expected);
        yield ModelFile.read(outputs.resolve(name)).model().equals(ModelFile.read(model).model());
      }
      case "npy" -> {
        try (CacheFile cache = CacheFile.open(outputs.resolve(name))) {
          cache.verify(1);
        }
        yield Arrays.equals(expected, found);
      }
      case "png" -> ImageIO.read(new ByteArrayInputStream(found)) != null;
      case "svg" -> text(found).strip().endsWith("</svg>");
      case "html" -> text(found).strip().endsWith("</html>");
      default -> withoutSeconds(expected).equals(withoutSeconds(found));
    };
  }

  /** A CSV, the third column left out where it is the time of a history. */
  private static String withoutSeconds(byte[] csv) {
    String text = text(csv);
    return text.startsWith("epoch,updates,seconds")
        ? text.replaceAll("(?m)^(\\d+,\\d+),[^,]*,", "$1,,")
        : text;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return line;
  }
}
