package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that trains all day needs no more memory in the evening than in the morning. */
class FlatMemoryTest {
  private static final int ROWS = 2000;
  private static final int FEATURES = 8;

  @TempDir Path directory;

  /**
   * Of 128 KB of features in each training, 128 MB in all, a tenth may stay; 3 MB were seen. The
   * child's heap has one size from the start, and little else of it grows by itself.
   */
  @Test
  void aThousandTrainingsLeaveTheResidentSizeFlat() throws Exception {
    assumeTrue(Pointer.physicalBytes() > 0, "the memory of this process is not known here");
    Path good = directory.resolve("good.csv");
    Run.done("generate", "--rows", ROWS, "--features", FEATURES, "--output", good);
    List<String> lines = Files.readAllLines(good);
    lines.set(ROWS / 2, "oops" + lines.get(ROWS / 2).substring(lines.get(ROWS / 2).indexOf(',')));
    Path bad = Files.write(directory.resolve("bad.csv"), lines);
    Path log = directory.resolve("log.txt");
    ProcessBuilder child =
        JavaProcess.of(
                ManyTrainings.class,
                List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"),
                good.toString(),
                bad.toString(),
                "200",
                "1000")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    child.environment().put("MALLOC_ARENA_MAX", "1");
    Process process = child.start();

    assertEquals(0, process.waitFor(), () -> "see " + log);
    List<Long> resident =
        Files.readAllLines(directory.resolve("resident.txt")).stream().map(Long::valueOf).toList();
    long grown = resident.get(1) - resident.get(0);
    assertTrue(grown < 12_000_000, () -> "grown by " + grown + " bytes to " + resident.get(1));
  }
}
