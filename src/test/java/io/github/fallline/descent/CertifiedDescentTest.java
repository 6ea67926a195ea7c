package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.model.LinearModel;
import io.github.fallline.optim.Nesterov;
import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What descent says of itself on problems certified by NIST, against least squares in decimals. */
class CertifiedDescentTest {
  /**
   * How well the optimum is known, in deviations of the target: the rounding of doubles times the
   * root of a condition, which is 1e7 at most here.
   */
  private static final double ROUNDING = 1e-12;

  private static final List<TrainingConfig> CONFIGS =
      List.of(
          TrainingConfig.of(new FullBatch()),
          TrainingConfig.of(new FullBatch(Gradients.ROWS)),
          TrainingConfig.of(new FullBatch()).withUpdate(new Nesterov(0.9)),
          TrainingConfig.of(new FullBatch()).withConjugateGradient(),
          TrainingConfig.of(new MiniBatch(4)),
          TrainingConfig.of(new Stochastic()));

  /** Each problem and the degree of its polynomial, each way down, few epochs and many. */
  static Stream<Arguments> runs() {
    return Stream.of("Longley 1", "Norris 1", "NoInt1 1", "Pontius 2", "Wampler2 5")
        .map(problem -> problem.split(" "))
        .flatMap(
            problem ->
                CONFIGS.stream()
                    .flatMap(
                        config ->
                            LongStream.of(2, 1000)
                                .mapToObj(
                                    epochs ->
                                        Arguments.of(
                                            problem[0],
                                            Integer.parseInt(problem[1]),
                                            config,
                                            epochs))));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theStatedGapIsTrue(String name, int degree, TrainingConfig config, long epochs)
      throws IOException {
    CertifiedProblem problem = CertifiedProblem.read(name, degree);
    StopRule stop = StopRule.epochs(epochs);
    TrainingConfig limited = config.withForm(problem.form()).withStop(stop);
    try (Dataset data = problem.data()) {
      Training training = new Trainer(limited).fit(data);

      double gap = problem.gap(parameters(training.model(), problem.intercept()));
      assertTrue(
          Math.sqrt(gap) <= Math.sqrt(training.gap()) + ROUNDING,
          () -> "stated " + training.gap() + ", found " + gap);
      boolean converged = training.stopReason() == StopReason.CONVERGED;
      assertEquals(converged, training.gap() <= stop.toleranceFor(limited));
      assertEquals(
          !converged && training.gap() > 1e-12, // nearer than that, the reason says enough
          training.notes().stream().anyMatch(note -> note.startsWith("not converged")),
          () -> training.notes().toString());
    }
  }

  private static double[] parameters(LinearModel model, boolean intercept) {
    DoubleStream weights = model.coefficients().values().stream().mapToDouble(Double::doubleValue);
    return intercept
        ? DoubleStream.concat(DoubleStream.of(model.intercept()), weights).toArray()
        : weights.toArray();
  }
}
