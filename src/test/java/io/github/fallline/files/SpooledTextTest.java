package io.github.fallline.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledTextTest {
  @TempDir Path directory;

  /** In memory, at the limit, and in a file, also where a character takes two chars. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 11, 25, 20_000})
  void textComesBackAsItWasWritten(int parts) throws IOException {
    StringWriter found = new StringWriter();
    StringBuilder expected = new StringBuilder();
    try (SpooledText text = new SpooledText(directory, 100)) {
      for (int i = 0; i < parts; i++) {
        text.write("r\u00e9\uD83D\uDE00" + i);
        text.write('\n');
        text.write(new char[] {'x', 'y', 'z'}, 1, 1);
        expected.append("r\u00e9\uD83D\uDE00").append(i).append("\ny");
      }
      text.copyTo(found);
    }

    assertEquals(expected.toString(), found.toString());
  }

  @Test
  void noFileIsLeftBehind() throws IOException {
    try (SpooledText text = new SpooledText(directory, 10)) {
      text.write("longer than ten characters");
      text.copyTo(new StringWriter());
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void directoryThatCannotBeWrittenToIsNamed() {
    try (SpooledText text = new SpooledText(directory.resolve("none"), 10)) {
      OutputException error =
          assertThrows(OutputException.class, () -> text.write("longer than ten characters"));
      assertTrue(error.getMessage().contains("none: a temporary file cannot be written"));
      assertTrue(error.getMessage().contains("-Djava.io.tmpdir="));
    }
  }
}
