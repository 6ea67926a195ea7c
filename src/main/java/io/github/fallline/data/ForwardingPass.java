package io.github.fallline.data;

import java.util.Objects;

/** A pass that changes the tiles of another pass, which it owns. */
public abstract class ForwardingPass implements RowStream.Pass {
  private final RowStream.Pass pass;

  /**
   * A pass over the rows of another one.
   *
   * @param pass becomes this one's to close
   */
  protected ForwardingPass(RowStream.Pass pass) {
    this.pass = Objects.requireNonNull(pass, "pass");
  }

  /** Changes a tile that has been filled; on the thread that asked for it. */
  protected abstract void change(Tile tile);

  @Override
  public final void expectConsumers(int threads) {
    pass.expectConsumers(threads);
  }

  @Override
  public final long tiles() {
    return pass.tiles();
  }

  @Override
  public final boolean next(Tile tile) {
    boolean some = pass.next(tile);
    if (some) {
      change(tile);
    }
    return some;
  }

  @Override
  public final void close() {
    pass.close();
  }
}
