package io.github.fallline.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final String[] TITLES = {"", "gzip", "bzip2", "xz", "Zstandard", "zip", "gzip"};

  @TempDir Path directory;

  private static byte[] text(int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(i).append(',').append(i * 31 % 1009).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] read(TextInput input) throws IOException {
    try (InputStream stream = input.texts().get(0).openBytes()) {
      return stream.readAllBytes();
    }
  }

  private static String message(TextInput input) {
    InputException error =
        assertThrows(
            InputException.class,
            () -> {
              TextInput text = input.texts().get(0);
              try (Reader reader = text.open()) {
                char[] some = new char[1000];
                while (reader.read(some) >= 0) {
                  assertTrue(some.length > 0);
                }
              }
            });
    return error.getMessage();
  }

  /** Short, longer than a block, and longer than what is read before a thread helps. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 20_000, 400_000})
  void compressedTextIsReadWhateverTheNameOfTheFile(int lines) throws IOException {
    byte[] text = text(lines);
    for (int kind = 0; kind < Compressed.KINDS; kind++) {
      byte[] bytes = Compressed.bytes(text, kind);
      Path file = Files.write(directory.resolve("data.csv"), bytes);
      assertEquals(kind > 0, TextInput.of(file).isCompressedFile());
      assertArrayEquals(text, read(TextInput.of(file)));
      if (kind != 5) {
        TextInput stream = new TextInput(new ByteArrayInputStream(bytes), "pipe");
        assertArrayEquals(text, read(stream));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void severalMembersAreOneText(int kind) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int lines : new int[] {10, 0, 100_000, 1}) {
      all.writeBytes(Compressed.bytes(text(lines), kind));
      text.writeBytes(text(lines));
    }
    Path file = Files.write(directory.resolve("d"), all.toByteArray());
    assertArrayEquals(text.toByteArray(), read(TextInput.of(file)));
    int last = Compressed.bytes(text(1), kind).length;
    for (int length = all.size() - last + 1; length < all.size(); length++) {
      Files.write(file, Arrays.copyOf(all.toByteArray(), length));
      String found = message(TextInput.of(file));
      // Of bzip2 a beginning of less than the magic number is other data behind the last member.
      assertTrue(found.endsWith("; copy or compress it again"), length + ": " + found);
    }
  }

  /** Every end of a short file, and many ends and wrong bytes of a longer one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void dataThatIsCutOrChangedIsAnErrorOfOneLine(int kind) throws IOException {
    byte[] text = text(3000);
    byte[] bytes = Compressed.bytes(text, kind);
    Path file = directory.resolve("d");
    for (int length = 16; length < bytes.length; length += 1 + bytes.length / 150) {
      Files.write(file, Arrays.copyOf(bytes, length));
      String found;
      if (kind == 6 && isEndOfMember(bytes, length)) {
        continue;
      }
      found = message(TextInput.of(file));
      assertTrue(
          found.matches(
              ".*/d(:\\d+)?: its "
                  + TITLES[kind]
                  + " data (is damaged or )?ends too early; copy or compress it again"),
          kind + " " + length + " " + found);
    }
    int named = 0;
    for (int at = 16; at < bytes.length; at += 1 + bytes.length / 150) {
      byte[] wrong = bytes.clone();
      wrong[at] ^= 0x10;
      Files.write(file, wrong);
      try {
        // A byte may not matter, such as that of a time.
        assertArrayEquals(text, read(TextInput.of(file)), "byte " + at);
      } catch (InputException | IOException e) {
        assertEquals(1, e.getMessage().lines().count());
        named++;
      }
    }
    assertTrue(named > 100, "named: " + named);
  }

  private static boolean isEndOfMember(byte[] bytes, int length) {
    return bytes[length] == 0x1f && (bytes[length + 1] & 0xff) == 0x8b;
  }

  @Test
  void damagedDataHasTheLineUpToWhichItIsRead() throws IOException {
    byte[] bytes = Compressed.bytes(text(3000), 1);
    Path file = Files.write(directory.resolve("d.gz"), Arrays.copyOf(bytes, bytes.length - 4));
    assertEquals(
        file + ":3001: its gzip data ends too early; copy or compress it again",
        message(TextInput.of(file)));
  }

  @Test
  void zerosBehindGzipArePaddingAndOtherDataIsAnError() throws IOException {
    byte[] bytes = Compressed.bytes(text(3), 1);
    Path file = Files.write(directory.resolve("d"), Arrays.copyOf(bytes, bytes.length + 700));
    assertArrayEquals(text(3), read(TextInput.of(file)));
    byte[] more = Arrays.copyOf(bytes, bytes.length + 2);
    more[bytes.length + 1] = 'x';
    Files.write(file, more);
    assertEquals(
        file + ":4: its gzip data is damaged; copy or compress it again",
        message(TextInput.of(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, Zstandard data within gzip data, 'zcat FILE > data.zst'",
    "4, 1, gzip data within Zstandard data, 'zstdcat FILE > data.gz'",
    "2, 3, xz data within bzip2 data, 'bzcat FILE > data.xz'",
    "3, 2, bzip2 data within xz data, 'xzcat FILE > data.bz2'"
  })
  void dataIsCompressedOnce(int outer, int inner, String title, String remedy) throws IOException {
    byte[] bytes = Compressed.bytes(Compressed.bytes(text(3), inner), outer);
    TextInput input = new TextInput(new ByteArrayInputStream(bytes), "b");
    assertEquals(
        "b: "
            + title
            + "; expected CSV, plain or compressed once (decompress it once: "
            + remedy
            + ")",
        message(input));
  }

  private Path zip(String... entries) throws IOException {
    Path file = directory.resolve("a.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        if (!entry.endsWith("/")) {
          zip.write(("text of " + entry + "\n").getBytes(UTF_8));
        }
      }
    }
    return file;
  }

  /** Entries, and the names of the texts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t.csv | a.zip",
        "t | a.zip",
        "b.csv a.csv | a.zip!/a.csv a.zip!/b.csv",
        "d/ d/b.csv d/a.tsv.gz | a.zip!/d/a.tsv.gz a.zip!/d/b.csv",
        "README.md t.csv LICENSE | a.zip",
        "__MACOSX/._t.csv __MACOSX/ t.csv .hidden.csv d/.DS_Store | a.zip",
        "part-2 part-1 | a.zip!/part-1 a.zip!/part-2"
      })
  void entriesAreFiles(String entries, String expected) throws IOException {
    StringBuilder names = new StringBuilder();
    for (TextInput text : TextInput.of(zip(entries.split(" ", -1))).texts()) {
      names.append(names.isEmpty() ? "" : " ").append(text.name().replace(directory + "/", ""));
      String content = new String(read(text), UTF_8);
      String entry = text.name().contains("!/") ? text.name().replaceAll(".*!/", "") : "t";
      assertTrue(content.startsWith("text of " + entry), content);
    }
    assertEquals(expected, names.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "d/ ! a.zip: a zip archive without files; expected a table in it",
        "xl/workbook.xml [Content_Types].xml ! a.zip: an Excel workbook (xlsx); expected CSV",
        "x.npy ! a.zip: a NumPy archive (npz); expected CSV"
      })
  void archivesWithoutTablesAreErrors(String entries, String expected) throws IOException {
    TextInput input = TextInput.of(zip(entries.split(" ", -1)));
    InputException error = assertThrows(InputException.class, input::texts);
    String found = error.getMessage().replace(directory + "/", "");
    assertEquals(expected, found.substring(0, Math.min(found.length(), expected.length())));
  }

  @Test
  void anArchiveWithAPasswordIsRefused() throws IOException {
    Path file = zip("t.csv");
    byte[] bytes = Files.readAllBytes(file);
    int local = 0;
    int central = 0;
    for (int i = 0; i < bytes.length - 4; i++) {
      local = i > 0 || bytes[i] != 'P' ? local : i;
      central = bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 ? i : central;
    }
    bytes[local + 6] |= 1;
    bytes[central + 8] |= 1;
    Files.write(file, bytes);
    InputException error = assertThrows(InputException.class, () -> TextInput.of(file).texts());
    assertEquals(
        file + ": a zip archive with a password; unpack it, and read the file in it",
        error.getMessage());
  }

  @Test
  void anArchiveOfAStreamIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(zip("t.csv"));
    TextInput input = new TextInput(new ByteArrayInputStream(bytes), "standard input");
    assertTrue(message(input).startsWith("standard input: a zip archive; expected CSV"));
  }

  @Test
  void anEntryWithAWrongChecksumIsDamaged() throws IOException {
    Path file = directory.resolve("a.zip");
    byte[] text = text(100);
    CRC32 sum = new CRC32();
    sum.update(text);
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(stored)) {
      ZipEntry entry = new ZipEntry("t.csv");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(text.length);
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      zip.write(text);
    }
    byte[] bytes = stored.toByteArray();
    bytes[200] ^= 1;
    Files.write(file, bytes);
    assertEquals(
        file + ":101: its zip data is damaged or ends too early; copy or compress it again",
        message(TextInput.of(file)));
  }

  @Test
  void aClosedStreamEndsItsThread() throws Exception {
    Path file = Files.write(directory.resolve("d"), Compressed.bytes(text(400_000), 4));
    InputStream stream = TextInput.of(file).openBytes();
    stream.readNBytes(2_000_000);
    stream.close();
    assertThrows(IOException.class, stream::read);
    List<String> alive =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.equals("fallline-decompress"))
            .toList();
    assertEquals(List.of(), alive);
  }
}
