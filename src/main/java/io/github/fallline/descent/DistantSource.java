package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import java.util.List;

/**
 * The names and the number of rows that are not here: what is asked of them comes by statistics.
 */
final class DistantSource implements RowSource {
  private final List<String> featureNames;
  private final String targetName;
  private final long rows;

  DistantSource(List<String> featureNames, String targetName, long rows) {
    this.featureNames = List.copyOf(featureNames);
    this.targetName = targetName;
    this.rows = rows;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public boolean isRereadable() {
    return false;
  }

  @Override
  public List<String> featureNames() {
    return featureNames;
  }

  @Override
  public String targetName() {
    return targetName;
  }

  @Override
  public String fingerprint() {
    throw notHere();
  }

  @Override
  public Tile newTile(int capacity) {
    throw notHere();
  }

  @Override
  public Pass pass(int tileRows) {
    throw notHere();
  }

  @Override
  public Reader reader() {
    throw notHere();
  }

  private static IllegalStateException notHere() {
    return new IllegalStateException("the rows are not here, their statistics are");
  }
}
