package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;

/** Whether the program has ended a run as it promises to, whatever it was given. */
final class Answer {
  private static final Set<Integer> NO_FAULT_OF_OURS = Set.of(0, 2, 3, 4);

  private Answer() {}

  /** Checks a run on input that may be anything: it is not the program that is at fault. */
  static void requireInOrder(Run run) {
    assertTrue(NO_FAULT_OF_OURS.contains(run.code()), () -> run.code() + ": " + run.err());
    requireOneLine(run);
  }

  /** Checks that an error, if there is one, is the last line, and names no code. */
  static void requireOneLine(Run run) {
    List<String> lines = run.err().lines().toList();
    if (run.code() != 0) {
      String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
      assertTrue(last.startsWith("fallline: ") && last.length() > 12, run.err());
      assertEquals("", run.out(), "no results beside an error");
    }
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("\tat ")), run.err());
    assertTrue(!run.err().contains("internal error"), run.err());
  }
}
