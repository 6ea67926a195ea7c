package io.github.fallline.descent;

import java.util.Locale;

/** Why training ended. A run that diverged ends in a {@link DivergedException} instead. */
public enum StopReason {
  /** The objective is certified to be within the tolerance of its minimum. */
  CONVERGED,
  /** The given number of epochs is done. */
  EPOCHS,
  /** The default budget of work is used up before the tolerance was certified. */
  BUDGET,
  /** The loss went down no more for as many epochs as patience allows. */
  PLATEAU,
  /** Steps gain nothing any more but rounding, and the tolerance is not certified. */
  ROUNDING;

  /** The name on the command line and in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
