package io.github.fallline.tune;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowSource;
import io.github.fallline.descent.CompatibilityRule;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.search.Range;
import io.github.fallline.search.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the learning rate, and for mini-batches the batch size, with which a method converges
 * fastest.
 *
 * <p>For each size of batch a {@link Search}, coarse to fine over the logarithm of the rate, makes
 * 2 x 8 short runs between {@link #LOWEST} and {@link #HIGHEST} times {@link
 * io.github.fallline.descent.StabilityLimit}. A run's score is the powers of ten by which the gap
 * shrank, down to the target gap and no further, over its epochs until then times the seconds of an
 * epoch; runs that arrive come before all that do not. The seconds are measured alone, three times
 * a batch size, before the search: runs that share the cores would be charged for each other. A
 * search whose quickest run does not arrive is made again with four times the epochs, while that
 * takes seconds.
 *
 * <p>Which epochs a run takes is a function of the settings, the seed and the data; which of two
 * batch sizes is quicker hangs on the machine.
 *
 * @param config the settings; their learning rate is not used but for its schedule, and epochs,
 *     where they are named, are the length of every run
 * @param batchSizes sizes of mini-batches to try, each at least 1; for the other methods none
 * @param targetGap the share of the gap at the start at which a run has arrived, between 0 and 1
 */
public record Tuner(TrainingConfig config, List<Integer> batchSizes, double targetGap) {
  /** The share of the first gap that is left when a run has arrived, where none is named. */
  public static final double DEFAULT_TARGET_GAP = 1e-3;

  /** Sizes of mini-batches that are tried where none is named. */
  public static final List<Integer> DEFAULT_BATCH_SIZES = List.of(16, 64, 256, 1024);

  /** The low end of the search, of the largest stable rate. */
  public static final double LOWEST = 1e-3;

  /** The high end of the search, of the largest stable rate. */
  public static final double HIGHEST = 10;

  private static final int PARTS = 8;
  private static final int ROUNDS = 2;
  private static final int TIMINGS = 3;
  private static final String RATE = "learning rate";

  /** Epochs of the runs of the first search; fewer, but 2 at least, where they take long. */
  private static final long FIRST_EPOCHS = 8;

  /** How many times longer the runs of the next search are. */
  private static final long LONGER = 4;

  /** Seconds that a search may take at about. */
  private static final double MOST_SECONDS = 10;

  public Tuner {
    batchSizes = List.copyOf(batchSizes);
    CompatibilityRule.require(CompatibilityRule.Use.TUNING, config);
    boolean some = config.method().batchSize().isPresent();
    Argument.require(
        some != batchSizes.isEmpty(),
        "batch sizes",
        some ? "at least one for mini-batch" : "none for " + config.method().label(),
        batchSizes);
    Argument.require(
        targetGap > 0 && targetGap < 1, Setting.TARGET_GAP, "a number between 0 and 1", targetGap);
  }

  /** A tuner with the defaults of all else. */
  public static Tuner of(TrainingConfig config) {
    boolean some = config.method().batchSize().isPresent();
    return new Tuner(config, some ? DEFAULT_BATCH_SIZES : List.of(), DEFAULT_TARGET_GAP);
  }

  /** The same with mini-batches of one size. */
  public Tuner withBatchSize(int size) {
    return new Tuner(config, List.of(size), targetGap);
  }

  /** The same with another gap to arrive at. */
  public Tuner withTargetGap(double gap) {
    return new Tuner(config, batchSizes, gap);
  }

  /**
   * Tunes.
   *
   * @param rows stay the caller's and are not changed; they are passed over by several threads at
   *     once
   * @throws InvalidDataException when the start is the optimum already, or no rate gets any nearer
   * @throws IllegalArgumentException when the settings do not fit the data
   */
  public Tuning tune(RowSource rows) {
    long startNanos = System.nanoTime();
    ReferenceLoss reference = ReferenceLoss.of(rows, config);
    List<TrialRunner> sizes = methods(rows).stream().map(c -> new TrialRunner(rows, c)).toList();
    for (int timing = 0; timing < TIMINGS; timing++) {
      sizes.forEach(TrialRunner::time);
    }
    double startLoss = sizes.get(0).startLoss();
    if (!(startLoss > reference.optimum())) {
      throw new InvalidDataException(
          "the initial model is already optimal; there is nothing to tune");
    }
    long epochs = firstEpochs(sizes);
    List<Trial> trials = search(sizes, epochs, reference);
    while (!trials.stream().max(QUICKER).orElseThrow().reachedTarget()
        && mayContinue(sizes, epochs)) {
      epochs *= LONGER;
      trials = search(sizes, epochs, reference);
    }
    Trial best = trials.stream().max(BETTER).orElseThrow();
    if (best.decadesPerSecond() == 0) {
      throw new InvalidDataException(
          "no learning rate reduces the loss; try other settings, such as "
              + (config.spec().standardize() ? "another " + Setting.UPDATE : Setting.STANDARDIZED));
    }
    TrialRunner chosen =
        sizes.stream().filter(s -> s.batchRows() == best.batchRows()).findFirst().orElseThrow();
    return new Tuning(
        chosen.settings(best.learningRate(), (long) Math.ceil(best.epochs())),
        best,
        trials,
        epochs,
        targetGap,
        startLoss,
        reference.optimum(),
        reference.exact(),
        (System.nanoTime() - startNanos) / 1e9);
  }

  private static final Comparator<Trial> QUICKER =
      Comparator.comparingDouble(Trial::decadesPerSecond);

  /** Those that arrived before those that did not, however quick these were on their way. */
  private static final Comparator<Trial> BETTER =
      Comparator.comparing(Trial::reachedTarget).thenComparing(QUICKER);

  /** The settings for each batch size that is smaller than the number of rows; at least one. */
  private List<TrainingConfig> methods(RowSource rows) {
    if (config.method().batchSize().isEmpty()) {
      return List.of(config);
    }
    List<TrainingConfig> methods = new ArrayList<>();
    for (int size : batchSizes.stream().distinct().sorted().toList()) {
      if (methods.isEmpty() || size < rows.rows()) {
        methods.add(
            config.withMethod(new GradientMethod.MiniBatch(size, config.method().acceleration())));
      }
    }
    return methods;
  }

  private long firstEpochs(List<TrialRunner> sizes) {
    OptionalLong named = config.stop().epochs();
    double affordable = MOST_SECONDS / secondsOfSearch(sizes);
    return named.orElse((long) Math.max(2, Math.min(FIRST_EPOCHS, affordable)));
  }

  private boolean mayContinue(List<TrialRunner> sizes, long epochs) {
    return config.stop().epochs().isEmpty()
        && secondsOfSearch(sizes) * epochs * LONGER <= MOST_SECONDS;
  }

  /** Seconds of a search for each epoch of its runs. */
  private double secondsOfSearch(List<TrialRunner> sizes) {
    double sum = sizes.stream().mapToDouble(TrialRunner::epochSeconds).sum();
    return sum * PARTS * ROUNDS / config.threads();
  }

  private List<Trial> search(List<TrialRunner> sizes, long epochs, ReferenceLoss reference) {
    List<Trial> all = new ArrayList<>();
    for (TrialRunner runner : sizes) {
      all.addAll(search(runner, epochs, reference));
    }
    return all;
  }

  private List<Trial> search(TrialRunner runner, long epochs, ReferenceLoss reference) {
    double stable = runner.stableRate();
    Range range = Range.logarithmic(RATE, LOWEST * stable, HIGHEST * stable);
    Map<Double, Trial> trials = new ConcurrentHashMap<>();
    new Search(List.of(range), PARTS, ROUNDS)
        .run(
            values -> {
              double rate = rounded(values.get(RATE));
              Trial trial = runner.run(rate, epochs, reference, targetGap);
              trials.put(rate, trial);
              return -trial.decadesPerSecond();
            },
            config.threads());
    Trial best = trials.values().stream().max(BETTER).orElseThrow();
    return trials.values().stream()
        .map(trial -> trial.with(status(trial, best)))
        .sorted(Comparator.comparingDouble(Trial::learningRate))
        .toList();
  }

  /** Rounds to three digits, which are as good and shorter to type. */
  private static double rounded(double rate) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.2e", rate));
  }

  private static TrialStatus status(Trial trial, Trial best) {
    if (trial.status() == TrialStatus.DIVERGING) {
      return TrialStatus.DIVERGING;
    }
    if (trial.decadesPerSecond() >= best.decadesPerSecond() / 2) {
      return TrialStatus.GOOD;
    }
    return trial.learningRate() < best.learningRate()
        ? TrialStatus.TOO_SMALL
        : TrialStatus.OVERSHOOTING;
  }
}
