package io.github.fallline.descent;

import io.github.fallline.argument.Argument;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is to be done about checkpoints in a run.
 *
 * @param start the checkpoint to resume from; empty to start anew
 * @param everySeconds how long after a checkpoint the next is due, at the next look at the
 *     objective, one more being made at the end; infinite for none at all
 * @param store receives them, on the thread that descends
 */
public record CheckpointPolicy(
    Optional<Checkpoint> start, double everySeconds, Consumer<Checkpoint> store) {
  /** None. */
  public static final CheckpointPolicy NONE =
      new CheckpointPolicy(Optional.empty(), Double.POSITIVE_INFINITY, checkpoint -> {});

  /** Checks the range. */
  public CheckpointPolicy {
    Argument.require(everySeconds >= 0, "everySeconds", "0 or more", everySeconds);
  }

  /** Whether there is anything to be done. */
  boolean isOn() {
    return start.isPresent() || everySeconds < Double.POSITIVE_INFINITY;
  }
}
