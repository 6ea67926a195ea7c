package io.github.fallline.autodiff;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The result of a formula and its gradients, all on memory of their own, which closing frees.
 *
 * @param value the result, in its own shape
 * @param gradients of each input and parameter, in its shape: the derivative of the sum of (result
 *     times upstream gradient); zeros where the result does not depend on it
 */
public record Derivatives(INDArray value, Map<String, INDArray> gradients)
    implements AutoCloseable {
  /** Copies the map, not the arrays. */
  public Derivatives {
    gradients = Map.copyOf(gradients);
  }

  /**
   * The gradient of an input or a parameter; borrowed.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public INDArray gradient(String name) {
    INDArray gradient = gradients.get(name);
    if (gradient == null) {
      throw new IllegalArgumentException(
          "gradient '"
              + name
              + "': unknown; expected one of "
              + gradients.keySet().stream().sorted().toList());
    }
    return gradient;
  }

  @Override
  public void close() {
    value.close();
    gradients.values().forEach(INDArray::close);
  }
}
