package io.github.fallline.descent;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.objective.Loss;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * When training ends: the settings, and the budgets and tolerances that are their defaults. {@link
 * TrainingLoop} compares them with each evaluation.
 *
 * @param epochs passes over the rows at most; empty for a budget of work, {@link #epochLimit}
 * @param tolerance training has converged when the objective is certified to be within {@code
 *     tolerance} times the variance of the target of its minimum; for losses other than squared
 *     errors, times the loss of a residual of one robust deviation, and times the loss reached; 0
 *     for never; empty for {@link #toleranceFor}
 * @param patience training also ends when the loss has not gone down by a millionth over this many
 *     epochs; 0 for never, or for {@link #patienceFor} where the optimum cannot be certified
 */
public record StopRule(OptionalLong epochs, OptionalDouble tolerance, int patience) {
  /** Until converged, or the budget of work is used up. */
  public static final StopRule DEFAULT =
      new StopRule(OptionalLong.empty(), OptionalDouble.empty(), 0);

  /**
   * The gap, in variances of the target, to which plain steps on moments continue after they have
   * converged, if rounding lets them: about eleven digits of every coefficient of a
   * well-conditioned problem, for a third more epochs that read no rows.
   */
  static final double AIM = 1e-24;

  /** The gap, in variances of the target, below which only rounding ends proximal Newton steps. */
  static final double LARGEST_ROUNDING = 1e-9;

  /** The same for floats that are too wide for moments, where sums are of floats, too. */
  static final double LARGEST_FLOAT_ROUNDING = 1e-4;

  /** Multiplications that row gradients may cost by default: about 4 seconds of one core. */
  private static final double ROW_BUDGET = 8e8;

  /** Multiplications that gradients from moments may cost by default: about 4 seconds. */
  private static final double MOMENT_BUDGET = 4e9;

  /** The share of these where steps of another kind finish what these do not. */
  private static final double FINISHED_SHARE = 0.125;

  /** What a step costs besides the rows of its gradient, in multiplications. */
  private static final double ROW_STEP = 130;

  /** What an epoch costs besides its steps, in multiplications. */
  private static final double ROW_EPOCH = 600;

  /** What a step on moments costs besides its products, in multiplications. */
  private static final double MOMENT_STEP = 30;

  private static final int PATIENCE_UNCERTIFIED = 1000;

  /**
   * The share of the gap at which training has converged that steps preconditioned by the rows'
   * curvature continue to, as long as each evaluation is nearer: most need one step more.
   */
  static final double CURVATURE_AIM = 1e-3;

  /** Steps preconditioned by the rows' curvature, granted by default; 10 to 40 are usual. */
  private static final long CURVATURE_EPOCHS = 300;

  /** Such steps without progress. */
  private static final int CURVATURE_PATIENCE = 12;

  private static final int PATIENCE_NEWTON = 10;

  private static final int PATIENCE_WORKING_SETS = 200;

  /** Epochs that any data set is granted by default. */
  private static final long LEAST_EPOCHS = 50;

  /** Rounds of conjugate gradient, each of as many epochs as parameters, granted by default. */
  private static final long CONJUGATE_ROUNDS = 20;

  /** Checks the numbers. */
  public StopRule {
    Argument.require(epochs.orElse(1) >= 1, Setting.EPOCHS, "at least 1", epochs.orElse(1));
    Argument.require(
        tolerance.orElse(0) >= 0, Setting.TOLERANCE, "a number >= 0", tolerance.orElse(0));
    Argument.require(patience >= 0, Setting.PATIENCE, "a number >= 0", patience);
  }

  /** At most this many epochs. */
  public static StopRule epochs(long epochs) {
    return new StopRule(OptionalLong.of(epochs), OptionalDouble.empty(), 0);
  }

  /**
   * The tolerance where none is named: 1e-18 for full batch, which settles about eight digits of
   * every coefficient of a well-conditioned problem; 1e-12 for full batch with absolute weights in
   * the penalty or another loss, whose certificates have no more digits; 1e-4 for the noisy methods
   * and the rules that rescale gradients; 0 for a fixed learning rate with a fixed number of
   * epochs, which is used as given. On numbers that were rounded to floats, training has also
   * converged when it is as near as their rounding lets one know.
   */
  double toleranceFor(TrainingConfig config) {
    if (tolerance.isPresent()) {
      return tolerance.getAsDouble();
    }
    if (!config.learningRate().isAutomatic() && epochs.isPresent()) {
      return 0;
    }
    if (!config.method().usesAllRows() || !config.update().isRotationEquivariant()) {
      return 1e-4;
    }
    boolean squares = config.objective().loss().equals(Loss.SQUARED);
    return config.objective().penalty().l1() > 0 || !squares ? 1e-12 : 1e-18;
  }

  /**
   * The patience: as given; else 1000 epochs, unless their number is named, for losses whose least
   * mean nothing certifies and for the rules that rescale gradients, which batches lead to a place
   * beside the optimum.
   */
  int patienceFor(TrainingConfig config) {
    boolean reached =
        config.objective().loss().equals(Loss.SQUARED) && config.update().isRotationEquivariant();
    return reached ? patience : patienceOr(PATIENCE_UNCERTIFIED);
  }

  /**
   * The patience of proximal Newton steps, which go all the way at once and again only because of
   * rounding; those on the columns of working sets take more.
   */
  int patienceForNewton(boolean allColumns) {
    return patienceOr(allColumns ? PATIENCE_NEWTON : PATIENCE_WORKING_SETS);
  }

  /**
   * The most epochs: as given, else as many as a budget of row gradients pays for (a row gradient
   * costs as many multiplications as there are parameters), but at least 50.
   *
   * @param visits of rows in an epoch
   * @param updates in an epoch
   * @param finished whether steps of another kind follow where these do not converge
   */
  long epochLimit(long visits, long updates, int parameters, boolean finished) {
    double cost = (double) visits * parameters + ROW_STEP * updates + ROW_EPOCH;
    return epochs.orElse(Math.max(LEAST_EPOCHS, (long) (share(finished) * ROW_BUDGET / cost)));
  }

  /** The most steps preconditioned by the rows' curvature: as given, else 300. */
  long curvatureEpochLimit() {
    return epochs.orElse(CURVATURE_EPOCHS);
  }

  /** The patience of such steps: as given, else 12, unless the number of epochs is named. */
  int curvaturePatience() {
    return patienceOr(CURVATURE_PATIENCE);
  }

  private int patienceOr(int usual) {
    return patience > 0 || epochs.isPresent() ? patience : usual;
  }

  /**
   * The most epochs on moments, given what one costs.
   *
   * @param finished whether steps of another kind follow where these do not converge
   */
  long momentEpochLimit(double multiplications, boolean finished) {
    double budget = share(finished) * MOMENT_BUDGET;
    return epochs.orElse((long) (budget / (multiplications + MOMENT_STEP)));
  }

  private static double share(boolean finished) {
    return finished ? FINISHED_SHARE : 1;
  }

  /**
   * The most epochs of conjugate gradient: as given, else 20 times as many as parameters, or what
   * {@code budget} grants if that is less. One round is enough where rounding allows; where several
   * are not, more will not help.
   */
  long conjugateEpochLimit(long budget, int parameters) {
    long rounds = Math.max(LEAST_EPOCHS, CONJUGATE_ROUNDS * parameters);
    return epochs.orElse(Math.min(budget, rounds));
  }
}
