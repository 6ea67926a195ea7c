package io.github.fallline.files;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The target of an output: a file that is replaced at the end, or a device that is written
 * directly.
 */
sealed interface OutputTarget permits FileReplacement, OutputTarget.Device {
  /** The open file to write to. */
  FileChannel channel();

  /** Completes the output; called at most once. */
  void complete() throws IOException;

  /** Closes the target; without {@link #complete()} before, nothing of a file remains. */
  void release() throws IOException;

  /**
   * Opens the target at a path.
   *
   * @throws OutputException if no file can be created there
   * @throws IOException if the file system fails
   */
  static OutputTarget open(Path path) throws IOException {
    Path end = followLinks(path);
    Optional<FileDescriptor> stream = Device.standardStream(end);
    if (stream.isPresent()) {
      return new Device(new FileOutputStream(stream.get()).getChannel(), false);
    }
    // A file that exists but cannot be examined is an error: if it is a device it would be appended
    // to.
    Optional<BasicFileAttributes> there = attributes(end);
    if (there.isPresent() && there.get().isDirectory()) {
      throw new OutputException(path + ": is a directory; name a file");
    }
    if (there.isPresent() && !Files.isWritable(end)) {
      throw new OutputException(path + ": is write-protected; name another file");
    }
    if (isDevice(end, there)) {
      return new Device(
          FileChannel.open(end, StandardOpenOption.WRITE, StandardOpenOption.APPEND), true);
    }
    Path directory = end.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new OutputException(path + ": no directory " + directory + "; create it first");
    }
    return FileReplacement.begin(end);
  }

  /** Whether the path is a device, a pipe or a stream, which is written directly. */
  static boolean isDevice(Path path) throws IOException {
    Path end = followLinks(path);
    return isDevice(end, attributes(end));
  }

  private static boolean isDevice(Path end, Optional<BasicFileAttributes> there) {
    return Device.isOpenStream(end)
        || (there.isPresent() && !there.get().isRegularFile() && !there.get().isDirectory());
  }

  /** The attributes of the file at a path; empty if there is none. */
  private static Optional<BasicFileAttributes> attributes(Path path, LinkOption... options)
      throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, options));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      Path directory = path.getParent();
      if (directory == null || Files.isDirectory(directory)) {
        throw e;
      }
      return Optional.empty(); // A file has no children.
    }
  }

  private static Path followLinks(Path path) throws IOException {
    Path end = path.toAbsolutePath();
    for (int links = 0; !Device.isOpenStream(end) && isLink(end); links++) {
      if (links == 40) {
        throw new OutputException(path + ": is a symbolic link to itself");
      }
      end = end.resolveSibling(Files.readSymbolicLink(end));
    }
    return end;
  }

  private static boolean isLink(Path path) throws IOException {
    return attributes(path, LinkOption.NOFOLLOW_LINKS)
        .filter(BasicFileAttributes::isSymbolicLink)
        .isPresent();
  }

  /**
   * A device, a pipe or a stream that this process was started with.
   *
   * @param owned whether releasing it closes it; standard output stays open for others
   */
  record Device(FileChannel channel, boolean owned) implements OutputTarget {
    /**
     * Whether the path names a stream that is already open. It may be a file, but one of the parent
     * process: it is appended to, not replaced.
     */
    static boolean isOpenStream(Path path) {
      return path.startsWith("/dev/fd")
          || path.startsWith("/proc")
          || path.equals(Path.of("/dev/stdout"))
          || path.equals(Path.of("/dev/stderr"));
    }

    static Optional<FileDescriptor> standardStream(Path path) {
      return switch (path.toString()) {
        case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1" -> Optional.of(FileDescriptor.out);
        case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2" -> Optional.of(FileDescriptor.err);
        default -> Optional.empty();
      };
    }

    @Override
    public void complete() {
      // The content is written already.
    }

    @Override
    public void release() throws IOException {
      if (owned) {
        channel.close();
      }
    }
  }
}
