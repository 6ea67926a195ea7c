package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model, a cache and a checkpoint that version 0.1 wrote in November 2026 are read: {@code
 * src/test/resources/earlier}.
 */
class EarlierFilesTest {
  @TempDir Path directory;

  @BeforeEach
  void copyFiles() throws IOException {
    for (String name : List.of("d.csv", "model.json", "cache.npy", "run.checkpoint")) {
      Files.copy(Path.of("src/test/resources/earlier", name), directory.resolve(name));
    }
    // A cache belongs to a text of one size and time.
    Files.setLastModifiedTime(directory.resolve("d.csv"), FileTime.fromMillis(1_600_000_000_000L));
  }

  private Run train(String options) {
    String line = "train " + directory.resolve("d.csv") + " --target y --json " + options;
    Run run = Run.of((Object[]) line.split(" ", -1));
    assertEquals(0, run.code(), run.err());
    return run;
  }

  /** About 2 x, and 0, 1 or 2 by the word: what it predicted when it was written. */
  @Test
  void modelPredictsAsItDid() {
    Run run =
        Run.done("predict", directory.resolve("d.csv"), "--model", directory.resolve("model.json"));
    List<String> lines = run.out().lines().toList();
    double[] expected = {3.514853055529247, 6.127390496024691, 5.038188691056839};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], Double.parseDouble(lines.get(1 + i)), 1e-12);
    }
    assertEquals(41, lines.size());
  }

  /** What version 1 of the file predicted when it was written, and that it has no intervals. */
  @Test
  void modelOfVersionOnePredictsWithoutIntervals() {
    Path model = Path.of("src/test/resources/earlier/model-version-1.json");
    Run run = Run.done("predict", "data/norris.csv", "--model", model);
    double first = Double.parseDouble(run.out().lines().toList().get(1));
    assertEquals(-0.26232307377402675 + 0.2 * 1.0021168180204545, first, 1e-15);

    Run refused =
        Run.of("predict", "data/norris.csv", "--model", model, "--interval", "confidence");
    assertEquals(3, refused.code());
    assertTrue(refused.err().contains("an earlier version wrote it"), refused.err());
  }

  @Test
  void cacheIsReadAndNotMadeAgain() throws IOException {
    Path cache = directory.resolve("cache.npy");
    byte[] before = Files.readAllBytes(cache);
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(cache, time);

    double cached = train("--features x --cache " + cache).json().at("/coefficients/x").asDouble();

    assertEquals(train("--features x").json().at("/coefficients/x").asDouble(), cached);
    assertArrayEquals(before, Files.readAllBytes(cache));
    assertEquals(time, Files.getLastModifiedTime(cache));
  }

  @Test
  void checkpointOfOtherSettingsIsRefused() {
    Run run =
        Run.of(
            (Object[])
                ("train %s --target y --features x --method mini-batch --batch-size 8 --seed 1"
                        + " --tolerance 0 --epochs 6 --resume --checkpoint %s")
                    .formatted(directory.resolve("d.csv"), directory.resolve("run.checkpoint"))
                    .split(" ", -1));

    assertTrue(run.code() != 0);
    assertTrue(run.err().contains("--seed 0"), run.err());
  }

  @Test
  void checkpointIsResumed() {
    String options = "--features x --method mini-batch --batch-size 8 --epochs 6 --tolerance 0";
    String resume = " --resume --checkpoint " + directory.resolve("run.checkpoint");

    Run resumed = train(options + resume);
    Run whole = train(options);

    assertTrue(resumed.json().at("/epochs").asLong() == 6, resumed.out());
    assertEquals(
        whole.json().at("/coefficients/x").asDouble(),
        resumed.json().at("/coefficients/x").asDouble(),
        1e-12);
  }
}
