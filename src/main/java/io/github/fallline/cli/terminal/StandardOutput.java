package io.github.fallline.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why it could not be written to; a PrintWriter forgets it. */
public final class StandardOutput extends OutputStream {
  private static final Path LINK = Path.of("/proc/self/fd/1");

  private final OutputStream descriptor = new FileOutputStream(FileDescriptor.out);
  private @Nullable IOException failure;

  /** Why the first write that failed did. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure).map(IOException::getMessage);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw new IOException(failure);
    }
    try {
      descriptor.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      if (isClosedPipe(e)) {
        throw new ClosedPipeException(e); // a PrintWriter would continue to write
      }
      throw e;
    }
  }

  /**
   * Whether a write to standard output failed because its reader has closed it. The message is in
   * the language of the system, so on Linux the kind of standard output decides: writes to a pipe
   * fail for no other reason.
   */
  public static boolean isClosedPipe(IOException error) {
    try {
      String target = Files.readSymbolicLink(LINK).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | RuntimeException e) {
      String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
      return message.contains("broken pipe") || message.contains("pipe is being closed");
    }
  }
}
