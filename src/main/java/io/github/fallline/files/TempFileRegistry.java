package io.github.fallline.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The temporary files of this process that are neither committed nor deleted yet. A shutdown hook
 * deletes them when the process ends, also by Ctrl-C.
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

  /** Adds a file; call it before the file exists, so that none is missed. */
  synchronized void add(Path file) throws IOException {
    if (ending) {
      throw new IOException("the program is ending");
    }
    files.add(file);
  }

  /** Removes a file. */
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
