package io.github.fallline.tune;

import java.util.List;

/** A trial of a learning rate. */
public final class Trial {
  private final double learningRate;
  private final long batchRows;
  private final TrialStatus status;
  private final double loss;
  private final double gap;
  private final boolean reachedTarget;
  private final double epochs;
  private final double seconds;
  private final double decadesPerSecond;

  Trial(
      double learningRate,
      long batchRows,
      TrialStatus status,
      double loss,
      double gap,
      boolean reachedTarget,
      double epochs,
      double seconds,
      double decadesPerSecond) {
    this.learningRate = learningRate;
    this.batchRows = batchRows;
    this.status = status;
    this.loss = loss;
    this.gap = gap;
    this.reachedTarget = reachedTarget;
    this.epochs = epochs;
    this.seconds = seconds;
    this.decadesPerSecond = decadesPerSecond;
  }

  /** The rate. */
  public double learningRate() {
    return learningRate;
  }

  /** Rows a step. */
  public long batchRows() {
    return batchRows;
  }

  /** Of the rate. */
  public TrialStatus status() {
    return status;
  }

  /** The final objective; NaN if it diverged. */
  public double loss() {
    return loss;
  }

  /**
   * (loss - optimum) / (loss at the start - optimum), at the end; infinite where the loss went up
   * without end.
   */
  public double gap() {
    return gap;
  }

  /** Whether the gap got to the target and stayed there. */
  public boolean reachedTarget() {
    return reachedTarget;
  }

  /**
   * Until then, with the part of the last one that it took by the logarithm of the gap; all epochs
   * of the run where it did not arrive.
   */
  public double epochs() {
    return epochs;
  }

  /** Those epochs, by the seconds of an epoch that were measured alone. */
  public double seconds() {
    return seconds;
  }

  /**
   * Powers of ten by which the gap shrank in a second, down to the target and no further; 0 where
   * it diverged.
   */
  public double decadesPerSecond() {
    return decadesPerSecond;
  }

  /** The same with another status. */
  Trial with(TrialStatus other) {
    return new Trial(
        learningRate,
        batchRows,
        other,
        loss,
        gap,
        reachedTarget,
        epochs,
        seconds,
        decadesPerSecond);
  }

  private List<Object> parts() {
    return List.of(
        learningRate,
        batchRows,
        status,
        loss,
        gap,
        reachedTarget,
        epochs,
        seconds,
        decadesPerSecond);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Trial other && parts().equals(other.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "Trial" + parts();
  }
}
