package io.github.fallline.race;

import io.github.fallline.compare.BenchmarkData;
import io.github.fallline.compare.Candidate;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.GradientMethod.Acceleration;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.UpdateRule;
import io.github.fallline.synthetic.SyntheticData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A point of the experiment: a generated data set, a number of threads, and which methods run on
 * it.
 *
 * @param rows of the data set
 * @param features of the data set
 * @param condition largest over smallest eigenvalue of the correlations of the features
 * @param noise deviation of the noise over that of the signal
 * @param threads of the descents
 * @param methods which methods run
 */
record ExperimentPoint(
    long rows, int features, double condition, double noise, int threads, Methods methods) {
  /** Sets of methods. */
  enum Methods {
    /** Full batches, stochastic steps, and mini-batches of 32, 256 and 4096. */
    FEW,
    /** Full batches and batches of all powers of four. */
    ALL_BATCHES,
    /** Full batches, stochastic steps, and other updates than plain steps. */
    UPDATES
  }

  private static final double MOMENTUM = UpdateRule.DEFAULT_MOMENTUM;
  private static final int UPDATED_BATCH = 32;
  private static final List<Integer> FEW_BATCHES = List.of(32, 256, 4096);

  /** Training that a run takes at most, a number of the data, and its limits. */
  private static final double SECONDS_PER_NUMBER = 1e-7;

  private static final double LEAST_SECONDS = 0.25;
  private static final double MOST_SECONDS = 10;

  /** Reads what {@link #toString} wrote. */
  static ExperimentPoint parse(String text) {
    String[] parts = text.split("/", -1);
    return new ExperimentPoint(
        Long.parseLong(parts[0]),
        Integer.parseInt(parts[1]),
        Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]),
        Integer.parseInt(parts[4]),
        Methods.valueOf(parts[5]));
  }

  /** The point as the value of a parameter of JMH, without commas. */
  @Override
  public String toString() {
    return rows + "/" + features + "/" + condition + "/" + noise + "/" + threads + "/" + methods;
  }

  ExperimentPoint withRows(long count) {
    return new ExperimentPoint(count, features, condition, noise, threads, methods);
  }

  ExperimentPoint withFeatures(int count) {
    return new ExperimentPoint(rows, count, condition, noise, threads, methods);
  }

  ExperimentPoint withCondition(double number) {
    return new ExperimentPoint(rows, features, number, noise, threads, methods);
  }

  ExperimentPoint withNoise(double number) {
    return new ExperimentPoint(rows, features, condition, number, threads, methods);
  }

  ExperimentPoint withThreads(int count) {
    return new ExperimentPoint(rows, features, condition, noise, count, methods);
  }

  ExperimentPoint withMethods(Methods set) {
    return new ExperimentPoint(rows, features, condition, noise, threads, set);
  }

  SyntheticData synthetic() {
    return new SyntheticData(rows, features, 1, noise, condition);
  }

  BenchmarkData benchmarkData() {
    String name =
        String.format(
            Locale.ROOT, "%,d x %d, condition %,.0f, noise %s", rows, features, condition, noise);
    return new BenchmarkData(name, rows, features, condition, noise);
  }

  double seconds() {
    return Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, SECONDS_PER_NUMBER * rows * features));
  }

  /**
   * The methods: full batch by rows and by moments, stochastic steps and mini-batches.
   *
   * @param whitened whether the default of the steps whitens the features of this data; then steps
   *     without whitening run, too
   */
  List<Candidate> candidates(boolean whitened) {
    TrainingConfig common = TrainingConfig.of(new GradientMethod.FullBatch()).withThreads(threads);
    List<Candidate> candidates = new ArrayList<>();
    for (Gradients gradients : List.of(Gradients.ROWS, Gradients.MOMENTS)) {
      GradientMethod method = new GradientMethod.FullBatch(gradients);
      candidates.add(Candidate.of("full-batch by " + gradients.label(), method, common));
    }
    if (methods == Methods.UPDATES) {
      addUpdates(candidates, common);
    } else {
      addSteps(candidates, common, "", Acceleration.DEFAULT);
      if (whitened) {
        addSteps(candidates, common, " unwhitened", Acceleration.NONE);
      }
    }
    return candidates;
  }

  private static void addUpdates(List<Candidate> candidates, TrainingConfig common) {
    GradientMethod rows = new GradientMethod.FullBatch(Gradients.ROWS);
    GradientMethod batches = new GradientMethod.MiniBatch(UPDATED_BATCH);
    candidates.add(
        Candidate.of("full-batch by rows", rows, common.withUpdate(new Nesterov(MOMENTUM))));
    for (UpdateRule rule :
        List.of(new PlainUpdate(), new Momentum(MOMENTUM), new Nesterov(MOMENTUM), new Adam())) {
      candidates.add(Candidate.of("mini-batch", batches, common.withUpdate(rule)));
    }
  }

  private void addSteps(
      List<Candidate> candidates, TrainingConfig common, String suffix, Acceleration acceleration) {
    GradientMethod stochastic = new GradientMethod.Stochastic(acceleration);
    candidates.add(Candidate.of("stochastic" + suffix, stochastic, common));
    for (int size : methods == Methods.ALL_BATCHES ? powersOfFour() : FEW_BATCHES) {
      if (size < rows) {
        GradientMethod method = new GradientMethod.MiniBatch(size, acceleration);
        candidates.add(Candidate.of("mini-batch" + suffix, method, common));
      }
    }
  }

  /** 4, 16, ... below the number of rows. */
  private List<Integer> powersOfFour() {
    List<Integer> sizes = new ArrayList<>();
    for (int size = 4; size < rows; size *= 4) {
      sizes.add(size);
    }
    return sizes;
  }
}
