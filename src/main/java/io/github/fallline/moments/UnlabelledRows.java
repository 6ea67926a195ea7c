package io.github.fallline.moments;

import io.github.fallline.data.ForwardingPass;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows without targets, as rows whose targets are 0; to be read once. */
final class UnlabelledRows implements RowStream {
  private final RowStream rows;

  UnlabelledRows(RowStream rows) {
    this.rows = rows;
  }

  @Override
  public long rows() {
    return rows.rows();
  }

  @Override
  public double totalWeight() {
    return rows.totalWeight();
  }

  @Override
  public List<String> featureNames() {
    return rows.featureNames();
  }

  @Override
  public String targetName() {
    return "";
  }

  @Override
  public Optional<String> weightName() {
    return rows.weightName();
  }

  @Override
  public long skippedRows() {
    return rows.skippedRows();
  }

  @Override
  public String fingerprint() {
    return rows.fingerprint();
  }

  @Override
  public Tile newTile(int capacity) {
    return rows.newTile(capacity);
  }

  @Override
  public Pass pass(int tileRows) {
    return new ZeroTargets(rows.features(tileRows));
  }

  private static final class ZeroTargets extends ForwardingPass {
    ZeroTargets(Pass pass) {
      super(pass);
    }

    @Override
    protected void change(Tile tile) {
      Arrays.fill(tile.targets(), 0, tile.rows(), 0);
    }
  }
}
