package io.github.fallline.descent;

import java.util.Map;
import java.util.Optional;

/**
 * The checkpoints of one run.
 *
 * @param policy what is to be done about them
 * @param settings of the run that decide on its path
 * @param fingerprint the checksum of the data
 */
record RunCheckpoints(CheckpointPolicy policy, Map<String, String> settings, String fingerprint) {
  /** None. */
  static final RunCheckpoints NONE = new RunCheckpoints(CheckpointPolicy.NONE, Map.of(), "");

  /**
   * The checkpoints of a fit.
   *
   * @throws CheckpointMismatchException when the one to resume from is of other settings or data
   */
  static RunCheckpoints of(CheckpointPolicy policy, FitContext fit) {
    if (!policy.isOn()) {
      return NONE; // a fingerprint may cost a pass over the rows
    }
    Map<String, String> settings = SettingsCodec.of(fit.config(), fit.rows());
    String fingerprint = fit.rows().fingerprint();
    if (policy.start().isPresent()) {
      SettingsCodec.requireSame(policy.start().get(), settings, fingerprint);
    }
    return new RunCheckpoints(policy, settings, fingerprint);
  }

  /** The checkpoint to resume from. */
  Optional<Checkpoint> start() {
    return policy.start();
  }

  /** Whether a checkpoint is due so long after the last one. */
  boolean isDue(long nanos) {
    return nanos >= policy.everySeconds() * 1e9;
  }

  /** Stores a checkpoint. */
  void store(long epoch, double loss, Map<String, long[]> state) {
    policy.store().accept(new Checkpoint(settings, fingerprint, epoch, loss, state));
  }
}
