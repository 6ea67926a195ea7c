package io.github.fallline.cache;

/** Receives rows as they are read, on several threads at a time. */
public interface RowConsumer {
  /**
   * Receives rows.
   *
   * @param first the first of them
   * @param count how many
   * @param features row by row from the front of this array, which is filled again afterwards
   * @param targets their targets, overwritten as well; undefined if there is no target
   */
  void accept(long first, int count, double[] features, double[] targets);
}
