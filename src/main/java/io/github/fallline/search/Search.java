package io.github.fallline.search;

import io.github.fallline.argument.Argument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Coarse-to-fine search for the lowest score: each range is divided into equal parts, the middle of
 * every cell is tried, and the best cell is searched in the same way. One round is an exhaustive
 * search of the grid.
 *
 * <p>With p parts, r ranges and k rounds, k p^r trials come down to a cell of a grid of (p^k)^r: 3
 * rounds of 4 x 4 are 48 trials for a cell of 64 x 64, where all would be 4096; 2 rounds of 8 x 8
 * are 128; 2 rounds of 4 x 4 are 32, for a cell of 16 x 16.
 *
 * <p>What it misses: the cell of the best middle is taken for the best cell, and there is no way
 * back. A dip that is narrower than a part of the first round goes unseen if no middle falls into
 * it, however deep it is; and of two valleys, the one with the lower score at a middle wins. It is
 * sure to end in the lowest cell of the fine grid only where middles closer to the lowest point
 * score lower, range by range, as with |x| and with sums of such functions of one range. A round of
 * more parts covers more; an exhaustive search covers exactly the fine grid.
 *
 * @param ranges what is searched, at least one, with names that differ
 * @param parts of each range in a round, at least 2
 * @param rounds at least 1
 */
public record Search(List<Range> ranges, int parts, int rounds) {
  /** Trials of a round at most. */
  private static final long MOST_TRIALS = 10_000_000;

  public Search {
    ranges = List.copyOf(ranges);
    Argument.require(!ranges.isEmpty(), "search ranges", "at least 1", ranges.size());
    long names = ranges.stream().map(Range::name).distinct().count();
    Argument.require(
        names == ranges.size(), "search ranges", "names that differ", names + " names");
    Argument.require(parts >= 2, "search parts", "at least 2", parts);
    Argument.require(rounds >= 1, "search rounds", "at least 1", rounds);
    double trials = Math.pow(parts, ranges.size());
    Argument.require(
        trials <= MOST_TRIALS, "search parts", "at most " + MOST_TRIALS + " trials", trials);
  }

  /** A search that tries every cell of a grid. */
  public static Search exhaustive(List<Range> ranges, int parts) {
    return new Search(ranges, parts, 1);
  }

  /**
   * A setting that was tried.
   *
   * @param round in which, counted from 1
   * @param setting the middle of a cell
   * @param score of it; one that is not a number counts as the highest
   */
  public record Trial(int round, ParameterValues setting, double score) {}

  /**
   * The result of a search.
   *
   * @param best the trial with the lowest score; of equal ones the first
   * @param trials all of them, round by round, the last range changing fastest
   */
  public record Outcome(Trial best, List<Trial> trials) {
    public Outcome {
      trials = List.copyOf(trials);
    }
  }

  /** Trials in all. */
  public long trials() {
    return rounds * cellsPerRound();
  }

  private long cellsPerRound() {
    return Math.round(Math.pow(parts, ranges.size()));
  }

  /**
   * Searches. The outcome does not depend on the number of threads.
   *
   * @param score called once a trial, by several threads at once; lower is better
   * @param threads at least 1
   * @throws IllegalStateException if no score is a number
   * @throws RuntimeException as the score threw it; if several trials failed, that of the first
   */
  public Outcome run(ToDoubleFunction<ParameterValues> score, int threads) {
    Argument.require(threads >= 1, "search threads", "at least 1", threads);
    List<Trial> trials = new ArrayList<>();
    List<Range> cell = ranges;
    try (TrialExecutor executor = new TrialExecutor(threads)) {
      for (int round = 1; round <= rounds; round++) {
        List<List<Range>> cells = cells(cell);
        List<ParameterValues> settings = cells.stream().map(Search::middle).toList();
        List<Double> scores = executor.map(settings, score::applyAsDouble);
        int best = lowest(scores);
        for (int i = 0; i < settings.size(); i++) {
          trials.add(new Trial(round, settings.get(i), scores.get(i)));
        }
        cell = cells.get(best);
      }
    }
    Trial best =
        trials.stream()
            .min(Comparator.comparingDouble(Trial::score)) // NaN comes last
            .orElseThrow();
    return new Outcome(best, trials);
  }

  private static int lowest(List<Double> scores) {
    int best = 0;
    for (int i = 1; i < scores.size(); i++) {
      if (Double.compare(scores.get(i), scores.get(best)) < 0) {
        best = i;
      }
    }
    if (Double.isNaN(scores.get(best))) {
      throw new IllegalStateException(
          "search: none of " + scores.size() + " scores is a number; try other ranges");
    }
    return best;
  }

  /** The cells of a cell, the last range changing fastest. */
  private List<List<Range>> cells(List<Range> whole) {
    long count = cellsPerRound();
    List<List<Range>> cells = new ArrayList<>();
    for (long index = 0; index < count; index++) {
      Range[] cell = new Range[whole.size()];
      long rest = index;
      for (int k = whole.size() - 1; k >= 0; k--) {
        cell[k] = whole.get(k).part((int) (rest % parts), parts);
        rest /= parts;
      }
      cells.add(List.of(cell));
    }
    return cells;
  }

  private static ParameterValues middle(List<Range> cell) {
    Map<String, Double> values = new LinkedHashMap<>();
    cell.forEach(range -> values.put(range.name(), range.middle()));
    return new ParameterValues(values);
  }
}
