package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Shuffling;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.descent.GradientMethod.Acceleration;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.RmsProp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Automatic learning rates on rows of high leverage: every run ends within a ten-thousandth of the
 * variance of the target above the least loss, which is known from an exact factorization of the
 * rows, and none diverges. With {@code -Dfallline.stress=full}: more rows, seeds and settings, in
 * minutes.
 */
class LeverageStressTest {
  private static final boolean FULL = "full".equals(System.getProperty("fallline.stress"));
  private static final double GAP = 1e-4;
  private static final Acceleration REDUCED = new Acceleration(Preconditioning.AUTO, true);
  private static final Acceleration PLAIN = new Acceleration(Preconditioning.NONE, false);

  /** Settings by name. */
  private record Setting(String name, TrainingConfig config) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static TrainingConfig batches(int size) {
    return TrainingConfig.of(new MiniBatch(size));
  }

  private static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("stochastic", TrainingConfig.of(new Stochastic())));
    settings.add(new Setting("batch 256", batches(256)));
    settings.add(new Setting("batch 64 svrg", TrainingConfig.of(new MiniBatch(64, REDUCED))));
    settings.add(new Setting("batch 256 momentum", batches(256).withUpdate(new Momentum(0.9))));
    if (!FULL) {
      return settings;
    }
    for (int size : new int[] {2, 16, 64, 1024, 4096}) {
      settings.add(new Setting("batch " + size, batches(size)));
    }
    settings.add(new Setting("stochastic svrg", TrainingConfig.of(new Stochastic(REDUCED))));
    settings.add(new Setting("batch 512 svrg", TrainingConfig.of(new MiniBatch(512, REDUCED))));
    settings.add(
        new Setting(
            "stochastic momentum",
            TrainingConfig.of(new Stochastic()).withUpdate(new Momentum(0.9))));
    settings.add(new Setting("batch 64 nesterov", batches(64).withUpdate(new Nesterov(0.9))));
    settings.add(new Setting("batch 64 nesterov .99", batches(64).withUpdate(new Nesterov(0.99))));
    settings.add(new Setting("stochastic as is", TrainingConfig.of(new Stochastic(PLAIN))));
    settings.add(new Setting("batch 256 as is", TrainingConfig.of(new MiniBatch(256, PLAIN))));
    Shuffling none = new Shuffling(false, 0, 0);
    settings.add(new Setting("batch 256 in order", batches(256).withShuffling(none)));
    settings.add(
        new Setting(
            "stochastic in order", TrainingConfig.of(new Stochastic()).withShuffling(none)));
    settings.add(new Setting("batch 256 adagrad", batches(256).withUpdate(new AdaGrad())));
    settings.add(new Setting("batch 256 rmsprop", batches(256).withUpdate(new RmsProp())));
    settings.add(new Setting("batch 256 adam", batches(256).withUpdate(new Adam())));
    return settings;
  }

  private record Case(LeverageSets kind, int rows, long seed, boolean weighted) {
    /** One a row; heavy tails. */
    double[] weights() {
      return new Random(seed).doubles(rows).map(u -> Math.pow(1 - u, -0.7)).toArray();
    }

    RowSource open() {
      Dataset data = kind.rows(rows, seed);
      return weighted ? WeightedRows.of(data, weights()) : data;
    }

    /** The least mean of squared errors, weighted. */
    double leastLoss() {
      try (Dataset data = kind.rows(rows, seed)) {
        return weighted ? Tables.leastWeightedLoss(data, weights()) : LeastSquares.of(data).loss();
      }
    }
  }

  @SuppressWarnings("EnumOrdinal") // part of a seed
  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (LeverageSets kind : LeverageSets.values()) {
      cases.add(new Case(kind, 5000, 1, false));
      cases.add(new Case(kind, 40, 1, false));
      if (FULL) {
        cases.add(new Case(kind, 30_000, 2, false));
        cases.add(new Case(kind, 4000, 3, true));
        cases.add(new Case(kind, 5 + kind.ordinal(), 4, false));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void automaticRunsEndAtTheOptimum(Case set) {
    List<String> failures = new ArrayList<>();
    double least = set.leastLoss();
    try (RowSource rows = set.open()) {
      for (Setting setting : settings()) {
        if (set.kind() == LeverageSets.CORRELATED_9999 && setting.name().endsWith("as is")) {
          continue; // a condition of 4e4: whitening is what reaches the optimum there in time
        }
        String failure = failure(setting, rows, least);
        if (!failure.isEmpty()) {
          failures.add(failure);
        }
      }
    }
    assertTrue(failures.isEmpty(), () -> set + "\n" + String.join("\n", failures));
  }

  /** What is wrong with a run; empty when nothing is. */
  private static String failure(Setting setting, RowSource rows, double least) {
    long start = System.nanoTime();
    double gap = Double.POSITIVE_INFINITY;
    String found;
    try {
      Training training = new Trainer(setting.config().withThreads(1)).fit(rows);
      double mse = training.metrics().mse();
      gap = (mse - least) * (1 - training.metrics().r2()) / mse; // mse / (1 - r2) is the variance
      found = training.stopReason() + " after " + training.epochs() + " epochs " + training.notes();
    } catch (DivergedException e) {
      found = e.getMessage();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String report =
        String.format(Locale.ROOT, "%s: gap %.1e, %.1f s, %s", setting, gap, seconds, found);
    return gap <= GAP ? "" : report;
  }
}
