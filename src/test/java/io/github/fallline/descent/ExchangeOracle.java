package io.github.fallline.descent;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The minimum over v of sum_i max(low_i r_i, high_i r_i) with r_i = a_i'v - y_i, low_i &lt; 0 &lt;
 * high_i, in decimal arithmetic of 60 digits: exchanges of the rows of a basis, whose residuals are
 * 0 (Barrodale and Roberts 1973), until the slopes of all of them are within their bounds.
 */
final class ExchangeOracle {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal ROUNDING = new BigDecimal("1e-38");
  private static final BigDecimal SEPARATION = new BigDecimal("1e-28");
  private static final int MOST_EXCHANGES = 2000;

  private final int size;
  private final BigDecimal[] optimum;
  private final List<BigDecimal[]> rows = new ArrayList<>();
  private final List<BigDecimal> targets = new ArrayList<>();
  private final List<BigDecimal> low = new ArrayList<>();
  private final List<BigDecimal> high = new ArrayList<>();

  ExchangeOracle(int size) {
    this.size = size;
    optimum = new BigDecimal[size];
    Arrays.fill(optimum, BigDecimal.ZERO);
  }

  void add(BigDecimal[] row, BigDecimal target, BigDecimal below, BigDecimal above) {
    rows.add(row);
    targets.add(target);
    low.add(below);
    high.add(above);
  }

  /**
   * The minimum.
   *
   * @param start a point near that of the minimum
   * @return null where there are too many exchanges
   */
  BigDecimal minimum(BigDecimal[] start) {
    int n = rows.size();
    separate();
    // As many rows as the columns have rank, of small residuals at the start; other directions
    // change no prediction.
    BigDecimal[] distances = new BigDecimal[n];
    Integer[] order = new Integer[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
      distances[i] = dot(rows.get(i), start).subtract(targets.get(i)).abs();
    }
    Arrays.sort(order, (left, right) -> distances[left].compareTo(distances[right]));
    Elimination all = new Elimination(size);
    List<Integer> basis = new ArrayList<>();
    for (int i : order) {
      if (basis.size() < size && all.add(rows.get(i))) {
        basis.add(i);
      }
    }
    int rank = basis.size();
    int[] pivots = all.pivots();
    for (int round = 0; round < MOST_EXCHANGES; round++) {
      BigDecimal[][] inverse = inverse(basis, pivots);
      BigDecimal[] v = new BigDecimal[rank];
      for (int j = 0; j < rank; j++) {
        v[j] = BigDecimal.ZERO;
        for (int k = 0; k < rank; k++) {
          v[j] = v[j].add(inverse[j][k].multiply(targets.get(basis.get(k))), DIGITS);
        }
      }
      BigDecimal[] residuals = new BigDecimal[n];
      for (int i = 0; i < n; i++) {
        residuals[i] = targets.get(i).negate();
        for (int j = 0; j < rank; j++) {
          residuals[i] = residuals[i].add(rows.get(i)[pivots[j]].multiply(v[j]), DIGITS);
        }
      }
      BigDecimal value = BigDecimal.ZERO;
      BigDecimal[] gradient = new BigDecimal[rank];
      Arrays.fill(gradient, BigDecimal.ZERO);
      for (int i = 0; i < n; i++) {
        if (basis.contains(i)) {
          continue;
        }
        boolean isAbove = residuals[i].signum() > 0;
        BigDecimal slope = isAbove ? high.get(i) : low.get(i);
        value = value.add(slope.multiply(residuals[i]), DIGITS);
        for (int j = 0; j < rank; j++) {
          gradient[j] = gradient[j].add(slope.multiply(rows.get(i)[pivots[j]]), DIGITS);
        }
      }
      int leaving = -1;
      BigDecimal most = ROUNDING.multiply(high.get(0));
      boolean up = false;
      for (int k = 0; k < rank; k++) {
        BigDecimal slope = BigDecimal.ZERO; // of the row in the basis that balances the others
        for (int j = 0; j < rank; j++) {
          slope = slope.subtract(gradient[j].multiply(inverse[j][k]), DIGITS);
        }
        BigDecimal over = slope.subtract(high.get(basis.get(k)));
        BigDecimal under = low.get(basis.get(k)).subtract(slope);
        if (over.max(under).compareTo(most) > 0) {
          most = over.max(under);
          leaving = k;
          up = over.compareTo(under) > 0;
        }
      }
      if (leaving < 0) {
        for (int j = 0; j < rank; j++) {
          optimum[pivots[j]] = v[j];
        }
        return value;
      }
      int entering = entering(basis, pivots, inverse, residuals, leaving, up, most);
      if (entering < 0) {
        return null;
      }
      basis.set(leaving, entering);
    }
    return null;
  }

  /** The point of the minimum that was found. */
  BigDecimal[] optimum() {
    return optimum.clone();
  }

  /** Moves the targets by next to nothing, so that no more rows are fitted than a basis has. */
  private void separate() {
    BigDecimal largest = BigDecimal.ONE.movePointLeft(300);
    for (BigDecimal target : targets) {
      largest = largest.max(target.abs());
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < targets.size(); i++) {
      BigDecimal share = new BigDecimal(random.nextDouble()).multiply(SEPARATION);
      targets.set(i, targets.get(i).add(largest.multiply(share), DIGITS));
    }
  }

  /** The row whose residual is 0 where the objective falls no more along the edge. */
  private int entering(
      List<Integer> basis,
      int[] pivots,
      BigDecimal[][] inverse,
      BigDecimal[] residuals,
      int leaving,
      boolean up,
      BigDecimal descent) {
    int n = rows.size();
    BigDecimal[] turns = new BigDecimal[n];
    BigDecimal[] changes = new BigDecimal[n];
    List<Integer> met = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (basis.contains(i)) {
        continue;
      }
      BigDecimal change = BigDecimal.ZERO;
      for (int j = 0; j < pivots.length; j++) {
        change = change.add(rows.get(i)[pivots[j]].multiply(inverse[j][leaving]), DIGITS);
      }
      change = up ? change : change.negate(); // of the residual, a unit along the edge
      if (change.abs().compareTo(ROUNDING) <= 0) {
        continue;
      }
      BigDecimal turn = residuals[i].negate().divide(change, DIGITS);
      if (turn.signum() > 0) {
        turns[i] = turn;
        changes[i] = change.abs();
        met.add(i);
      }
    }
    met.sort((left, right) -> turns[left].compareTo(turns[right]));
    BigDecimal slope = descent.negate();
    for (int i : met) {
      slope = slope.add(high.get(i).subtract(low.get(i)).multiply(changes[i]), DIGITS);
      if (slope.signum() >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** The inverse of the basis on the columns of full rank: [rank][rank]. */
  private BigDecimal[][] inverse(List<Integer> basis, int[] pivots) {
    int rank = pivots.length;
    BigDecimal[][] work = new BigDecimal[rank][2 * rank];
    for (int k = 0; k < rank; k++) {
      for (int j = 0; j < rank; j++) {
        work[k][j] = rows.get(basis.get(k))[pivots[j]];
        work[k][rank + j] = j == k ? BigDecimal.ONE : BigDecimal.ZERO;
      }
    }
    for (int j = 0; j < rank; j++) {
      int pivot = j;
      for (int k = j; k < rank; k++) {
        pivot = work[k][j].abs().compareTo(work[pivot][j].abs()) > 0 ? k : pivot;
      }
      BigDecimal[] swapped = work[j];
      work[j] = work[pivot];
      work[pivot] = swapped;
      for (int k = 0; k < rank; k++) {
        BigDecimal factor = work[k][j].divide(work[j][j], DIGITS);
        for (int m = 0; k != j && m < 2 * rank; m++) {
          work[k][m] = work[k][m].subtract(factor.multiply(work[j][m], DIGITS), DIGITS);
        }
      }
    }
    BigDecimal[][] inverse = new BigDecimal[rank][rank];
    for (int j = 0; j < rank; j++) {
      for (int k = 0; k < rank; k++) {
        inverse[j][k] = work[j][rank + k].divide(work[j][j], DIGITS);
      }
    }
    return inverse;
  }

  private static BigDecimal dot(BigDecimal[] left, BigDecimal[] right) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int j = 0; j < left.length; j++) {
      sum = sum.add(left[j].multiply(right[j], DIGITS), DIGITS);
    }
    return sum;
  }

  /** Finds out which rows are independent of those before, and on which columns. */
  private static final class Elimination {
    private final int size;
    private final List<BigDecimal[]> reduced = new ArrayList<>();
    private final List<Integer> pivots = new ArrayList<>();

    Elimination(int size) {
      this.size = size;
    }

    boolean add(BigDecimal[] row) {
      BigDecimal[] left = row.clone();
      BigDecimal before = BigDecimal.ZERO;
      for (BigDecimal number : row) {
        before = before.max(number.abs());
      }
      for (int r = 0; r < reduced.size(); r++) {
        int pivot = pivots.get(r);
        BigDecimal factor = left[pivot].divide(reduced.get(r)[pivot], DIGITS);
        for (int j = 0; j < size; j++) {
          left[j] = left[j].subtract(factor.multiply(reduced.get(r)[j], DIGITS), DIGITS);
        }
      }
      int largest = 0;
      for (int j = 1; j < size; j++) {
        largest = left[j].abs().compareTo(left[largest].abs()) > 0 ? j : largest;
      }
      if (left[largest].abs().compareTo(before.multiply(ROUNDING)) <= 0) {
        return false;
      }
      reduced.add(left);
      pivots.add(largest);
      return true;
    }

    int[] pivots() {
      return pivots.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
