package io.github.fallline.autodiff;

import io.github.fallline.function.DifferentiableFunction;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A formula as a function of its parameters, at fixed inputs: for descent. The vector holds the
 * elements of all parameters, in the order of their names, each row by row.
 *
 * <p>The formula's parameters are set to the point of the last evaluation.
 */
public final class FormulaFunction implements DifferentiableFunction {
  private final Formula formula;
  private final Map<String, INDArray> inputs;
  private final Map<String, INDArray> parameters;
  private final int size;

  /**
   * A function of all parameters of a formula that has no inputs.
   *
   * @param formula whose result is a single number
   */
  public FormulaFunction(Formula formula) {
    this(formula, Map.of());
  }

  /**
   * A function of all parameters of a formula.
   *
   * @param formula whose result is a single number
   * @param inputs the data: a value for every input; borrowed, so the caller closes them after the
   *     last use of the function
   * @throws IllegalArgumentException if the formula has no parameters
   */
  public FormulaFunction(Formula formula, Map<String, INDArray> inputs) {
    this.formula = formula;
    this.inputs = new TreeMap<>(inputs);
    parameters = formula.parameters();
    size = Math.toIntExact(parameters.values().stream().mapToLong(INDArray::length).sum());
    if (size == 0) {
      throw new IllegalArgumentException(
          "formula: it has no parameters; declare the values to optimize as variables");
    }
  }

  @Override
  public int size() {
    return size;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException as {@link Formula#differentiate(Map)}
   */
  @Override
  public double evaluate(double[] point, double[] gradient) {
    synchronized (formula) {
      int at = 0;
      for (Map.Entry<String, INDArray> entry : parameters.entrySet()) {
        INDArray parameter = entry.getValue();
        Formula.requireOpen("parameter '" + entry.getKey() + "'", parameter);
        int length = Math.toIntExact(parameter.length());
        double[] part = new double[length];
        System.arraycopy(point, at, part, 0, length);
        try (INDArray values = Nd4j.create(part, parameter.shape(), DataType.DOUBLE)) {
          parameter.assign(values);
        }
        at += length;
      }
      try (Derivatives derivatives = formula.differentiate(inputs)) {
        at = 0;
        for (String name : parameters.keySet()) {
          double[] part = flat(derivatives.gradient(name));
          System.arraycopy(part, 0, gradient, at, part.length);
          at += part.length;
        }
        return derivatives.value().getDouble(0);
      }
    }
  }

  /** The elements of an array of any rank, row by row. */
  private static double[] flat(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      return copy.data().asDouble();
    }
  }
}
