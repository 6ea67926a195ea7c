package io.github.fallline.compare;

import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A method in a comparison.
 *
 * @param method its name
 * @param config its settings
 */
public record Candidate(MethodLabel method, TrainingConfig config) {
  private static final List<Integer> FEW_SIZES = List.of(32, 256, 4096);
  private static final List<Integer> ALL_SIZES = List.of(8, 32, 256, 4096);

  /**
   * The full batch by rows and by moments, stochastic descent, and mini-batches of less than all
   * rows.
   *
   * @param common the settings besides the method
   * @param acceleration of the methods whose steps use some of the rows
   * @param all also mini-batches of 8
   */
  public static List<Candidate> of(
      long rows, TrainingConfig common, GradientMethod.Acceleration acceleration, boolean all) {
    List<Candidate> candidates = new ArrayList<>();
    for (Gradients source : List.of(Gradients.ROWS, Gradients.MOMENTS)) {
      GradientMethod method = new GradientMethod.FullBatch(source);
      candidates.add(of("full-batch by " + source.label(), method, common));
    }
    candidates.add(of("stochastic", new GradientMethod.Stochastic(acceleration), common));
    for (int size : all ? ALL_SIZES : FEW_SIZES) {
      if (size < rows) {
        candidates.add(of("mini-batch", new GradientMethod.MiniBatch(size, acceleration), common));
      }
    }
    return candidates;
  }

  /**
   * Creates a candidate.
   *
   * @param name its name, such as {@code full-batch by moments}
   * @param common the settings besides the method
   */
  public static Candidate of(String name, GradientMethod method, TrainingConfig common) {
    int size = method.batchSize().orElse(0);
    TrainingConfig config = common.withMethod(method);
    return new Candidate(new MethodLabel(name, size, config.updateLabel()), config);
  }

  /**
   * Converts a convergence curve of this candidate to a timed run.
   *
   * @param repetition which one, from 1
   */
  public TimedRun timedRun(
      BenchmarkData data, ConvergenceRun.ConvergenceCurve curve, int repetition) {
    return new TimedRun(
        data,
        method,
        config.threads(),
        curve.steps().learningRate(),
        rule(curve),
        repetition,
        curve.points().stream()
            .map(p -> new TimedRun.Point(p.seconds(), p.epochs(), p.rowGradients(), p.gap()))
            .toList());
  }

  private String rule(ConvergenceRun.ConvergenceCurve curve) {
    String rule = config.learningRate().isAutomatic() ? "automatic" : "given";
    return rule
        + (curve.steps().whitened() ? ", features whitened" : "")
        + (curve.diverged() ? ", diverged" : "");
  }
}
