package io.github.fallline.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.optim.LearningRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodComparisonTest {
  private static final GradientMethod FULL =
      new GradientMethod.FullBatch(GradientMethod.Gradients.ROWS);

  private static ComparisonResult compare(Path file, String target, LearningRate rate)
      throws IOException {
    TrainingConfig common = TrainingConfig.of(FULL);
    List<Candidate> candidates =
        List.of(
            Candidate.of("automatic", FULL, common),
            Candidate.of("by hand", FULL, common.withLearningRate(rate)));
    ConvergenceRun.Limits limits = new ConvergenceRun.Limits(0, 1e9, 200);
    try (Dataset rows = CsvReader.read(file, Schema.target(target))) {
      return new MethodComparison("rows", rows, candidates, limits, Repetitions.exactly(4))
          .run(progress -> {});
    }
  }

  /** Residual sums of squares and r2 as certified by NIST's StRD. */
  @ParameterizedTest
  @CsvSource({
    "norris, y, 36, 26.6173985294224, 0.999993745883712",
    "longley, employment, 16, 836424.055505915, 0.995479004577296"
  })
  void optimumIsTheCertifiedOne(String name, String target, int rows, double residualSum, double r2)
      throws IOException {
    ComparisonResult result =
        compare(Path.of("data", name + ".csv"), target, LearningRate.fixed(0.1));

    double loss = residualSum / rows;
    assertEquals(loss, result.optimum().loss(), 1e-9 * loss);
    assertEquals(r2, result.optimum().r2(), 1e-12);
  }

  /** One standardized feature has curvature 2, so a rate above 1 overshoots more at every step. */
  @Test
  void reportsDivergedMethodsAndLetsTheOthersWin() throws IOException {
    ComparisonResult result = compare(Path.of("data/norris.csv"), "y", LearningRate.fixed(3));

    ComparisonResult.CandidateResult sound = result.results().get(0);
    ComparisonResult.CandidateResult broken = result.results().get(1);
    assertFalse(sound.diverged());
    assertTrue(broken.diverged());
    assertTrue(broken.first().points().size() > 2, "the way up is kept");
    assertFalse(broken.timed().secondsTo(1e-1).isReached());
    assertEquals(sound.timed(), result.verdict(1e-1).winner().orElseThrow());
    assertTrue(broken.timed().runs().get(0).learningRateRule().contains("diverged"));
  }
}
