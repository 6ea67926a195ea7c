package io.github.fallline.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Text of any size that is written first and read afterwards: in memory while it is short, then in
 * a temporary file, which has no name while it is used and so is never left behind.
 *
 * <p>One thread uses it at a time.
 */
public final class SpooledText extends Writer {
  private static final int MOST_IN_MEMORY = 1 << 22;
  private static final int PART = 1 << 13;

  private final Path directory;
  private final int mostInMemory;
  private StringBuilder memory = new StringBuilder();
  private @Nullable FileChannel file;
  private @Nullable Writer encoder;

  /**
   * An empty text.
   *
   * @param directory of the temporary file
   */
  public SpooledText(Path directory) {
    this(directory, MOST_IN_MEMORY);
  }

  /** An empty text, of which this many characters are kept in memory. */
  SpooledText(Path directory, int mostInMemory) {
    this.directory = directory;
    this.mostInMemory = mostInMemory;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    memory.append(text, offset, length);
    spill();
  }

  @Override
  public void write(String text) {
    memory.append(text);
    spill();
  }

  @Override
  public void write(int character) {
    memory.append((char) character);
    spill();
  }

  /** Does nothing: the text is read from here. */
  @Override
  public void flush() {
    // Nothing else waits for it.
  }

  private void spill() {
    if (memory.length() < mostInMemory) {
      return;
    }
    try {
      Writer opened = encoder == null ? open() : encoder;
      opened.append(memory);
      memory.setLength(0);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Writer open() throws IOException {
    Path path = Files.createTempFile(directory, "fallline-", ".tmp");
    FileChannel opened =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      Files.delete(path);
    } catch (IOException e) {
      // Not every system lets a file that is open lose its name: it is deleted at the end.
    }
    file = opened;
    encoder =
        new BufferedWriter(
            new OutputStreamWriter(Channels.newOutputStream(opened), StandardCharsets.UTF_8), PART);
    return encoder;
  }

  /**
   * Writes the whole text to a writer; nothing can be added after that.
   *
   * @throws IOException if the writer fails
   * @throws OutputException if the temporary file cannot be written or read
   */
  public void copyTo(Writer target) throws IOException {
    if (file != null && encoder != null) {
      copyFile(file, encoder, target);
    }
    target.append(memory);
    memory = new StringBuilder();
  }

  private void copyFile(FileChannel file, Writer encoder, Writer target) throws IOException {
    Reader reader;
    try {
      encoder.flush();
      file.position(0);
      reader = Channels.newReader(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failure(e);
    }
    char[] part = new char[PART];
    for (int count = read(reader, part); count >= 0; count = read(reader, part)) {
      target.write(part, 0, count);
    }
  }

  private int read(Reader reader, char[] part) {
    try {
      return reader.read(part);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private OutputException failure(IOException cause) {
    return new OutputException(
        directory
            + ": a temporary file cannot be written: "
            + cause.getMessage()
            + "; name another directory with java -Djava.io.tmpdir=DIRECTORY",
        cause);
  }

  /** Deletes the text. */
  @Override
  public void close() {
    memory = new StringBuilder();
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }
}
