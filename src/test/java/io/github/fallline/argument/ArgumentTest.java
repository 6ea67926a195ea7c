package io.github.fallline.argument;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ArgumentTest {
  @Test
  void errorHasNameExpectationAndFinding() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Argument.require(false, "threads", "at least 1", 0));

    assertEquals("threads: expected at least 1, got 0", error.getMessage());
  }

  @Test
  void metRequirementThrowsNothing() {
    assertDoesNotThrow(() -> Argument.require(true, "threads", "at least 1", 1));
  }
}
