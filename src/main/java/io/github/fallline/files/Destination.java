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

/** Where the bytes of an output go: a file that is replaced at the end, or a device as it is. */
sealed interface Destination permits Replacement, Destination.Device {
  /** The open file to write to. */
  FileChannel channel();

  /** Makes what was written so far the whole content; called once at most. */
  void complete() throws IOException;

  /** Ends the writing; without {@link #complete()} before, nothing of a file remains. */
  void release() throws IOException;

  /**
   * Opens the destination a path stands for.
   *
   * @throws OutputException when no file can appear there
   * @throws IOException when the file system says no
   */
  static Destination open(Path path) throws IOException {
    Path end = followLinks(path);
    Optional<FileDescriptor> stream = Device.standardStream(end);
    if (stream.isPresent()) {
      return new Device(new FileOutputStream(stream.get()).getChannel(), false);
    }
    // A file that is there and cannot be looked at is an error: as a device it would be added to.
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
    if (!Files.isDirectory(end.getParent())) {
      throw new OutputException(
          path + ": there is no directory " + end.getParent() + "; create it first");
    }
    return Replacement.begin(end);
  }

  /** Whether what is written to a path is written to a device, a pipe or a stream as it is. */
  static boolean isDevice(Path path) throws IOException {
    Path end = followLinks(path);
    return isDevice(end, attributes(end));
  }

  private static boolean isDevice(Path end, Optional<BasicFileAttributes> there) {
    return Device.isOpenStream(end)
        || (there.isPresent() && !there.get().isRegularFile() && !there.get().isDirectory());
  }

  /** What lies at a path; empty if nothing. */
  private static Optional<BasicFileAttributes> attributes(Path path, LinkOption... options)
      throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, options));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (Files.isDirectory(path.getParent())) {
        throw e;
      }
      return Optional.empty(); // Nothing lies below a file.
    }
  }

  private static Path followLinks(Path path) throws IOException {
    Path end = path.toAbsolutePath();
    for (int links = 0; !Device.isOpenStream(end) && isLink(end); links++) {
      if (links == 40) {
        throw new OutputException(path + ": is a symbolic link that leads to itself");
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
  record Device(FileChannel channel, boolean owned) implements Destination {
    /**
     * Whether the path names a stream that is open already. What it leads to may well be a file,
     * but a file of whoever started this process: it is added to, not replaced.
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
      // What was written is there already.
    }

    @Override
    public void release() throws IOException {
      if (owned) {
        channel.close();
      }
    }
  }
}
