package io.github.fallline.autodiff;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** How a loss is written in SameDiff. */
@FunctionalInterface
public interface LossFormula {
  /**
   * The loss of each row.
   *
   * @param graph to put operations into
   * @param predictions [rows]
   * @param targets [rows]
   * @return [rows]: neither summed nor averaged, and each from its own row alone
   */
  SDVariable of(SameDiff graph, SDVariable predictions, SDVariable targets);
}
