package io.github.fallline.descent.path;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.RowStream;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.CrossValidation;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The choice of a penalty by cross-validation: of 100 strengths of one part of an elastic net, the
 * other part being fixed, that of the least mean squared error on rows that were left out.
 */
public final class PenaltySearch {
  /** The part of the penalty that is searched. */
  public enum Part {
    /** The factor of the absolute weights. */
    L1,
    /** The factor of the squared weights. */
    L2
  }

  /** The number of folds by default. */
  public static final int DEFAULT_FOLDS = 10;

  private final Part part;
  private final double fixed;
  private final FoldAssignment folds;

  private PenaltySearch(Part part, double fixed, FoldAssignment folds) {
    this.part = part;
    this.fixed = fixed;
    this.folds = folds;
    Setting other = part == Part.L1 ? Setting.L2 : Setting.L1;
    Argument.require(fixed >= 0 && fixed < Double.POSITIVE_INFINITY, other, "a number >= 0", fixed);
  }

  /** A search with {@link #DEFAULT_FOLDS} random folds. */
  public static PenaltySearch of(Part part) {
    return new PenaltySearch(part, 0, FoldAssignment.shuffled(DEFAULT_FOLDS, 0));
  }

  /** The same with a factor of the other part; without it that is 0. */
  public PenaltySearch withOther(double factor) {
    return new PenaltySearch(part, factor, folds);
  }

  /** The same with other folds. */
  public PenaltySearch withFolds(FoldAssignment wanted) {
    return new PenaltySearch(part, fixed, Objects.requireNonNull(wanted, "wanted"));
  }

  /** The folds of the cross-validation. */
  public FoldAssignment folds() {
    return folds;
  }

  /**
   * What was found.
   *
   * @param penalty of the least error
   * @param part of it that was searched
   * @param error mean squared error on rows that were left out
   * @param standardError of the error
   * @param folds how many there were
   */
  public record Choice(Penalty penalty, Part part, double error, double standardError, int folds) {
    /** The choice in a sentence. */
    public String note() {
      return String.format(
          Locale.ROOT,
          "%s %.6g: the least error in cross-validation with %d folds, a mean square of %.6g with"
              + " standard error %.3g",
          part == Part.L1 ? Setting.L1 : Setting.L2,
          part == Part.L1 ? penalty.l1() : penalty.l2(),
          folds,
          error,
          standardError);
    }
  }

  /**
   * Chooses in one pass over rows.
   *
   * @param rows of one target; stay the caller's
   * @param threads for the pass; they change the time and nothing else
   * @throws InvalidDataException when there are no rows
   * @throws IllegalArgumentException when fewer than two folds have rows
   */
  public Choice choose(RowStream rows, ModelSpec spec, int threads) {
    return choose(FoldMoments.of(rows, folds, threads), spec);
  }

  /**
   * Chooses from the moments of folds.
   *
   * @param moments the features, then the target
   */
  public Choice choose(FoldMoments moments, ModelSpec spec) {
    PathProblem problem = new PathProblem(moments.all(), spec);
    List<Penalty> penalties = PenaltyGrid.of(problem, part, fixed);
    CrossValidation validation = PathSolution.validate(moments, spec, penalties);
    int best = validation.best();
    return new Choice(
        penalties.get(best),
        part,
        validation.mean(best),
        validation.standardError(best),
        validation.folds());
  }
}
