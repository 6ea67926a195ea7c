package io.github.fallline.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The rows of the largest Cook's distances; of equal ones, the first rows. */
final class InfluenceRanking {
  private static final Comparator<InfluentialRow> MOST_FIRST =
      Comparator.comparingDouble(InfluentialRow::cooksDistance)
          .reversed()
          .thenComparingLong(InfluentialRow::row);

  private final int most;
  private final PriorityQueue<InfluentialRow> rows = new PriorityQueue<>(MOST_FIRST.reversed());

  InfluenceRanking(int most) {
    this.most = most;
  }

  /** Whether a row with this distance, behind all rows so far, would be among them. */
  boolean takes(double cooksDistance) {
    if (most == 0 || Double.isNaN(cooksDistance)) {
      return false;
    }
    InfluentialRow last = rows.peek();
    return rows.size() < most || last == null || cooksDistance > last.cooksDistance();
  }

  void add(InfluentialRow row) {
    rows.add(row);
    if (rows.size() > most) {
      rows.poll();
    }
  }

  /** The rows, most influential first. */
  List<InfluentialRow> rows() {
    List<InfluentialRow> sorted = new ArrayList<>(rows);
    sorted.sort(MOST_FIRST);
    return sorted;
  }
}
