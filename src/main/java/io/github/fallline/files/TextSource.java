package io.github.fallline.files;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** One text, or several that are read one after another as one. */
public sealed interface TextSource permits TextInput, TextFiles {
  /** The name in errors that have no line. */
  String name();

  /**
   * The texts in their order, at least one.
   *
   * @throws InputException if an archive cannot be read
   */
  List<TextInput> texts();

  /** The size in bytes, possibly compressed; empty unless all texts are files with content. */
  OptionalLong size();

  /** Whether one of the texts is a compressed file, by its first bytes. */
  boolean isCompressedFile();

  /** Whether one of the texts is a stream or a pipe, which can be read only once. */
  boolean isStream();

  /** The files that are read. */
  List<Path> paths();
}
