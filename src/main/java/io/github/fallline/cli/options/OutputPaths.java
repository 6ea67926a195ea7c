package io.github.fallline.cli.options;

import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks output paths before any work is done. */
public final class OutputPaths {
  private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

  /** The 255 of file systems, less the suffix of unfinished files. */
  private static final int MOST_NAME_BYTES = 230;

  private OutputPaths() {}

  /** The outputs that are given. */
  @SafeVarargs
  public static List<Path> given(Optional<Path>... outputs) {
    List<Path> given = new ArrayList<>();
    for (Optional<Path> each : outputs) {
      if (each.isPresent()) {
        given.add(each.get());
      }
    }
    return given;
  }

  /**
   * Checks paths.
   *
   * @param inputs files that the command reads
   * @throws UsageException when a path is a directory or lies in none that can be written to, or
   *     would replace an input or another output
   */
  public static void requireUsable(List<Path> inputs, List<Path> outputs) {
    List<Path> taken = new ArrayList<>(inputs);
    for (Path path : outputs) {
      requireName(path);
      requireWritable(path);
      requireFree(path, taken);
      taken.add(path);
    }
  }

  /** The stream for a report: standard error if one of these files is standard output. */
  public static PrintWriter reportWriter(CommandIo io, List<Path> outputs) {
    return outputs.contains(STANDARD_OUTPUT) ? io.err() : io.out();
  }

  /** Notes which of these files were written; devices and pipes are not files. */
  public static void noteWritten(Terminal terminal, List<Path> outputs) {
    for (Path output : outputs) {
      if (Files.isRegularFile(output)) {
        terminal.note("wrote " + output);
      }
    }
  }

  private static void requireName(Path path) {
    String name = path.toString();
    if (name.isEmpty()) {
      throw new UsageException("expected the name of an output file, got an empty one");
    }
    if (name.equals("-")) {
      throw new UsageException(
          "-: outputs are files; " + STANDARD_OUTPUT + " is standard output, ./- a file");
    }
    int bytes = String.valueOf(path.getFileName()).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_NAME_BYTES) {
      throw new UsageException(
          path + ": expected a name of at most " + MOST_NAME_BYTES + " bytes, got " + bytes);
    }
    if (name.endsWith(".gz")) {
      throw new UsageException(path + ": outputs are not compressed; name a file without .gz");
    }
  }

  private static void requireWritable(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path)) {
      throw new UsageException(path + ": is a directory; name a file");
    }
    if (directory == null || !Files.isDirectory(directory)) {
      throw new UsageException(path + ": no directory " + directory + "; create it first");
    }
    if (!Files.isWritable(directory) && !Files.isWritable(path)) {
      throw new UsageException(path + ": no permission to write there");
    }
  }

  private static void requireFree(Path path, List<Path> taken) {
    for (Path other : taken) {
      if (isSameFile(path, other)) {
        throw new UsageException(
            path + ": is an input or another output already; name another file");
      }
    }
  }

  /** Devices may be given twice: nothing in them is replaced. */
  private static boolean isSameFile(Path path, Path other) {
    if (!Files.exists(path) || !Files.exists(other)) {
      return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
    try {
      return Files.isRegularFile(path) && Files.isSameFile(path, other);
    } catch (IOException e) {
      return false;
    }
  }
}
