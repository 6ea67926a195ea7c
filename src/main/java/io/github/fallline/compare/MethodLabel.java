package io.github.fallline.compare;

import io.github.fallline.argument.Argument;

/**
 * One way to descend.
 *
 * @param method full-batch, stochastic or mini-batch, perhaps with a word more, such as {@code
 *     full-batch by moments}
 * @param batchSize rows a step where the method has a choice, else 0
 * @param update how a gradient becomes a step, such as {@code plain} or {@code adam}
 */
public record MethodLabel(String method, int batchSize, String update) {
  public MethodLabel {
    Argument.require(batchSize >= 0, "batchSize", "at least 1, or 0 for none", batchSize);
  }

  /** Its name in a legend, such as {@code mini-batch 32, adam}. */
  public String label() {
    return method
        + (batchSize == 0 ? "" : " " + batchSize)
        + (update.equals("plain") ? "" : ", " + update);
  }
}
