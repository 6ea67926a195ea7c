package io.github.fallline.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each target on the inputs of the first seeds; with {@code -Dfallline.fuzz.seconds=S}, on those of
 * further ones, S seconds for each. {@link FuzzRun} does the same as a program.
 */
class FuzzTest {
  private static final Map<String, Integer> SEEDS =
      Map.of(
          "table", 70,
          "model-file", 250,
          "model-command", 25,
          "cache", 250,
          "checkpoint", 25,
          "command-line", 100);

  private static final Duration HANG = Duration.ofSeconds(60);

  private static final long MORE_SECONDS = Long.getLong("fallline.fuzz.seconds", 0);

  @TempDir Path folder;

  static Stream<Arguments> targets() {
    return FuzzTargets.all().entrySet().stream()
        .map(target -> Arguments.of(target.getKey(), target.getValue()));
  }

  /** The limit of an attempt is a bound on a hang, far from what one takes. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInputIsAnsweredInOrder(String name, FuzzTarget.Maker maker) throws Exception {
    FuzzTarget target = maker.in(folder);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MORE_SECONDS);
    for (long seed = 0; seed < SEEDS.get(name) || System.nanoTime() < end; seed++) {
      attempt(target, seed, name + ", seed " + seed);
    }
  }

  private static void attempt(FuzzTarget target, long seed, String name) {
    try {
      assertTimeoutPreemptively(HANG, () -> FuzzTargets.attempt(target, seed));
    } catch (Throwable e) {
      fail(name, e);
    }
  }
}
