package io.github.fallline.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Replaces a path by the files that it stands for: a directory, or a pattern of names. */
final class PathExpansion {
  private static final Pattern TABLE =
      Pattern.compile(
          ".*\\.((csv|tsv|tab|txt|dat|data|psv|arff)(\\.(gz|zst|bz2|xz|zip))?|gz|zst|bz2|xz|zip)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final String argument;
  private final List<TextInput> files;

  /**
   * @param argument for errors
   * @param files receives the files
   */
  PathExpansion(String argument, List<TextInput> files) {
    this.argument = argument;
    this.files = files;
  }

  /** Adds the files of the argument: those of the pattern if it is one and no file has its name. */
  void add() {
    if (!isWild(argument) || exists(argument)) {
      TextInput input = TextInput.of(argument);
      add(Path.of(argument), input);
      return;
    }
    String[] parts =
        argument.split(FileSystems.getDefault().getSeparator().equals("\\") ? "[/\\\\]" : "/", -1);
    List<Path> found = new ArrayList<>();
    match(null, parts, 0, argument.startsWith("/"), found);
    if (found.isEmpty()) {
      throw new InputException(argument + ": no file matches; check the pattern");
    }
    for (Path path : found) {
      add(path);
    }
  }

  /** Whether the name of a file ends as that of a table does. */
  static boolean isTable(String name) {
    return TABLE.matcher(name).matches();
  }

  private static boolean isWild(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (TextFiles.PATTERN.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is such a file: on some systems a pattern cannot be a path. */
  private static boolean exists(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Adds the file, or the tables of the directory. */
  void add(Path path) {
    add(path, TextInput.of(path));
  }

  private void add(Path path, TextInput input) {
    if (!Files.isDirectory(path)) {
      files.add(input);
      return;
    }
    List<Path> tables = new ArrayList<>();
    int others = 0;
    for (Path entry : entries(path)) {
      boolean file = !Files.isDirectory(entry);
      if (file && isTable(entry.getFileName().toString())) {
        tables.add(entry);
      } else {
        others++;
      }
    }
    if (tables.isEmpty()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: a directory without tables (%s); expected files such as .csv, .tsv, .txt or"
                  + " .csv.gz in it (name others one by one, or with a pattern: %s)",
              path,
              others == 0 ? "it is empty" : others + " other " + (others == 1 ? "file" : "files"),
              path.resolve("*")));
    }
    for (Path table : tables) {
      files.add(TextInput.of(table));
    }
  }

  /** Adds the paths that match the parts from one on, below a directory. */
  private void match(
      @Nullable Path directory, String[] parts, int from, boolean root, List<Path> found) {
    int next = from;
    Path path = directory;
    if (root) {
      path = Path.of("/");
      next++;
    }
    while (next < parts.length && !isWild(parts[next])) {
      path = path == null ? Path.of(parts[next]) : path.resolve(parts[next]);
      next++;
    }
    if (next == parts.length) {
      if (Files.exists(path)) {
        found.add(path);
      }
      return;
    }
    if (path != null && !Files.isDirectory(path)) {
      return;
    }
    PathMatcher matcher = matcher(parts[next]);
    boolean hidden = parts[next].startsWith(".");
    for (Path entry : entries(path == null ? Path.of("") : path, hidden)) {
      if (matcher.matches(entry.getFileName())) {
        match(entry, parts, next + 1, false, found);
      }
    }
  }

  private PathMatcher matcher(String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new InputException(
          argument + ": no such file, nor a valid pattern; " + e.getDescription(), e);
    }
  }

  private List<Path> entries(Path directory) {
    return entries(directory, false);
  }

  /** The entries of a directory by name; hidden ones only if wanted. */
  private List<Path> entries(Path directory, boolean hidden) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        boolean dotted = entry.getFileName().toString().startsWith(".");
        if (hidden || !(dotted || Files.isHidden(entry))) {
          entries.add(entry);
        }
      }
    } catch (IOException e) {
      throw TextInput.unreadable(directory.toString(), e);
    } catch (DirectoryIteratorException e) {
      throw TextInput.unreadable(directory.toString(), Objects.requireNonNull(e.getCause()));
    }
    entries.sort(PathExpansion::byName);
    return entries;
  }

  private static int byName(Path one, Path other) {
    return one.getFileName().toString().compareTo(other.getFileName().toString());
  }
}
