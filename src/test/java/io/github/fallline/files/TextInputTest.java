package io.github.fallline.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextInputTest {
  private static final String ICONV = "; convert it to UTF-8, e.g. with iconv";

  @TempDir private Path directory;

  static Stream<Arguments> texts() {
    // Characters of one to four bytes over many blocks, so that some are cut by a block's end.
    String mixed = "aß€𝄞".repeat(30_000);
    return Stream.of(
        Arguments.of(bytes("a,b\n1,2\n"), "a,b\n1,2\n"),
        Arguments.of(bytes("\ufeffa\n"), "a\n"),
        Arguments.of(new byte[0], ""),
        Arguments.of(bytes("x"), "x"),
        Arguments.of(bytes(mixed), mixed),
        Arguments.of(gzip(bytes(mixed)), mixed),
        Arguments.of(gzip(bytes("\ufeffa\n")), "a\n"),
        Arguments.of(join(gzip(bytes("one,")), gzip(bytes("two"))), "one,two"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void decodesFilesAndStreamsAlike(byte[] bytes, String text) throws IOException {
    Path file = Files.write(directory.resolve("a.csv"), bytes);
    assertEquals(text, read(TextInput.of(file)));
    assertEquals(text, read(new TextInput(new ByteArrayInputStream(bytes), "a.csv")));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void countsEveryByteOfTheFile(byte[] bytes, String text) throws IOException {
    TextInput input = TextInput.of(Files.write(directory.resolve("a.csv"), bytes));
    assertEquals(text, read(input));
    assertEquals(bytes.length, input.bytesRead());
    OptionalLong size = bytes.length == 0 ? OptionalLong.empty() : OptionalLong.of(bytes.length);
    assertEquals(size, input.size());
  }

  static Stream<Arguments> unusable() {
    byte[] compressed = gzip(bytes("a,b\n1,2\n".repeat(100)));
    byte[] damaged = compressed.clone();
    damaged[compressed.length - 8] ^= 1; // the first byte of the checksum
    return Stream.of(
        Arguments.of("\ufeffa,b\n".getBytes(UTF_16LE), "a.csv: UTF-16 text" + ICONV),
        Arguments.of("\ufeffa,b\n".getBytes(UTF_16BE), "a.csv: UTF-16 text" + ICONV),
        Arguments.of("a,b\n".getBytes(UTF_16LE), "a.csv:1: a NUL byte, so not UTF-8 text" + ICONV),
        Arguments.of(bytes("a\nb\r\nc\rd\0"), "a.csv:4: a NUL byte, so not UTF-8 text" + ICONV),
        Arguments.of(
            "a\nb\r\nmodèle\n".getBytes(ISO_8859_1), "a.csv:3: byte 0xE8 is not UTF-8" + ICONV),
        Arguments.of(
            "a\r\n".repeat(50_000).concat("é").getBytes(ISO_8859_1),
            "a.csv:50001: byte 0xE9 is not UTF-8" + ICONV),
        Arguments.of(Arrays.copyOf(bytes("a€"), 3), "a.csv:1: byte 0xE2 is not UTF-8" + ICONV),
        Arguments.of(
            Arrays.copyOf(compressed, compressed.length - 3),
            "a.csv:201: its gzip data ends too early; copy or compress it again"),
        Arguments.of(
            Arrays.copyOf(compressed, 5),
            "a.csv: its gzip data ends too early; copy or compress it again"),
        Arguments.of(damaged, "a.csv:201: its gzip data is damaged; copy or compress it again"));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void refusesWhatIsNoUtf8(byte[] bytes, String message) {
    TextInput input = new TextInput(new ByteArrayInputStream(bytes), "a.csv");
    InputException error = assertThrows(InputException.class, () -> read(input));
    assertEquals(message, error.getMessage());
  }

  @Test
  void namesAFileThatIsNotThere() {
    String path = directory.resolve("none.csv").toString();
    InputException error = assertThrows(InputException.class, () -> read(TextInput.of(path)));
    assertEquals(path + ": no such file; check the path", error.getMessage());
    assertEquals(OptionalLong.empty(), TextInput.of(path).size());
  }

  @Test
  void refusesADirectory() {
    TextInput input = TextInput.of(directory);
    InputException error = assertThrows(InputException.class, input::open);
    assertEquals(directory + ": a directory; expected a file", error.getMessage());
    assertEquals(OptionalLong.empty(), input.size());
  }

  @Test
  void refusesAnArgumentThatIsNoPath() {
    InputException error = assertThrows(InputException.class, () -> TextInput.of("a\0b"));
    assertTrue(error.getMessage().contains("not a valid path"), error.getMessage());
  }

  @Test
  void takesADashForStandardInput() {
    assertEquals("standard input", TextInput.of("-").name());
    assertEquals(OptionalLong.empty(), TextInput.of("-").size());
    assertEquals("-", TextInput.of(Path.of("-")).name());
  }

  @Test
  void readsAStreamOnceAndLeavesItOpen() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream stream =
        new ByteArrayInputStream(gzip(bytes("a"))) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    TextInput input = new TextInput(stream, "pipe");
    assertEquals("a", read(input));
    assertFalse(closed.get());
    assertThrows(IllegalStateException.class, input::open);
  }

  @Test
  void opensAFileAgainFromItsBeginning() throws IOException {
    TextInput input = TextInput.of(Files.writeString(directory.resolve("a.csv"), "abc"));
    assertEquals("abc", read(input));
    assertEquals("abc", read(input));
    assertEquals(3, input.bytesRead());
  }

  @Test
  void joinsGzipMembersThatComeThroughASlowPipe() throws IOException {
    byte[] bytes = join(gzip(bytes("one,")), gzip(bytes("two")));
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1));
          }

          @Override
          public synchronized int available() {
            return 0;
          }
        };
    assertEquals("one,two", read(new TextInput(slow, "pipe")));
  }

  @Test
  void readsCharacterByCharacterAcrossSurrogates() throws IOException {
    try (Reader reader = new TextInput(new ByteArrayInputStream(bytes("𝄞")), "a").open()) {
      int[] read = {reader.read(), reader.read(), reader.read()};
      assertArrayEquals(new int[] {0xd834, 0xdd1e, -1}, read);
    }
  }

  private static String read(TextInput input) throws IOException {
    StringWriter text = new StringWriter();
    try (Reader reader = input.open()) {
      reader.transferTo(text);
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return compressed.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
