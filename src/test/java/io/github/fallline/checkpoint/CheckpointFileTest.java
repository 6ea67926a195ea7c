package io.github.fallline.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.descent.Checkpoint;
import io.github.fallline.files.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointFileTest {
  @TempDir Path directory;

  private Path path;
  private CheckpointFile file;

  @BeforeEach
  void open() {
    path = directory.resolve("run.checkpoint");
    file = new CheckpointFile(path);
  }

  private static Checkpoint checkpoint(long epoch) {
    Map<String, long[]> state = new LinkedHashMap<>();
    state.put("point", new long[] {Double.doubleToRawLongBits(Double.NaN), -1, Long.MIN_VALUE});
    state.put("nothing", new long[0]);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("method", "b");
    settings.put("a", "\"quoted\" \u00e9");
    return new Checkpoint(settings, "crc32c:00000000", epoch, Double.POSITIVE_INFINITY, state);
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    Checkpoint written = checkpoint(7);
    file.write(written);

    Checkpoint read = file.read().orElseThrow();

    assertEquals(written.settings(), read.settings());
    assertEquals(written.fingerprint(), read.fingerprint());
    assertEquals(7, read.epoch());
    assertEquals(written.loss(), read.loss());
    assertEquals(written.state().keySet(), read.state().keySet());
    written.state().forEach((name, bits) -> assertArrayEquals(bits, read.state().get(name)));
  }

  @Test
  void beforeTheFirstThereIsNone() {
    assertEquals(Optional.empty(), file.read());
  }

  @Test
  void theOneBeforeIsKept() {
    file.write(checkpoint(1));
    assertFalse(Files.exists(directory.resolve("run.checkpoint.previous")));
    file.write(checkpoint(2));
    file.write(checkpoint(3));

    assertEquals(3, file.read().orElseThrow().epoch());
    assertEquals(
        2,
        new CheckpointFile(directory.resolve("run.checkpoint.previous"))
            .read()
            .orElseThrow()
            .epoch());
  }

  /** What the latest file becomes; a killed run may leave it away, a broken disk anything. */
  @ParameterizedTest
  @CsvSource({"missing", "empty", "cut", "changed"})
  void theOneBeforeServesWhereTheLatestDoesNot(String damage) throws IOException {
    file.write(checkpoint(1));
    file.write(checkpoint(2));
    damage(damage);

    assertEquals(1, file.read().orElseThrow().epoch());
  }

  private void damage(String how) throws IOException {
    String text = Files.readString(path);
    switch (how) {
      case "missing" -> Files.delete(path);
      case "empty" -> Files.writeString(path, "");
      case "cut" -> Files.writeString(path, text.substring(0, text.length() / 2));
      default -> Files.writeString(path, text.replace("\"epoch\" : 2", "\"epoch\" : 3"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', is not a checkpoint",
    "'{\"format\": \"fallline-checkpoint\", \"version\": 2}', another version",
    "'[1', damaged",
    "'', the file is empty"
  })
  void whatIsNoCheckpointIsRefused(String text, String finding) throws IOException {
    Files.writeString(path, text);

    InputException thrown = assertThrows(InputException.class, file::read);

    assertTrue(thrown.getMessage().startsWith(path.toString()), thrown.getMessage());
    assertTrue(thrown.getMessage().contains(finding), thrown.getMessage());
  }
}
