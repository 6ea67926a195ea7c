package io.github.fallline.compare;

import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.optim.LearningRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A method in a comparison.
 *
 * @param solver its name
 * @param config its settings
 */
public record Candidate(MethodLabel solver, TrainingConfig config) {
  private static final List<Integer> FEW_SIZES = List.of(32, 256, 4096);
  private static final List<Integer> ALL_SIZES = List.of(8, 32, 256, 4096);

  /** Checks that no component is null. */
  public Candidate {
    Objects.requireNonNull(solver, "solver");
    Objects.requireNonNull(config, "config");
  }

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
    List<Candidate> contenders = new ArrayList<>();
    contenders.add(
        of(
            "full-batch by rows",
            new GradientMethod.FullBatch(GradientMethod.Gradients.ROWS),
            common));
    contenders.add(
        of(
            "full-batch by moments",
            new GradientMethod.FullBatch(GradientMethod.Gradients.MOMENTS),
            common));
    contenders.add(of("stochastic", new GradientMethod.Stochastic(acceleration), common));
    for (int size : all ? ALL_SIZES : FEW_SIZES) {
      if (size < rows) {
        contenders.add(of("mini-batch", new GradientMethod.MiniBatch(size, acceleration), common));
      }
    }
    return contenders;
  }

  /**
   * Creates a contender.
   *
   * @param name its name, such as {@code full-batch by moments}
   * @param common the settings besides the method
   */
  public static Candidate of(String name, GradientMethod method, TrainingConfig common) {
    int size = method instanceof GradientMethod.MiniBatch batch ? batch.size() : 0;
    TrainingConfig config =
        new TrainingConfig(
            method,
            common.update(),
            common.learningRate(),
            common.objective(),
            common.form(),
            common.shuffling(),
            common.stop(),
            common.threads());
    return new Candidate(new MethodLabel(name, size, common.update().label()), config);
  }

  /**
   * A descent of this contender as reports take it.
   *
   * @param repetition which one, from 1
   */
  public TimedRun timedRun(BenchmarkData problem, ConvergenceRun.ConvergenceCurve course, int repetition) {
    return new TimedRun(
        problem,
        solver,
        config.threads(),
        course.learningRate(),
        rule(course),
        repetition,
        course.points().stream()
            .map(p -> new TimedRun.Point(p.seconds(), p.epochs(), p.rowGradients(), p.gap()))
            .toList());
  }

  private String rule(ConvergenceRun.ConvergenceCurve course) {
    String rule = config.learningRate() instanceof LearningRate.Automatic ? "automatic" : "given";
    return rule
        + (course.whitened() ? ", features whitened" : "")
        + (course.diverged() ? ", diverged" : "");
  }
}
