package io.github.fallline.descent;

import java.util.Locale;
import java.util.function.Consumer;

/** The way down: epochs of steps until a stop rule says enough. */
final class Descent {
  /** A mean loss over some hundred rows this many times the scale of the losses is divergence. */
  private static final double LIMIT_IN_BLOCK = 100;

  /** The loss has to go down by this share of itself for patience to begin anew. */
  private static final double PROGRESS = 1e-6;

  private final Steps steps;
  private final Limits limits;
  private final double largestRate;
  private final Consumer<Trace.Point> listener;
  private final long startNanos;
  private final Trace trace = new Trace();
  private double lastFinite;

  /**
   * When to stop.
   *
   * @param epochs epochs at most
   * @param epochsNamed whether that is the user's number rather than a budget
   * @param gap certified distance to the least loss at which training has converged; negative for
   *     never
   * @param patience epochs without progress; 0 for any number
   * @param lossScale the variance of the target or the loss at the start, the larger
   * @param rise the highest loss after an epoch that is no divergence, in units of lossScale
   * @param finalRise the highest loss at the end, in units of the loss at the start
   */
  record Limits(
      long epochs,
      boolean epochsNamed,
      double gap,
      int patience,
      double lossScale,
      double rise,
      double finalRise) {}

  /** How it ended. */
  record Outcome(StopReason reason, Evaluation evaluation, Trace trace) {}

  /**
   * A descent that has not begun.
   *
   * @param largestRate the rate above which it must diverge; infinite where unknown
   */
  Descent(
      Steps steps,
      Limits limits,
      double largestRate,
      Consumer<Trace.Point> listener,
      long startNanos) {
    this.steps = steps;
    this.limits = limits;
    this.largestRate = largestRate;
    this.listener = listener;
    this.startNanos = startNanos;
  }

  Outcome run() {
    Evaluation start = steps.evaluate();
    Evaluation now = start;
    double best = start.loss();
    long bestEpoch = 0;
    look(now);
    while (true) {
      StopReason reason = reasonToStop(now, bestEpoch);
      if (reason != null) {
        trace.finish(point(now));
        if (reason == StopReason.EPOCHS && now.loss() > limits.finalRise() * start.loss()) {
          throw diverged(now.loss());
        }
        return new Outcome(reason, now, trace);
      }
      double limit = LIMIT_IN_BLOCK * limits.lossScale();
      double seen =
          steps.advance(Math.min(steps.stride(), limits.epochs() - steps.epochs()), limit);
      if (!(seen <= limit)) {
        throw diverged(seen);
      }
      now = steps.evaluate();
      if (!(now.loss() <= limits.rise() * limits.lossScale())) {
        throw diverged(now.loss());
      }
      if (now.loss() < best * (1 - PROGRESS)) {
        best = now.loss();
        bestEpoch = steps.epochs();
      }
      look(now);
    }
  }

  private StopReason reasonToStop(Evaluation now, long bestEpoch) {
    if (now.gap() <= limits.gap()) {
      return StopReason.CONVERGED;
    }
    if (steps.epochs() >= limits.epochs()) {
      return limits.epochsNamed() ? StopReason.EPOCHS : StopReason.BUDGET;
    }
    if (limits.patience() > 0 && steps.epochs() - bestEpoch >= limits.patience()) {
      return StopReason.PLATEAU;
    }
    return null;
  }

  private void look(Evaluation now) {
    lastFinite = now.loss();
    Trace.Point point = point(now);
    trace.add(point);
    listener.accept(point);
  }

  private Trace.Point point(Evaluation now) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new Trace.Point(
        steps.epochs(), steps.updates(), seconds, now.loss(), now.gradientNorm());
  }

  private DivergedException diverged(double loss) {
    boolean finite = Double.isFinite(loss);
    String found = finite ? String.format(Locale.ROOT, "%.3g", loss) : "not finite";
    String bound =
        Double.isFinite(largestRate)
            ? String.format(Locale.ROOT, ", must be below %.3g here", largestRate)
            : "";
    return new DivergedException(
        String.format(
            Locale.ROOT,
            "Diverged at epoch %d: loss is %s (%s %.3g). Lower the learning rate (was %s%s) or use"
                + " --learning-rate auto.",
            Math.max(1, steps.epochs()),
            found,
            finite ? "was" : "last finite",
            lastFinite,
            steps.rate(),
            bound),
        trace);
  }
}
