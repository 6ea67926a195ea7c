package io.github.fallline.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** A hidden file that replaces another one once it is complete. */
final class FileReplacement implements OutputTarget {
  private final Path end;
  private final Path hidden;
  private final FileChannel channel;
  private boolean complete;

  private FileReplacement(Path end, Path hidden) throws IOException {
    this.end = end;
    this.hidden = hidden;
    this.channel = FileChannel.open(hidden, StandardOpenOption.WRITE);
  }

  /** Creates the hidden file, {@code .NAME.SOMETHING.tmp}, beside the file it will replace. */
  static FileReplacement begin(Path end) throws IOException {
    while (true) {
      String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      Path hidden = end.resolveSibling("." + end.getFileName() + "." + random + ".tmp");
      TempFileRegistry.ofProcess().add(hidden);
      try {
        create(hidden, end);
        return new FileReplacement(end, hidden);
      } catch (FileAlreadyExistsException e) {
        // A file of another program: not to be deleted. Try another name.
        TempFileRegistry.ofProcess().remove(hidden);
      } catch (IOException e) {
        delete(hidden);
        throw e;
      }
    }
  }

  /** Creates the hidden file, with no more permissions than the file it replaces. */
  private static void create(Path hidden, Path end) throws IOException {
    Optional<Set<PosixFilePermission>> old = permissions(end);
    if (old.isEmpty()) {
      Files.createFile(hidden);
      return;
    }
    FileAttribute<?> attribute = PosixFilePermissions.asFileAttribute(old.get());
    Files.createFile(hidden, attribute);
    // The process's umask may have taken some away.
    Files.setPosixFilePermissions(hidden, old.get());
  }

  /** The permissions of a file; empty if it does not exist or the system has none. */
  private static Optional<Set<PosixFilePermission>> permissions(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      return view == null ? Optional.empty() : Optional.of(view.readAttributes().permissions());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The hidden file itself. */
  Path hidden() {
    return hidden;
  }

  @Override
  public FileChannel channel() {
    return channel;
  }

  @Override
  public void complete() throws IOException {
    channel.force(true);
    channel.close();
    try {
      Files.move(hidden, end, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(hidden, end, StandardCopyOption.REPLACE_EXISTING);
    }
    complete = true;
    TempFileRegistry.ofProcess().remove(hidden);
  }

  @Override
  public void release() throws IOException {
    if (complete) {
      return;
    }
    try {
      channel.close();
    } finally {
      delete(hidden);
    }
  }

  private static void delete(Path hidden) throws IOException {
    Files.deleteIfExists(hidden);
    TempFileRegistry.ofProcess().remove(hidden);
  }
}
