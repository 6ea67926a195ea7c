package io.github.fallline.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicOutputTest {
  @TempDir Path directory;

  @Test
  void appearsOnlyWhenCommitted() throws IOException {
    Path file = directory.resolve("out.csv");
    try (AtomicOutput output = AtomicOutput.create(file)) {
      output.writer().write("prediction\n1 \u20ac\n");
      output.writer().flush();
      assertFalse(Files.exists(file));
      output.commit();
      assertEquals("prediction\n1 \u20ac\n", Files.readString(file));
    }
    assertEquals(List.of("out.csv"), names());
  }

  @Test
  void writesBytesAsTheyAre() throws IOException {
    Path file = directory.resolve("out.bin");
    byte[] bytes = new byte[200_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    try (AtomicOutput output = AtomicOutput.create(file)) {
      output.stream().write(bytes, 0, 150_000);
      for (int i = 150_000; i < bytes.length; i++) {
        output.stream().write(bytes[i]);
      }
      output.commit();
    }
    assertEquals(-1, Arrays.mismatch(bytes, Files.readAllBytes(file)));
  }

  @Test
  void leavesTheOldFileWhenNotCommitted() throws IOException {
    Path file = Files.writeString(directory.resolve("out.csv"), "old");
    try (AtomicOutput output = AtomicOutput.create(file)) {
      output.writer().write("new");
      output.writer().flush();
      assertEquals(2, names().size(), "the file and the hidden one");
      assertTrue(names().get(0).startsWith(".out.csv"), names().get(0));
    }
    assertEquals(List.of("out.csv"), names());
    assertEquals("old", Files.readString(file));
  }

  @Test
  void mayBeClosedTwice() throws IOException {
    AtomicOutput output = AtomicOutput.create(directory.resolve("out.csv"));
    output.close();
    output.close();
    assertEquals(List.of(), names());
  }

  @Test
  void commitsAfterItsWriterWasClosed() throws IOException {
    Path file = directory.resolve("out.csv");
    try (AtomicOutput output = AtomicOutput.create(file)) {
      try (Writer writer = output.writer()) {
        writer.write("text");
      }
      output.commit();
    }
    assertEquals("text", Files.readString(file));
  }

  @Test
  void refusesASecondCommit() {
    try (AtomicOutput output = AtomicOutput.create(directory.resolve("out.csv"))) {
      output.commit();
      assertThrows(IllegalStateException.class, output::commit);
    }
  }

  @Test
  void refusesACommitAfterClose() throws IOException {
    AtomicOutput output = AtomicOutput.create(directory.resolve("out.csv"));
    output.close();
    assertThrows(IllegalStateException.class, output::commit);
    assertEquals(List.of(), names());
  }

  @Test
  void refusesWritingAfterCommit() {
    try (AtomicOutput output = AtomicOutput.create(directory.resolve("out.csv"))) {
      output.commit();
      assertThrows(
          IllegalStateException.class,
          () -> {
            output.writer().write("late");
            output.writer().flush();
          });
    }
  }

  @Test
  void keepsTwoOutputsOfOneFileApart() throws IOException {
    Path file = directory.resolve("out.csv");
    try (AtomicOutput first = AtomicOutput.create(file);
        AtomicOutput second = AtomicOutput.create(file)) {
      first.writer().write("first");
      second.writer().write("second");
      second.commit();
      first.commit();
    }
    assertEquals("first", Files.readString(file));
    assertEquals(List.of("out.csv"), names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-rw-rw-", "rwxr-x---"})
  void keepsThePermissionsOfTheOldFile(String permissions) throws IOException {
    assumePosix();
    Path file = Files.writeString(directory.resolve("out.csv"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    write(file, "new");
    assertEquals("new", Files.readString(file));
    assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void givesANewFileTheUsualPermissions() throws IOException {
    assumePosix();
    Path usual = Files.writeString(directory.resolve("usual.csv"), "text");
    Path file = directory.resolve("out.csv");
    write(file, "text");
    assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void replacesTheFileBehindALink(boolean exists) throws IOException {
    assumePosix();
    Path real = Files.createDirectory(directory.resolve("real")).resolve("model.json");
    if (exists) {
      Files.writeString(real, "old");
    }
    Path middle = Files.createSymbolicLink(directory.resolve("middle"), Path.of("real/model.json"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), middle);
    write(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.isSymbolicLink(middle));
    assertEquals("new", Files.readString(real));
    assertFalse(Files.isSymbolicLink(real));
  }

  @Test
  void refusesALinkToItself() throws IOException {
    assumePosix();
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("link"));
    assertEquals(link + ": is a symbolic link to itself", refusal(link));
  }

  @Test
  void refusesADirectory() {
    assertEquals(directory + ": is a directory; name a file", refusal(directory));
  }

  @Test
  void refusesAMissingDirectory() {
    Path file = directory.resolve("missing/out.csv");
    assertEquals(file + ": no directory " + file.getParent() + "; create it first", refusal(file));
  }

  @Test
  void refusesAFileInPlaceOfADirectory() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "text").resolve("out.csv");
    assertEquals(file + ": no directory " + file.getParent() + "; create it first", refusal(file));
  }

  @Test
  void refusesAWriteProtectedFile() throws IOException {
    assumePosix();
    Path file = Files.writeString(directory.resolve("out.csv"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeFalse(Files.isWritable(file), "this user may write everywhere");
    assertEquals(file + ": is write-protected; name another file", refusal(file));
  }

  @Test
  void refusesAWriteProtectedDirectory() throws IOException {
    assumePosix();
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(closed), "this user may write everywhere");
    Path file = closed.resolve("out.csv");
    assertEquals(file + ": permission to write is denied", refusal(file));
  }

  @Test
  void namesAFileNameThatIsTooLong() {
    Path file = directory.resolve("x".repeat(300));
    assertTrue(refusal(file).startsWith(file + ": cannot be written: "), refusal(file));
  }

  @Test
  void writesToADeviceDirectly() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));
    write(device, "text");
    assertFalse(Files.isRegularFile(device));
  }

  @Test
  void namesAFullDisk() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    try (AtomicOutput output = AtomicOutput.create(full)) {
      OutputException first =
          assertThrows(
              OutputException.class,
              () -> {
                output.writer().write("text");
                output.writer().flush();
              });
      assertEquals("/dev/full: cannot be written: No space left on device", first.getMessage());
      OutputException second = assertThrows(OutputException.class, output::commit);
      assertEquals(first.getMessage(), second.getMessage());
    }
  }

  @Test
  void deletesItsFileWhenTheProcessIsInterrupted() throws Exception {
    Path file = directory.resolve("out.csv");
    Process process = AtomicOutputProcess.command("unfinished", file.toString()).start();
    try (BufferedReader says =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("begun", says.readLine());
      assertEquals(1, names().size());
      process.destroy();
      process.waitFor();
    }
    assertEquals(List.of(), names());
  }

  @ParameterizedTest
  @CsvSource({"/dev/stdout", "/dev/fd/1"})
  void addsToStandardOutputEvenWhenItIsAFile(String path) throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/stdout")));
    Path log = directory.resolve("log");
    Process process =
        AtomicOutputProcess.command("print", path).redirectOutput(log.toFile()).start();
    assertEquals(0, process.waitFor());
    assertEquals(List.of("before", "inside", "after"), Files.readAllLines(log));
    assertEquals(List.of("log"), names());
  }

  private void write(Path file, String text) {
    try (AtomicOutput output = AtomicOutput.create(file)) {
      output.writer().write(text);
      output.commit();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String refusal(Path file) {
    return assertThrows(OutputException.class, () -> AtomicOutput.create(file)).getMessage();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assumePosix() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
  }
}
