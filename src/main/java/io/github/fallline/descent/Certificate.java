package io.github.fallline.descent;

import io.github.fallline.blas.Precision;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.certificate.MomentRounding;
import io.github.fallline.descent.certificate.Refinement;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.scaling.FeatureScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How near the optimum of squared errors a fit has ended: a bound that counts what rounding may
 * hide. It comes from the moments; where they prove too little, or digits can be gained, passes
 * over the rows prove more and refine the model.
 */
final class Certificate {
  /** Numbers below which the cost of a pass over the rows is neglected; not measured. */
  private static final double FEW_NUMBERS = 4e6;

  /** Condition numbers of the moments from which a pass over the rows adds digits that count. */
  private static final double DIGITS_LOST = 1e6;

  /** A gap, in variances of the target, that is small enough where rounding allows no less. */
  private static final double SMALL_ENOUGH = 1e-9;

  /** Refining steps at most; one gains some eight digits where there are any to gain. */
  private static final int MOST_REFINEMENTS = 4;

  /** A distance to the minimum, in variances of the target, beyond which no step gains a digit. */
  private static final double NEAREST = 1e-36;

  /** Columns that a note names. */
  private static final int MOST_NAMED = 10;

  private final FitContext fit;
  private final TrainingConfig config;
  private final TrainingProblem problem;
  private final double largestGap;

  /**
   * A proof for a fit.
   *
   * @param fit of squared errors without a penalty that has kinks
   * @param largestGap at which training has converged, in units of the loss
   */
  Certificate(FitContext fit, double largestGap) {
    this.fit = fit;
    config = fit.config();
    problem = fit.problem();
    this.largestGap = largestGap;
  }

  /**
   * Proves how near the optimum a fit has ended, or leads it nearer.
   *
   * @param result its gap is not read
   * @param full whether the steps used all rows, at an automatic rate
   * @param whitened whether they ended where the moments have the optimum
   */
  SolverResult of(SolverResult result, boolean full, boolean whitened) {
    double gap = boundByMoments(result);
    boolean arrived = result.reason() == StopReason.CONVERGED && gap <= allowedGap();
    boolean refines = refines(full) || (!arrived && canFinish());
    if (wantsRows(gap, refines)) {
      double enough = refines(full) ? NEAREST * problem.targetVariance() : allowedGap();
      return byRows(result, refines, config.stop().tolerance().isEmpty() ? enough : largestGap);
    }
    boolean settled = whitened || result.reason() == StopReason.CONVERGED;
    StopReason reason = settled ? reason(gap) : result.reason();
    return result.withReason(reason).withGap(gap);
  }

  private double boundByMoments(SolverResult result) {
    FeatureScaling standard = problem.standard();
    double error = MomentRounding.of(problem.summary().columns(), standard);
    double[] point = standard.toParameters(result.weights(), result.constant());
    double bound =
        problem.quadratic().standardObjective().gapBound(point, error, constantFeatures());
    double predicted = Math.abs(result.constant());
    for (int j = 0; j < result.weights().length; j++) {
      predicted += Math.abs(result.weights()[j] * standard.shift(j));
    }
    double bias = Math.ulp(2 * predicted);
    double loss = Math.max(0, result.evaluation().loss());
    double distance = Math.sqrt(bound) + bias;
    return Math.min(distance * distance, loss) + problem.storageGap();
  }

  /** Features without effect beside an intercept; where rows can be read, those prove more. */
  private int constantFeatures() {
    int count = 0;
    boolean unknown = problem.standard().hasIntercept() && !canRead();
    for (int j = 0; unknown && j < problem.standard().features(); j++) {
      count += problem.summary().columns().isConstant(j) ? 1 : 0;
    }
    return count;
  }

  /** Whether rows are to be read for a proof or for digits. */
  private boolean wantsRows(double gap, boolean refines) {
    if (!canRead()) {
      return false;
    }
    double numbers = (double) fit.rows().rows() * problem.standard().features();
    boolean proves = !(gap <= allowedGap());
    boolean gains = refines && problem.quadratic().standardObjective().condition() > DIGITS_LOST;
    return numbers <= FEW_NUMBERS ? refines || proves : gains || proves;
  }

  /** Whether there are rows of doubles that can be read again. */
  private boolean canRead() {
    if (fit.passes().isEmpty()
        || !(fit.rows() instanceof RowStream rows)
        || rows.precision() != Precision.DOUBLE) {
      return false;
    }
    if (fit.isRepeatable()) {
      return true;
    }
    Optional<RowStream> again = rows.again();
    if (again.isPresent()) {
      again.get().close();
    }
    return again.isPresent();
  }

  /** Whether steps by rows follow those of a full batch, which end where moments have no digits. */
  private boolean refines(boolean full) {
    boolean direct = config.update().isPlain();
    boolean whole = config.method().usesAllRows();
    return full && whole && direct && isFree();
  }

  /**
   * Whether steps by rows may finish what others could not: where nothing asks for those as they
   * are, and the rows can be read.
   */
  boolean canFinish() {
    boolean preconditioned =
        config.method().usesAllRows()
            || config.method().acceleration().precondition() != Preconditioning.NONE;
    return config.learningRate().isAutomatic() && preconditioned && isFree() && canRead();
  }

  private boolean isFree() {
    boolean textbook =
        config.method().usesAllRows()
            && config.method().gradients() != GradientMethod.Gradients.AUTO;
    return !textbook && config.stop().epochs().isEmpty();
  }

  private double allowedGap() {
    return config.stop().tolerance().isPresent()
        ? largestGap
        : Math.max(largestGap, SMALL_ENOUGH * problem.targetVariance());
  }

  private StopReason reason(double gap) {
    return gap <= allowedGap() ? StopReason.CONVERGED : StopReason.ROUNDING;
  }

  private SolverResult byRows(SolverResult result, boolean refines, double enough) {
    Refinement refinement =
        new Refinement(
            (RowStream) fit.rows(),
            problem.quadratic().standardObjective(),
            problem.standard(),
            problem.quadratic().standardRidge(),
            problem.summary().columns(),
            fit.executor());
    Refinement.Point point =
        refinement.from(
            result.weights(), result.constant(), refines ? MOST_REFINEMENTS : 0, enough);
    double hidden = point.hidden() / problem.targetVariance();
    Evaluation found = point.evaluation();
    boolean known = found.gap() <= allowedGap();
    List<String> notes = new ArrayList<>();
    List<String> doubtful = refinement.doubtfulColumns();
    boolean several = doubtful.size() > 1; // a column that hardly varies is noted anyway
    if (several && (!known || hidden > SMALL_ENOUGH)) {
      notes.add(doubt(doubtful, hidden, known));
    }
    boolean settled = refines || result.reason() == StopReason.CONVERGED;
    return new SolverResult(
        point.weights(),
        point.constant(),
        settled ? reason(found.gap()) : result.reason(),
        new Evaluation(found.loss(), found.gradientNorm(), found.gap() + point.hidden()),
        new SolverResult.Refinement(point.steps(), known),
        notes);
  }

  private static String doubt(List<String> columns, double hidden, boolean known) {
    return known
        ? String.format(
            Locale.ROOT,
            "columns %s are linearly dependent up to the rounding of their numbers, which is not"
                + " fitted (it could explain %.1e variances of the target).",
            names(columns),
            hidden)
        : String.format(
            Locale.ROOT,
            "columns %s are so close to linearly dependent that double precision cannot certify"
                + " the optimum; leave some of them out.",
            names(columns));
  }

  /** Notes which columns depend on each other where other losses leave their difference out. */
  static String dependence(List<String> columns, double hidden) {
    return String.format(
        Locale.ROOT,
        "columns %s are linearly dependent to 12 digits or more; what is left is not fitted"
            + " (it could lower the loss by %.1e at most).",
        names(columns),
        hidden);
  }

  private static String names(List<String> columns) {
    String names = String.join(", ", columns.subList(0, Math.min(MOST_NAMED, columns.size())));
    return columns.size() > MOST_NAMED ? names + ", ..." : names;
  }
}
