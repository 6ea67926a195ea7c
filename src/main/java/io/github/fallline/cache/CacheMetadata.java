package io.github.fallline.cache;

import java.util.List;
import java.util.Optional;

/**
 * The metadata of a cache file.
 *
 * @param featureNames d names
 * @param target the name of the last column; empty if there is none
 * @param rows n
 * @param skippedRows rows that were left out because of missing values
 * @param missing missing values by column, those in rows that were left out included
 * @param provenance the source of the rows; empty in a temporary file
 */
public record CacheMetadata(
    List<String> featureNames,
    Optional<String> target,
    long rows,
    long skippedRows,
    List<Long> missing,
    Optional<Provenance> provenance) {
  public CacheMetadata {
    featureNames = List.copyOf(featureNames);
    missing = List.copyOf(missing);
    int columns = featureNames.size() + (target.isPresent() ? 1 : 0);
    if (featureNames.isEmpty() || rows < 0 || skippedRows < 0 || missing.size() != columns) {
      throw new IllegalArgumentException(
          "metadata: " + rows + " rows of " + columns + " columns, missing in " + missing.size());
    }
  }

  /** Columns in the file: the features and the target. */
  public int columns() {
    return missing.size();
  }

  /** Which of the features have missing values. */
  public boolean[] lacking() {
    boolean[] lacking = new boolean[featureNames.size()];
    for (int j = 0; j < lacking.length; j++) {
      lacking[j] = missing.get(j) > 0;
    }
    return lacking;
  }

  /** Whether any feature has missing values. */
  public boolean isLacking() {
    return missing.stream().limit(featureNames.size()).anyMatch(count -> count > 0);
  }
}
