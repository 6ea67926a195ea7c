package io.github.fallline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever reads data that was closed says so; each entry point in a process that may crash. One
 * process goes through all of them, and another one takes over behind a crash; each has one of its
 * own with {@code -Dfallline.stress=MILLISECONDS}.
 */
class ClosedDataTest {
  private static final boolean ONE_EACH = System.getProperty("fallline.stress") != null;

  private static final Map<String, List<String>> OUTPUTS = new HashMap<>();

  static List<String> entries() {
    List<String> entries = new ArrayList<>(ClosedDataProcess.rowEntries().keySet());
    entries.add(ClosedDataProcess.OTHERS);
    return entries;
  }

  @BeforeAll
  static void runAll() throws IOException, InterruptedException {
    List<String> left = entries();
    while (!left.isEmpty()) {
      left = left.subList(run(ONE_EACH ? left.subList(0, 1) : left), left.size());
    }
  }

  /** Runs entry points until one crashes; how many have an output now. */
  private static int run(List<String> entries) throws IOException, InterruptedException {
    Process process = ClosedDataProcess.command(entries).start();
    int begun = 0;
    for (String line : process.inputReader(StandardCharsets.UTF_8).lines().toList()) {
      if (begun < entries.size() && line.equals(entries.get(begun) + ClosedDataProcess.BEGINS)) {
        OUTPUTS.put(entries.get(begun++), new ArrayList<>());
      } else {
        OUTPUTS.get(entries.get(begun - 1)).add(line);
      }
    }
    int code = process.waitFor();
    if (code != 0) {
      OUTPUTS.get(entries.get(begun - 1)).add("the process ended with code: " + code);
    }
    return begun;
  }

  @ParameterizedTest
  @MethodSource("entries")
  void closedDataIsRefusedAndNamed(String entry) {
    List<String> lines = OUTPUTS.get(entry).stream().filter(line -> line.contains(": ")).toList();
    int expected =
        entry.equals(ClosedDataProcess.OTHERS)
            ? ClosedDataProcess.otherEntries().size()
            : ClosedDataProcess.closedRows().size();
    assertEquals(expected, lines.size(), () -> String.join("\n", OUTPUTS.get(entry)));
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
