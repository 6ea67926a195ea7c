package io.github.fallline.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatTest {
  @TempDir private Path directory;

  /** The first bytes as the documents of the formats have them, and what the error calls them. */
  @ParameterizedTest
  @CsvSource({
    "504b03041400000008, a zip archive",
    "504b0304140000000800000021005b436f6e74656e745f54797065735d2e786d6c, an Excel workbook (xlsx)",
    "425a68390001, damaged bzip2 data",
    "04224d186040, lz4 data",
    "377abcaf271c0004, a 7z archive",
    "526172211a0701, a rar archive",
    "5041523115041500, Parquet data",
    "4f52430a0800, ORC data",
    "4f626a0104166176, Avro data",
    "4152524f57310000, Arrow data (Feather)",
    "894844460d0a1a0a, HDF5 data",
    "934e554d5059010076, a NumPy array (npy)",
    "80049505000000, a Python pickle",
    "524458330a580a00, R data",
    "53514c69746520666f726d6174203300, an SQLite database",
    "d0cf11e0a1b11ae1, an Excel workbook (xls)",
    "255044462d312e370a25, a PDF document",
    "7f454c46020101, a program"
  })
  void formatIsNamedWhateverTheNameOfTheFile(String hex, String title) throws IOException {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    Path file = Files.write(directory.resolve("a.csv"), bytes);
    assertStarts(file + ": " + title + "; expected CSV, plain or compressed (", TextInput.of(file));
    assertStarts("b: " + title, new TextInput(new ByteArrayInputStream(bytes), "b"));
    assertStarts("b: " + title, new TextInput(new ByteArrayInputStream(gzip(bytes)), "b"));
  }

  private static void assertStarts(String message, TextInput input) {
    InputException error = assertThrows(InputException.class, () -> input.openBytes().close());
    assertTrue(error.getMessage().startsWith(message), error.getMessage());
    assertEquals(1, error.getMessage().lines().count());
  }

  @ParameterizedTest
  @CsvSource({
    "t.csv, a zip archive",
    "xl/workbook.xml, an Excel workbook (xlsx)",
    "docProps/app.xml, an Excel workbook (xlsx)",
    "x.npy, a NumPy archive (npz)"
  })
  void entryOfAZipDeterminesItsFormat(String entry, String title) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write("a,y\n".getBytes(UTF_8));
    }
    assertStarts("b: " + title, new TextInput(new ByteArrayInputStream(bytes.toByteArray()), "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a,y\n1,2\n"})
  void gzipWithinGzipIsNamed(String text) throws IOException {
    byte[] twice = gzip(gzip(text.getBytes(UTF_8)));
    assertStarts(
        "b: gzip data within gzip data", new TextInput(new ByteArrayInputStream(twice), "b"));
  }

  /** Text may begin as a file of another format does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PAR1,y\n1,2\n",
        "ORC;y\n",
        "BZh,gr\u00f6\u00dfe\n1,2\n",
        "CDF,PDF\n",
        "% of all,y\n",
        "GIF8,x\n",
        "RDX3\n1\n",
        "$FL2,y\n",
        ""
      })
  void textIsText(String text) throws IOException {
    for (byte[] bytes : new byte[][] {text.getBytes(UTF_8), gzip(text.getBytes(UTF_8))}) {
      TextInput input = new TextInput(new ByteArrayInputStream(bytes), "b");
      try (InputStream stream = input.openBytes()) {
        assertEquals(text, new String(stream.readAllBytes(), UTF_8));
      }
    }
  }

  /** A character of two bytes that the end of the head cuts. */
  @ParameterizedTest
  @ValueSource(ints = {509, 510, 511, 512})
  void textLongerThanTheHeadIsText(int letters) throws IOException {
    String text = "PAR1" + "x".repeat(letters - 4) + "\u00e9".repeat(9);
    TextInput input = new TextInput(new ByteArrayInputStream(text.getBytes(UTF_8)), "b");
    try (InputStream stream = input.openBytes()) {
      assertEquals(text, new String(stream.readAllBytes(), UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({"0000feff, UTF-32 text", "fffe0000, UTF-32 text", "feff0061, UTF-16 text"})
  void wideTextIsNamed(String hex, String title) throws IOException {
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    TextInput input = new TextInput(new ByteArrayInputStream(bytes), "b");
    InputException error = assertThrows(InputException.class, () -> input.open().read());
    assertTrue(error.getMessage().startsWith("b: " + title), error.getMessage());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }
}
