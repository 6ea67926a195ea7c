package io.github.fallline.function;

import io.github.fallline.blas.Vectors;
import io.github.fallline.optim.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** One descent at work: where it is, and how it came there. */
final class MinimizationLoop {
  private static final long EVERY_STEP_UNTIL = 1000;
  private static final double LATER_SPACING = 1.005;

  private final Minimizer settings;
  private final DifferentiableFunction function;
  private final UpdateRule.State update;
  private final Perturbation perturbation;
  private final Random random;
  private final ConvergenceDiagnosis diagnosis;
  private final List<Iterate> trace = new ArrayList<>();
  private final double[] point;
  private final double[] before;
  private final double[] gradient;
  private double value;
  private double norm;
  private double moved;
  private long step;

  MinimizationLoop(Minimizer settings, DifferentiableFunction function, double[] start) {
    this.settings = settings;
    this.function = function;
    update = settings.update().init(start.length);
    perturbation = settings.perturbation();
    random = new Random(perturbation.seed());
    diagnosis = new ConvergenceDiagnosis(settings.steps());
    point = start.clone();
    before = start.clone();
    gradient = new double[start.length];
  }

  Minimization run() {
    evaluate();
    if (!isFinite()) {
      throw new IllegalArgumentException(
          "start: value " + value + ", gradient norm " + norm + "; expected numbers");
    }
    while (true) {
      if (isAtRest()) {
        StationaryPoint stationary = StationaryPoint.at(function, point, gradient, value);
        if (stationary.isMinimum()) {
          return ended(Verdict.CONVERGED, stationary.finding());
        }
        if (perturbation.jumpDistance() == 0 || step == settings.steps()) {
          return ended(Verdict.STUCK, stationary.finding());
        }
        shift(perturbation.jumpDistance());
      } else if (step == settings.steps()) {
        return ended(diagnosis.verdict(), diagnosis.finding());
      } else {
        advance();
      }
      evaluate();
      if (!isFinite()) {
        return ended(Verdict.DIVERGED, "became non-finite");
      }
    }
  }

  /**
   * The gradient is within the tolerance and the last step was short for the size of the point.
   * Noise never rests, not even where the gradient without it is 0.
   */
  private boolean isAtRest() {
    return perturbation.noiseDeviation() == 0
        && norm <= settings.tolerance()
        && moved <= Math.sqrt(settings.tolerance()) * (1 + Vectors.norm(point));
  }

  private void advance() {
    double rate = settings.rate().rate() * settings.rate().schedule().factor(step);
    System.arraycopy(point, 0, before, 0, point.length);
    if (perturbation.noiseDeviation() > 0) {
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += perturbation.noiseDeviation() * random.nextGaussian();
      }
    }
    update.step(point, gradient, rate);
  }

  /** Moves in a random direction. */
  private void shift(double distance) {
    System.arraycopy(point, 0, before, 0, point.length);
    double[] direction = random.doubles(point.length, -1, 1).toArray();
    Vectors.addScaled(point, distance / Vectors.norm(direction), direction);
  }

  /** Evaluates the function at a point just reached. */
  private void evaluate() {
    value = function.evaluate(point, gradient);
    norm = Vectors.norm(gradient);
    moved = Math.sqrt(Vectors.squaredDistance(point, before));
    step = trace.isEmpty() ? 0 : step + 1;
    diagnosis.add(step, value, point, moved);
    if (step <= EVERY_STEP_UNTIL || step >= last().step() * LATER_SPACING) {
      trace.add(here());
    }
  }

  private Iterate last() {
    return trace.get(trace.size() - 1);
  }

  private Iterate here() {
    return new Iterate(step, point, value, norm);
  }

  private boolean isFinite() {
    return Double.isFinite(value) && Double.isFinite(norm) && Double.isFinite(Vectors.norm(point));
  }

  private Minimization ended(Verdict verdict, String reason) {
    if (last().step() != step) {
      trace.add(here());
    }
    String finding =
        String.format(Locale.ROOT, "%s after %d steps, gradient %.3g", reason, step, norm);
    return new Minimization(last(), verdict, finding, trace);
  }
}
