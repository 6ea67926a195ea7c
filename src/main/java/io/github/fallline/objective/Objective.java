package io.github.fallline.objective;

import java.io.Serializable;
import java.util.Objects;

/**
 * What training makes small: mean over the rows of {@code loss} + {@code penalty}.
 *
 * @param loss the loss of a row
 * @param penalty the cost of the weights
 */
public record Objective(Loss loss, Penalty penalty) implements Serializable {
  /** The mean squared error, without a penalty. */
  public static final Objective LEAST_SQUARES = new Objective(Loss.SQUARED, Penalty.NONE);

  /** Checks that nothing is missing. */
  public Objective {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(penalty, "penalty");
  }
}
