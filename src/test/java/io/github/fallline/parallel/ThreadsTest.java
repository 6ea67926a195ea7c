package io.github.fallline.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 64})
  void modestNumbersAreAsWanted(int wanted) {
    assertEquals(wanted, Threads.useful(wanted));
  }

  @Test
  void absurdNumbersAreCut() {
    int processors = Runtime.getRuntime().availableProcessors();

    assertTrue(Threads.useful(Integer.MAX_VALUE) <= Math.max(64, 2 * processors));
  }
}
