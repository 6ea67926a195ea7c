package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {
  private static final TrainingConfig DEFAULT =
      TrainingConfig.of(new GradientMethod.FullBatch()).withThreads(2);

  @Test
  void eachChoiceKeepsTheOthers() {
    TrainingConfig config =
        DEFAULT
            .withL2(0.5)
            .withL1(0.25)
            .withLoss(Loss.huber(1.5))
            .withoutIntercept()
            .withStandardize(false)
            .withTolerance(1e-6)
            .withEpochs(70);

    assertEquals(Penalty.elasticNet(0.25, 0.5), config.objective().penalty());
    assertEquals(Loss.huber(1.5), config.objective().loss());
    assertFalse(config.spec().intercept());
    assertFalse(config.spec().standardize());
    assertEquals(1e-6, config.stop().tolerance().orElseThrow());
    assertEquals(70, config.stop().epochs().orElseThrow());
    assertEquals(2, config.threads());
    assertEquals(DEFAULT.steps(), config.steps());
  }

  @Test
  void aStrengthOfZeroIsNoPenalty() {
    assertEquals(DEFAULT, DEFAULT.withL2(0.5).withL1(1).withL1(0).withL2(0));
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> DEFAULT.withL2(-1));
    assertThrows(IllegalArgumentException.class, () -> DEFAULT.withL1(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> DEFAULT.withTolerance(-1e-9));
    assertThrows(IllegalArgumentException.class, () -> DEFAULT.withEpochs(0));
  }
}
