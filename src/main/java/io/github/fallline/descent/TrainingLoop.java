package io.github.fallline.descent;

import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.steps.Solver;
import io.github.fallline.descent.steps.StateArchive;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The training loop: runs a solver, epoch by epoch, until a stopping criterion holds. */
final class TrainingLoop {
  /** The loss has to fall by this share of itself for patience to begin anew. */
  private static final double PROGRESS = 1e-6;

  /**
   * A gap that stays above this share of itself from one evaluation to the next is down to
   * rounding.
   */
  private static final double STALLED = 0.9;

  private final Solver solver;
  private final StoppingCriteria limits;
  private final String advice;
  private final Consumer<Trace.Point> listener;
  private final Validation validation;
  private final RunCheckpoints checkpoints;
  private final Trace trace = new Trace();
  private double lastLoss;
  private double start;
  private double best;
  private long bestEpoch;
  private double bestGap = Double.POSITIVE_INFINITY;

  /** Of the last point that was evaluated. */
  private Evaluation now = new Evaluation(Double.NaN, Double.NaN, Double.NaN);

  private double gapBefore = Double.POSITIVE_INFINITY;

  /** Of the run that this one resumes. */
  private long nanosBefore;

  /** Empty as long as the loop runs. */
  private Optional<StopReason> reason = Optional.empty();

  /** The result of the loop. */
  record LoopResult(StopReason reason, Evaluation evaluation, Trace trace) {}

  /** The loss on rows held out, and the clock of training, which stops for it. */
  interface Validation {
    /** The loss at the current output of the solver; NaN if no rows are held out. */
    double loss();

    /** The nanoseconds of training so far. */
    long trainingNanos();
  }

  /**
   * Creates a loop that starts, or resumes from a checkpoint.
   *
   * @param advice what to do should it diverge
   */
  TrainingLoop(
      Solver solver,
      StoppingCriteria limits,
      String advice,
      Consumer<Trace.Point> listener,
      Validation validation,
      RunCheckpoints checkpoints) {
    this.solver = solver;
    this.limits = limits;
    this.advice = advice;
    this.listener = listener;
    this.validation = validation;
    this.checkpoints = checkpoints;
  }

  /**
   * Runs the solver until a stopping criterion holds.
   *
   * @throws DivergedException when the loss rises too far
   */
  LoopResult run() {
    if (checkpoints.start().isPresent()) {
      resume(checkpoints.start().get());
    } else {
      evaluateStart();
    }
    long lastNanos = System.nanoTime();
    while (isRunning()) {
      step();
      if (checkpoints.isDue(System.nanoTime() - lastNanos)) {
        store();
        lastNanos = System.nanoTime();
      }
    }
    LoopResult outcome = outcome();
    if (checkpoints.policy().isOn()) {
      store();
    }
    return outcome;
  }

  /** Resumes from a checkpoint. */
  private void resume(Checkpoint checkpoint) {
    try {
      serialize(StateArchive.of(checkpoint.state()));
      requireEpoch(checkpoint.epoch());
    } catch (IllegalArgumentException e) {
      throw new CheckpointMismatchException(
          "the checkpoint belongs to another run: " + e.getMessage());
    }
    now = solver.evaluate();
    lastLoss = now.loss();
    reason = reasonToStop();
  }

  /** Checks that steps and trace have come as far as the checkpoint says. */
  private void requireEpoch(long epoch) {
    long last = trace.points().stream().mapToLong(Trace.Point::epoch).max().orElse(-1);
    if (solver.epochs() != epoch || last < 0 || last > epoch) {
      throw new IllegalArgumentException(
          "it was saved after epoch %d, its state after %d, its trace ends at %d"
              .formatted(epoch, solver.epochs(), last));
    }
  }

  /** Saves or loads the state of the loop and its solver. */
  private void serialize(StateArchive archive) {
    solver.serialize(archive);
    start = archive.real("loss at the start", start);
    best = archive.real("best loss", best);
    bestEpoch = archive.integer("epoch of the best loss", bestEpoch);
    bestGap = archive.real("least gap", bestGap);
    gapBefore = archive.real("gap at the look before", gapBefore);
    double seconds = archive.real("seconds", seconds());
    nanosBefore += archive.isLoading() ? (long) (seconds * 1e9) : 0;
    trace.serialize(archive);
  }

  private void store() {
    StateArchive archive = StateArchive.empty();
    serialize(archive);
    checkpoints.store(solver.epochs(), now.loss(), archive.entries());
  }

  /** Evaluates the objective at the start. */
  void evaluateStart() {
    start = solver.evaluate().loss();
    now = solver.evaluate();
    best = start;
    recordEvaluation();
  }

  /** Whether there is no reason to stop yet. */
  boolean isRunning() {
    return reason.isEmpty();
  }

  /**
   * Continues to the next evaluation of the objective; from the best point so far with a lower
   * learning rate, if it went up and the steps may be changed.
   *
   * @throws DivergedException when it went up and they may not
   */
  void step() {
    double excess =
        solver.advance(Math.min(solver.epochsUntilEvaluation(), limits.epochs() - solver.epochs()));
    if (excess != 0 && !solver.restart()) {
      throw diverged(solver.epochs() + 1, excess);
    }
    gapBefore = now.gap();
    now = solver.evaluate();
    if (!(now.loss() - start <= limits.maxRise())) {
      if (!solver.restart()) {
        throw diverged(solver.epochs(), now.loss());
      }
      now = solver.evaluate();
    }
    if (now.gap() < STALLED * bestGap) {
      bestGap = now.gap();
      bestEpoch = solver.epochs();
    }
    if (now.loss() < best - progress()) {
      best = now.loss();
      bestEpoch = solver.epochs();
    }
    recordEvaluation();
  }

  /**
   * The outcome, once the loop has stopped.
   *
   * @throws DivergedException when it ended above the start
   */
  LoopResult outcome() {
    StopReason why = reason.orElseThrow();
    boolean ended = why != StopReason.CONVERGED;
    if (ended && now.loss() - start > limits.maxFinalRise()) {
      lastLoss = start;
      throw diverged(solver.epochs(), now.loss());
    }
    if (trace.lacks(solver.epochs())) {
      trace.finish(point(true));
    }
    return new LoopResult(why, now, trace);
  }

  private Optional<StopReason> reasonToStop() {
    boolean nothingLeft = now.gap() == 0 && !limits.epochsNamed();
    double enough = limits.gaps().enough(now.loss());
    boolean converged = now.gap() <= enough;
    boolean settled = now.gap() <= limits.gaps().aim(enough) || now.gap() > STALLED * gapBefore;
    if ((converged && settled) || nothingLeft) {
      return Optional.of(StopReason.CONVERGED);
    }
    boolean exhausted = solver.epochs() >= limits.epochs();
    boolean impatient = limits.patience() > 0 && solver.epochs() - bestEpoch >= limits.patience();
    if (converged && (exhausted || impatient)) {
      return Optional.of(StopReason.CONVERGED);
    }
    if (exhausted) {
      return Optional.of(limits.epochsNamed() ? StopReason.EPOCHS : StopReason.BUDGET);
    }
    return impatient ? Optional.of(StopReason.PLATEAU) : Optional.empty();
  }

  /**
   * What the loss has to fall by for patience to begin anew: a share of the loss, or of its fall so
   * far if that is less, which losses that no model changes have no part in.
   */
  private double progress() {
    double share = PROGRESS * Math.min(Math.abs(best), start - best);
    return Math.max(share, 4 * Math.ulp(best));
  }

  private void recordEvaluation() {
    lastLoss = now.loss();
    boolean first = solver.epochs() == 0;
    Trace.Point point = point(first || trace.records(solver.epochs()));
    trace.add(point);
    listener.accept(point);
    reason = reasonToStop();
  }

  private Trace.Point point(boolean recorded) {
    double seconds = seconds();
    return new Trace.Point(
        solver.epochs(),
        solver.updates(),
        seconds,
        now.loss(),
        now.gradientNorm(),
        recorded ? validation.loss() : Double.NaN);
  }

  /** Seconds of training. */
  private double seconds() {
    return (nanosBefore + validation.trainingNanos()) / 1e9;
  }

  private DivergedException diverged(long epoch, double loss) {
    String found = Double.isFinite(loss) ? String.format(Locale.ROOT, "%.3g", loss) : "not finite";
    return new DivergedException(
        String.format(
            Locale.ROOT,
            "Diverged at epoch %d: loss is %s (before: %.3g). %s",
            epoch,
            found,
            lastLoss,
            advice),
        trace);
  }
}
