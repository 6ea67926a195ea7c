package io.github.fallline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Standard output that remembers why it could not be written to; a PrintWriter forgets it. */
final class StandardOutput extends OutputStream {
  private final OutputStream descriptor = new FileOutputStream(FileDescriptor.out);
  private IOException failure;

  /** Why the first write that failed did. */
  Optional<String> failure() {
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
      throw e;
    }
  }
}
