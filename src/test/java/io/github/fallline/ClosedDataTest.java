package io.github.fallline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever reads data that was closed says so; each entry point in a process that may crash. */
class ClosedDataTest {
  static Set<String> entries() {
    Set<String> entries = new TreeSet<>(ClosedDataProcess.rowEntries().keySet());
    entries.add("others");
    return entries;
  }

  @ParameterizedTest
  @MethodSource("entries")
  void closedDataIsRefusedAndNamed(String entry) throws IOException, InterruptedException {
    Process process = ClosedDataProcess.command(entry).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, process.waitFor(), output);
    List<String> lines = output.lines().filter(line -> line.contains(": ")).toList();
    int expected =
        entry.equals("others")
            ? ClosedDataProcess.otherEntries().size()
            : ClosedDataProcess.closedRows().size();
    assertEquals(expected, lines.size(), output);
    for (String line : lines) {
      assertTrue(line.contains(": IllegalStateException: "), line);
      assertTrue(line.contains("closed;"), line);
      assertFalse(line.contains("fault"), line);
    }
  }

  /** Longer by {@code -Dfallline.stress=MILLISECONDS}. */
  @Test
  void closingDuringAFitEndsItOrLeavesItsModel() throws IOException, InterruptedException {
    long milliseconds = Long.getLong("fallline.stress", 2000);
    long seed = System.nanoTime();
    Process process = CloseStressProcess.command(milliseconds, seed).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, process.waitFor(), "seed " + seed + ": " + output);
    assertTrue(output.contains(" 0 blocks left"), output);
    assertFalse(output.contains(" 0 refused"), output);
  }
}
