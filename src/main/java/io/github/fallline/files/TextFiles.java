package io.github.fallline.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Several files that are read one after another as one text, in the given order. The files of a
 * directory, the matches of a pattern and the entries of a zip archive are each in the order of
 * their names.
 */
public final class TextFiles implements TextSource {
  /** Characters of patterns. */
  static final String PATTERN = "*?[{";

  private final String name;
  private final List<TextInput> files;
  private @Nullable List<TextInput> texts;

  private TextFiles(String name, List<TextInput> files) {
    this.name = name;
    this.files = List.copyOf(files);
  }

  /**
   * The text of files and directories: of a directory, all tables in it, by the ends of their
   * names.
   *
   * @throws InputException if there is a directory without tables
   * @throws IllegalArgumentException if there are no paths
   */
  public static TextSource of(List<Path> paths) {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("paths: expected at least one");
    }
    List<TextInput> files = new ArrayList<>();
    for (Path path : paths) {
      new PathExpansion(path.toString(), files).add(path);
    }
    return of(paths.get(0).toString(), paths.size(), files);
  }

  /**
   * The text of command line arguments: paths of files and directories, and patterns such as {@code
   * part-*.csv} that no shell has expanded. A single {@code -} is standard input.
   *
   * @throws InputException if there is a directory without tables, a pattern without a match, or an
   *     argument that cannot be a path
   * @throws IllegalArgumentException if there are no arguments, or one of several is {@code -}
   */
  public static TextSource ofArguments(List<String> arguments) {
    if (arguments.size() == 1 && isFile(arguments.get(0))) {
      return TextInput.of(arguments.get(0));
    }
    if (arguments.isEmpty() || arguments.contains("-")) {
      throw new IllegalArgumentException(
          "standard input (-) is read alone; expected only - or only files");
    }
    List<TextInput> files = new ArrayList<>();
    for (String argument : arguments) {
      new PathExpansion(argument, files).add();
    }
    return of(arguments.get(0), arguments.size(), files);
  }

  /** Whether an argument is a single text: no pattern and no directory. */
  private static boolean isFile(String argument) {
    for (int i = 0; i < argument.length(); i++) {
      if (PATTERN.indexOf(argument.charAt(i)) >= 0) {
        return false;
      }
    }
    return argument.equals("-") || !Files.isDirectory(TextInput.pathOf(argument));
  }

  private static TextSource of(String first, int given, List<TextInput> files) {
    if (files.size() == 1) {
      return files.get(0);
    }
    String name =
        given == 1
            ? String.format(
                Locale.ROOT, "%s (%d files)", first.replaceAll("(?<=.)/+$", ""), files.size())
            : String.format(
                Locale.ROOT,
                "%s and %d more file%s",
                files.get(0).name(),
                files.size() - 1,
                files.size() == 2 ? "" : "s");
    return new TextFiles(name, files);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized List<TextInput> texts() {
    if (texts == null) {
      List<TextInput> all = new ArrayList<>();
      for (TextInput file : files) {
        all.addAll(file.texts());
      }
      texts = List.copyOf(all);
    }
    return texts;
  }

  @Override
  public OptionalLong size() {
    long sum = 0;
    for (TextInput file : files) {
      OptionalLong bytes = file.size();
      if (bytes.isEmpty()) {
        return bytes;
      }
      sum += bytes.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  @Override
  public boolean isCompressedFile() {
    for (TextInput file : files) {
      if (file.isCompressedFile()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isStream() {
    for (TextInput file : files) {
      if (file.isStream()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    for (TextInput file : files) {
      paths.addAll(file.paths());
    }
    return paths;
  }
}
