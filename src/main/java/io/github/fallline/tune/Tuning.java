package io.github.fallline.tune;

import io.github.fallline.descent.TrainingConfig;
import java.util.Comparator;
import java.util.List;

/** The result of tuning. */
public final class Tuning {
  private final TrainingConfig config;
  private final Trial best;
  private final List<Trial> trials;
  private final long epochs;
  private final double targetGap;
  private final double startLoss;
  private final double optimum;
  private final boolean exact;
  private final double seconds;

  Tuning(
      TrainingConfig config,
      Trial best,
      List<Trial> trials,
      long epochs,
      double targetGap,
      double startLoss,
      double optimum,
      boolean exact,
      double seconds) {
    this.config = config;
    this.best = best;
    this.trials = List.copyOf(trials);
    this.epochs = epochs;
    this.targetGap = targetGap;
    this.startLoss = startLoss;
    this.optimum = optimum;
    this.exact = exact;
    this.seconds = seconds;
  }

  /**
   * The settings with the best batch size and learning rate, and as many epochs as they took to the
   * target: training with them repeats the trial.
   */
  public TrainingConfig config() {
    return config;
  }

  /** The fastest trial, of those that reached the target if any did. */
  public Trial best() {
    return best;
  }

  /** All of the last search, by batch size and then by learning rate. */
  public List<Trial> trials() {
    return trials;
  }

  /** Of each run. */
  public long epochs() {
    return epochs;
  }

  /** The gap at which a run has arrived. */
  public double targetGap() {
    return targetGap;
  }

  /** The objective at the start. */
  public double startLoss() {
    return startLoss;
  }

  /** The least objective, or the least known. */
  public double optimum() {
    return optimum;
  }

  /**
   * Whether the optimum is exact; else it is where full-batch descent at its automatic rate ended.
   */
  public boolean exact() {
    return exact;
  }

  /** That tuning took. */
  public double seconds() {
    return seconds;
  }

  /** The sizes of batches that were tried, in order. */
  public List<Long> batchSizes() {
    return trials.stream().map(Trial::batchRows).distinct().toList();
  }

  /** The best trial of one size of batch. */
  public Trial bestOf(long batchRows) {
    return trialsOf(batchRows).stream()
        .max(Comparator.comparing(Trial::reachedTarget).thenComparing(Trial::decadesPerSecond))
        .orElseThrow();
  }

  /** The trials of one size of batch, by learning rate. */
  public List<Trial> trialsOf(long batchRows) {
    return trials.stream().filter(trial -> trial.batchRows() == batchRows).toList();
  }

  private List<Object> parts() {
    return List.of(config, best, trials, epochs, targetGap, startLoss, optimum, exact, seconds);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Tuning other && parts().equals(other.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "Tuning" + parts();
  }
}
