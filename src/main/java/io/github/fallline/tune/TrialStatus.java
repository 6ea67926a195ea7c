package io.github.fallline.tune;

import java.util.Locale;

/** The verdict on a learning rate, compared with the best one for the same batch size. */
public enum TrialStatus {
  /** Below the best rate, and less than half as quick. */
  TOO_SMALL,
  /** At least half as quick as the best rate. */
  GOOD,
  /** Above the best rate, and less than half as quick: steps go too far and come back. */
  OVERSHOOTING,
  /** The loss ended no lower than it began, or went up without end. */
  DIVERGING;

  /** The name on the command line and in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
