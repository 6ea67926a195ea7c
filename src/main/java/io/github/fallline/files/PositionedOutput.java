package io.github.fallline.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that several threads write concurrently at given positions, and that appears complete or
 * not at all; or a temporary file.
 *
 * <p>As with {@link AtomicOutput} bytes are written to a hidden file beside the target, which
 * {@link #commit()} forces to the disk and moves to the target. Closed without a commit, or when
 * the process is interrupted, the hidden file is deleted. Until then it can be read.
 */
public final class PositionedOutput implements AutoCloseable {
  private final Path path;
  private final FileReplacement replacement;
  private final FileChannel channel;
  private final boolean temporary;

  private PositionedOutput(Path path, FileReplacement replacement, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
    this.replacement = replacement;
    channel = replacement.channel();
  }

  /**
   * Creates an output.
   *
   * @param path of the file
   * @throws OutputException if no file can be created there; nothing is left behind
   */
  public static PositionedOutput create(Path path) {
    try {
      OutputTarget target = OutputTarget.open(path);
      if (target instanceof FileReplacement replacement) {
        return new PositionedOutput(path, replacement, false);
      }
      target.release();
      throw new OutputException(path + ": is not a regular file; name another file");
    } catch (IOException e) {
      throw AtomicOutput.failure(path, e);
    }
  }

  /**
   * Creates a file that is deleted on {@link #close()}.
   *
   * @param directory to create it in
   * @throws OutputException when no file can be created there
   */
  public static PositionedOutput temporary(Path directory) {
    Path path = directory.resolve("fallline-rows");
    try {
      return new PositionedOutput(path, FileReplacement.begin(path.toAbsolutePath()), true);
    } catch (IOException e) {
      throw temporaryFailure(path, e);
    }
  }

  /**
   * Writes the remaining bytes of a buffer. Threads may write concurrently, at separate places.
   *
   * @param position the byte of the file to begin at; the file grows as needed
   * @throws OutputException when the disk is full or fails
   */
  public void write(ByteBuffer bytes, long position) {
    try {
      for (long at = position; bytes.hasRemaining(); ) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw temporary ? temporaryFailure(path, e) : AtomicOutput.failure(path, e);
    }
  }

  /** Returns the error for a temporary file, whose directory was not given by the user. */
  private static OutputException temporaryFailure(Path path, IOException cause) {
    String finding =
        cause instanceof NoSuchFileException
            ? path + ": no directory " + path.toAbsolutePath().getParent()
            : AtomicOutput.failure(path, cause).getMessage();
    return new OutputException(
        finding
            + "; free room for temporary files, or name another directory with"
            + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIRECTORY",
        cause);
  }

  /** The name of this file in errors. */
  public String name() {
    return path.toString();
  }

  /**
   * Opens the bytes written so far for reading; the caller closes the channel.
   *
   * @throws InputException if that fails
   */
  public FileChannel open() {
    try {
      return FileChannel.open(replacement.hidden(), StandardOpenOption.READ);
    } catch (IOException e) {
      throw TextInput.unreadable(name(), e);
    }
  }

  /**
   * Replaces the target. Nothing can be written after that.
   *
   * @throws OutputException if it cannot be completed; the target is unchanged
   */
  public void commit() {
    try {
      replacement.complete();
    } catch (IOException e) {
      throw AtomicOutput.failure(path, e);
    }
  }

  /** Closes the output; without a commit before, nothing of it remains. */
  @Override
  public void close() {
    try {
      replacement.release();
    } catch (IOException e) {
      throw AtomicOutput.failure(path, e);
    }
  }
}
