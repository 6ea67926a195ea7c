package io.github.fallline.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The temporary files that this process has begun and neither committed nor deleted yet. When the
 * process ends (at its last line, or by Ctrl-C) one shutdown hook deletes them.
 */
final class TempFileRegistry {
  private final Set<Path> files = new HashSet<>();
  private boolean ending;

  private TempFileRegistry() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(this::deleteAll, "fallline-deletes-unfinished-files"));
  }

  /** The files of this process. */
  static TempFileRegistry ofProcess() {
    return Holder.INSTANCE;
  }

  /** Puts a file on the list; call it before the file exists, so that no gap is left. */
  synchronized void add(Path file) throws IOException {
    if (ending) {
      throw new IOException("the program is ending");
    }
    files.add(file);
  }

  /** Removes a file from the list. */
  synchronized void remove(Path file) {
    files.remove(file);
  }

  private synchronized void deleteAll() {
    ending = true;
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // The process is ending, so this is not reported; the other files are still deleted.
      }
    }
  }

  private static final class Holder {
    static final TempFileRegistry INSTANCE = new TempFileRegistry();
  }
}
