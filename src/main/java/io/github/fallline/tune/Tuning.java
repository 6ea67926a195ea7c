package io.github.fallline.tune;

import io.github.fallline.descent.TrainingConfig;
import java.util.Comparator;
import java.util.List;

/**
 * The result of tuning.
 *
 * @param config the settings with the best batch size and learning rate, and as many epochs as they
 *     took to the target: training with them repeats the trial
 * @param best the fastest trial, of those that reached the target if any did
 * @param trials all of the last search, by batch size and then by learning rate
 * @param epochs of each run
 * @param targetGap the gap at which a run has arrived
 * @param startLoss the objective at the start
 * @param optimum the least objective, or the least known
 * @param exact whether the optimum is exact; else it is where full-batch descent at its automatic
 *     rate ended
 * @param seconds that tuning took
 */
public record Tuning(
    TrainingConfig config,
    Trial best,
    List<Trial> trials,
    long epochs,
    double targetGap,
    double startLoss,
    double optimum,
    boolean exact,
    double seconds) {
  public Tuning {
    trials = List.copyOf(trials);
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
}
