package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results and files have the bits that they had before, and the same on one thread and two, in
 * memory and from a cache. Recorded with OpenBLAS's kernels for Haswell, which run on any processor
 * with AVX2: {@code src/test/resources/golden/haswell.txt}. With {@code -Dfallline.golden=FILE}
 * what is found is written to a file, for a change that is meant to change bits.
 */
class GoldenTest {
  @TempDir Path directory;

  @Test
  void bitsAreThoseRecorded() throws Exception {
    List<String> found = run(JavaProcess.launcher(), List.of());
    String record = System.getProperty("fallline.golden");
    if (record != null) {
      Files.write(Path.of(record), found);
    }
    assertRecorded(found);
  }

  @Test
  void bitsAreTheSameByCallsWithoutJni() throws Exception {
    Optional<String> launcher = JavaProcess.newerLauncher();
    assumeTrue(launcher.isPresent(), "there is no JDK 22 or newer beside this one");
    assertRecorded(
        run(
            launcher.get(),
            List.of("--enable-native-access=ALL-UNNAMED", "-D" + GoldenRuns.DOWNCALLS + "=true")));
  }

  private List<String> run(String launcher, List<String> options) throws Exception {
    Path processor = Path.of("/proc/cpuinfo");
    assumeTrue(
        Files.isReadable(processor) && Files.readString(processor).contains(" avx2 "),
        "recorded on Linux and x86-64 with AVX2");
    List<String> all =
        new ArrayList<>(List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
    all.addAll(options);
    List<String> command = JavaProcess.command(GoldenRuns.class, all);
    command.set(0, launcher);
    command.add(directory.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OPENBLAS_CORETYPE", "Haswell");
    Process process = builder.start();
    List<String> found = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertEquals(0, process.waitFor());
    return found;
  }

  private static void assertRecorded(List<String> found) throws IOException {
    List<String> expected = Files.readAllLines(Path.of("src/test/resources/golden/haswell.txt"));
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }
}
