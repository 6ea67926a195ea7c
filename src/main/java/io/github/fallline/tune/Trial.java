package io.github.fallline.tune;

/**
 * A trial of a learning rate.
 *
 * @param learningRate the rate
 * @param batchRows rows a step
 * @param status of the rate
 * @param loss the final objective; NaN if it diverged
 * @param gap (loss - optimum) / (loss at the start - optimum), at the end; infinite where the loss
 *     went up without end
 * @param reachedTarget whether the gap got to the target and stayed there
 * @param epochs until then, with the part of the last one that it took by the logarithm of the gap;
 *     all epochs of the run where it did not arrive
 * @param seconds those epochs, by the seconds of an epoch that were measured alone
 * @param decadesPerSecond powers of ten by which the gap shrank in a second, down to the target and
 *     no further; 0 where it diverged
 */
public record Trial(
    double learningRate,
    long batchRows,
    TrialStatus status,
    double loss,
    double gap,
    boolean reachedTarget,
    double epochs,
    double seconds,
    double decadesPerSecond) {
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
}
