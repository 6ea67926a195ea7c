package io.github.fallline.moments;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.MissingValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How moments were made.
 *
 * @param missing how rows with missing values were treated: FAIL or SKIP. Means cannot replace
 *     missing values of columns any of which may become the target
 * @param weight the column of weights, which is none of the columns; empty where rows count the
 *     same
 * @param skippedRows rows that were left out because of missing values
 * @param digitsLost about how many digits were lost by removing rows; 0 where none were removed
 * @param sources the sets of rows in the order in which they were added and removed; copied
 */
public record MomentsOrigin(
    MissingValues missing,
    Optional<String> weight,
    long skippedRows,
    double digitsLost,
    List<MomentsSource> sources) {
  public MomentsOrigin {
    Argument.require(
        missing == MissingValues.FAIL || missing == MissingValues.SKIP,
        "missing",
        "fail or skip",
        missing);
    Argument.require(skippedRows >= 0, "skippedRows", "0 or more", skippedRows);
    Argument.require(
        digitsLost >= 0 && digitsLost <= Double.MAX_VALUE, "digitsLost", "0 or more", digitsLost);
    sources = List.copyOf(sources);
  }

  /** Of these rows and others. */
  MomentsOrigin plus(MomentsOrigin other) {
    List<MomentsSource> all = new ArrayList<>(sources);
    all.addAll(other.sources);
    double lost = Math.max(digitsLost, other.digitsLost);
    return new MomentsOrigin(missing, weight, skippedRows + other.skippedRows, lost, all);
  }

  /**
   * Of these rows without others.
   *
   * @param lost digits that the removal costs
   */
  MomentsOrigin minus(MomentsOrigin other, double lost) {
    List<MomentsSource> all = new ArrayList<>(sources);
    for (MomentsSource each : other.sources) {
      all.add(each.inverse());
    }
    long skipped = Math.max(0, skippedRows - other.skippedRows);
    double most = Math.max(digitsLost, other.digitsLost) + lost;
    return new MomentsOrigin(missing, weight, skipped, most, all);
  }
}
