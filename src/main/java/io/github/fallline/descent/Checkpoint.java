package io.github.fallline.descent;

import java.util.Map;
import java.util.Objects;

/**
 * The state of training after an epoch: what it takes to resume from there with the same bits.
 *
 * @param settings of the run that decide on its path, by name
 * @param fingerprint the checksum of the data
 * @param epoch passes done
 * @param loss the objective there
 * @param state all that steps and descent remember, by name; numbers as their bits
 */
public record Checkpoint(
    Map<String, String> settings,
    String fingerprint,
    long epoch,
    double loss,
    Map<String, long[]> state) {
  /** Checks that nothing is missing; the maps are not copied. */
  public Checkpoint {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(state, "state");
  }
}
