package io.github.fallline.csv.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordChunksTest {
  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static List<String> all(RecordChunks chunks) {
    List<String> texts = new ArrayList<>();
    Chunk chunk = new Chunk();
    while (chunks.next(chunk)) {
      assertEquals(texts.size(), chunk.index());
      texts.add(new String(chunk.text(), 0, chunk.end(), UTF_8));
    }
    assertTrue(chunks.hasEnded());
    return texts;
  }

  /** Slashes stand for line feeds, bars for where it is cut. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "aa/bb/cc/dd/,    6, false, aa/bb/|cc/dd/",
        "aa/bb/cc/dd/,    7, false, aa/bb/|cc/dd/",
        "aa/bb/cc/dd/,    5, false, aa/|bb/|cc/|dd/",
        "aa/bb/cc/dd/,  100, false, aa/bb/cc/dd/",
        "aa/bb,           3, false, aa/|bb/", // the last line gets its end
        "aaaaaaaaa/b/,    2, false, aaaaaaaaa/b/",
        "aa/\"a/a\"/bb/,  3, false, aa/|\"a/a\"/|bb/", // the text shows that there are quotes
        "\"a/a\"/bb/,     4, false, \"a/a\"/|bb/",
        "\"a/a\"/bb/,     4, true,  \"a/a\"/|bb/",
        "a\"\"/bb/\"/\"/, 9, true,  a\"\"/bb/|\"/\"/",
        "\"a/bb/cc/,      3, true,  \"a/bb/cc/" // a quote left open: no line end is one
      })
  void cutsBehindLineEnds(String text, int size, boolean quotes, String expected) {
    RecordChunks chunks = new RecordChunks(bytes(text.replace('/', '\n')), size);
    if (quotes) {
      chunks.expectQuotes();
    }

    assertEquals(expected, String.join("|", all(chunks)).replace('\n', '/'));
  }

  @Test
  void hasNoChunksOfNothing() {
    assertEquals(List.of(), all(new RecordChunks(bytes(""), 10)));
  }

  @Test
  void leavesWhatItDidNotCut() throws IOException {
    RecordChunks chunks = new RecordChunks(bytes("aa\nbb\ncc"), 5);
    assertTrue(chunks.next(new Chunk()));
    chunks.end();

    assertFalse(chunks.next(new Chunk()));
    assertEquals("bb\ncc", new String(chunks.rest().readAllBytes(), UTF_8));
  }

  @Test
  void givesUpOnARecordOfMoreThan16Mebibytes() throws IOException {
    String text = "a\n" + "b".repeat(1 << 25);
    RecordChunks chunks = new RecordChunks(bytes(text), 10);

    assertEquals(List.of("a\n"), all(chunks));
    assertEquals(1 << 25, chunks.rest().readAllBytes().length);
  }

  @Test
  void throwsAFailureOfTheSourceWhenTheRestIsRead() throws IOException {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("broken");
          }
        };
    RecordChunks chunks = new RecordChunks(new SequenceInputStream(bytes("aa\nbb"), failing), 100);

    assertEquals(List.of("aa\n"), all(chunks));
    InputStream rest = chunks.rest();
    assertEquals("bb", new String(rest.readNBytes(2), UTF_8));
    IOException error = assertThrows(IOException.class, rest::read);
    assertEquals("broken", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, (1 << 24) + 1})
  void refusesSizesThatAreNone(int size) {
    assertThrows(IllegalArgumentException.class, () -> new RecordChunks(bytes(""), size));
  }

  /** What it had taken is lost: a chunk cut from what comes later would begin in mid-row. */
  @Test
  void cutsNothingBehindAnError() {
    InputStream source =
        new ByteArrayInputStream("1\n2\n3\n4\n5\n6\n".getBytes(UTF_8)) {
          private int reads;

          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            if (++reads == 3) {
              throw new IllegalStateException("once");
            }
            return super.read(target, offset, Math.min(length, 3));
          }
        };
    RecordChunks chunks = new RecordChunks(source, 6);
    Chunk chunk = new Chunk();
    assertTrue(chunks.next(chunk));

    assertThrows(IllegalStateException.class, () -> chunks.next(chunk));

    assertFalse(chunks.next(chunk));
    assertTrue(chunks.hasEnded());
  }
}
