package io.github.fallline.files;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is replaced atomically: it appears complete or not at all.
 *
 * <p>Bytes are written to a hidden file beside the target; {@link #commit()} forces it to the disk
 * and moves it to the target in one step, with the permissions of the file it replaces. Closed
 * without a commit, or when the process is interrupted, the hidden file is deleted and the target
 * stays as it was.
 *
 * <pre>{@code
 * try (AtomicOutput output = AtomicOutput.create(Path.of("predictions.csv"))) {
 *   output.writer().write("prediction\n");
 *   output.commit();
 * }
 * }</pre>
 *
 * <p>Symbolic links are followed: the file they lead to is replaced, the link stays. Devices, pipes
 * and the process's own streams ({@code /dev/stdout}) cannot be replaced and are written directly.
 *
 * <p>Every failure to write is an {@link OutputException}, from the stream and the writer too. One
 * thread uses an output at a time.
 */
public final class AtomicOutput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final OutputTarget target;
  private final OutputStream stream;
  private final Writer writer;
  private @Nullable OutputException failure;
  private boolean ended;

  private AtomicOutput(Path path, OutputTarget target) {
    this.path = path;
    this.target = target;
    this.stream = new BufferedOutputStream(new Guarded(), BUFFER_BYTES);
    this.writer = new Text(stream);
  }

  /**
   * Creates an output.
   *
   * @param path of the file
   * @throws OutputException if the directory is missing or not writable, or the path is a directory
   *     or a write-protected file; nothing is left behind
   */
  public static AtomicOutput create(Path path) {
    try {
      return new AtomicOutput(path, OutputTarget.open(path));
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** Writes the content of a file. */
  public interface Content {
    /** Writes to the output, whose owner commits it. */
    void writeTo(AtomicOutput output) throws IOException;
  }

  /**
   * Writes a file, which appears complete or not at all.
   *
   * @throws OutputException if it cannot be written
   */
  public static void write(Path path, Content content) {
    try (AtomicOutput output = create(path)) {
      content.writeTo(output);
      output.commit();
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /**
   * Whether a file at this path is written directly instead of being replaced, as devices, pipes
   * and the process's own streams are.
   *
   * @throws OutputException if it cannot be examined
   */
  public static boolean isDevice(Path path) {
    try {
      return OutputTarget.isDevice(path);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /**
   * The file as text in UTF-8, buffered. Use it or {@link #stream()}, not both. Closing the writer
   * only flushes it.
   */
  public Writer writer() {
    return writer;
  }

  /** The file as bytes, buffered. Closing the stream only flushes it. */
  public OutputStream stream() {
    return stream;
  }

  /**
   * Replaces the target. Nothing can be written after that.
   *
   * @throws OutputException if it cannot be completed, or a write failed before; the target is
   *     unchanged
   * @throws IllegalStateException after a commit or {@link #close()}
   */
  public void commit() {
    requireOpen();
    try {
      writer.flush();
      requireIntact();
      target.complete();
      ended = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Closes the output; without a commit before, the target is unchanged. */
  @Override
  public void close() {
    ended = true;
    try {
      target.release();
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException(path + ": is committed or closed already");
    }
  }

  private void requireIntact() {
    if (failure != null) {
      // A new one each time: throwing one object again breaks a caller that suppresses the second.
      throw new OutputException(String.valueOf(failure.getMessage()), failure);
    }
  }

  private OutputException failed(IOException cause) {
    failure = failure(path, cause);
    return failure;
  }

  /** The error for a file that cannot be written. */
  static OutputException failure(Path path, IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return new OutputException(path + ": permission to write is denied", cause);
    }
    if (cause instanceof ClosedByInterruptException) {
      return new OutputException(path + ": was not written: the thread was interrupted", cause);
    }
    String reason =
        cause instanceof FileSystemException named && named.getReason() != null
            ? named.getReason()
            : cause.getMessage();
    return new OutputException(path + ": cannot be written: " + reason, cause);
  }

  /** Text that can be flushed by {@link #commit()} even if its user closed it. */
  private static final class Text extends BufferedWriter {
    Text(OutputStream bytes) {
      super(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  /** Adds the path to errors; once one write has failed, all others do. */
  private final class Guarded extends OutputStream {
    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      requireIntact();
      requireOpen();
      try {
        for (ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length); rest.hasRemaining(); ) {
          target.channel().write(rest);
        }
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
