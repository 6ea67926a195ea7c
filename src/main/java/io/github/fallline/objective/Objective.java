package io.github.fallline.objective;

import java.io.Serializable;
import java.util.Objects;

/**
 * The training objective: the mean of {@code loss} over the rows plus {@code penalty}.
 *
 * @param loss the loss of a row
 * @param penalty the cost of the weights
 */
public record Objective(Loss loss, Penalty penalty) implements Serializable {
  /** The mean squared error, without a penalty. */
  public static final Objective LEAST_SQUARES = new Objective(Loss.SQUARED, Penalty.NONE);

  public Objective {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(penalty, "penalty");
  }
}
