package io.github.fallline.autodiff;

import io.github.fallline.argument.Argument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.loss.BaseLoss;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A differentiable expression in SameDiff: its value and the gradients of all its inputs
 * (placeholders) and parameters (variables), for a result of any shape. All are of type double.
 *
 * <p>Thread-safe; calls run one at a time. A call costs some 20 to 40 microseconds an operation of
 * the graph, whatever the size of the arrays: give it many numbers at a time. What it takes is
 * freed at the end of the call.
 */
public final class Formula {
  private static final String UPSTREAM = "fallline-upstream";
  private static final String TOTAL = "fallline-total";

  private final SameDiff graph;
  private final String result;
  private final Map<String, long[]> inputs = new TreeMap<>();
  private final SortedMap<String, INDArray> parameters = new TreeMap<>();
  private final List<String> differentiable = new ArrayList<>();
  private final GraphSession values;
  private final GraphSession gradients;

  /**
   * Creates a formula. It takes over the graph of the result: operations for the gradient are added
   * to it, and its variables are the parameters.
   *
   * @param result the outcome of an operation
   * @throws IllegalArgumentException if the result does not come from operations on doubles, or
   *     SameDiff has no gradient of one of them, or a wrong one: that of its own losses ({@code
   *     graph.loss()}) ignores what follows them
   */
  public Formula(SDVariable result) {
    graph = result.getSameDiff();
    this.result = result.name();
    Argument.require(
        result.getVariableType() == VariableType.ARRAY,
        "result '" + this.result + "'",
        "the outcome of an operation",
        "one of type " + result.getVariableType());
    Argument.require(
        !graph.hasVariable(UPSTREAM),
        "result '" + this.result + "'",
        "a graph of its own",
        "a formula's");
    graph.variables().forEach(this::enter);
    for (DifferentialFunction operation : graph.ops()) {
      requireChainRule(operation);
    }
    gradients = new GraphSession(differentiated(result));
    values = new GraphSession(graph);
  }

  private void enter(SDVariable variable) {
    String name = variable.name();
    boolean input = variable.getVariableType() == VariableType.PLACEHOLDER;
    if (!input && variable.getVariableType() != VariableType.VARIABLE) {
      return;
    }
    Argument.require(
        variable.dataType() == DataType.DOUBLE,
        (input ? "input '" : "parameter '") + name + "'",
        "type DOUBLE",
        variable.dataType());
    if (input) {
      inputs.put(name, variable.placeholderShape());
    } else {
      parameters.put(name, variable.getArr());
    }
  }

  /** SameDiff's own losses take the gradient of what follows them for 1, whatever it is. */
  private static void requireChainRule(DifferentialFunction operation) {
    if (operation.getClass().getPackage().equals(BaseLoss.class.getPackage())) {
      throw new IllegalArgumentException(
          "operation '%s': SameDiff's gradient of %s ignores what follows it; write the loss out"
              .formatted(operation.getOwnName(), operation.opName()));
    }
  }

  /** Adds the sum of (result times upstream) and its gradients to the graph. */
  private SameDiff differentiated(SDVariable value) {
    try {
      SDVariable upstream = graph.placeHolder(UPSTREAM, DataType.DOUBLE);
      value.mul(upstream).sum(TOTAL);
      graph.setLossVariables(TOTAL);
      SilencedOutput.run(() -> graph.createGradFunction(inputs.keySet().toArray(String[]::new)));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "result '" + result + "': no gradient: " + firstLine(e), e);
    }
    for (String name : names()) {
      if (graph.getVariable(name).gradient() != null) {
        differentiable.add(name);
      }
    }
    return graph.getFunction("grad");
  }

  /** The names of inputs and parameters. */
  private List<String> names() {
    List<String> names = new ArrayList<>(inputs.keySet());
    names.addAll(parameters.keySet());
    return names;
  }

  /** The names of the placeholders, in the order of the alphabet. */
  public List<String> inputs() {
    return List.copyOf(inputs.keySet());
  }

  /** The parameters by name: the graph's own arrays, which count as they are at each call. */
  public SortedMap<String, INDArray> parameters() {
    return Collections.unmodifiableSortedMap(parameters);
  }

  /**
   * The result alone; the caller closes it.
   *
   * @param given a value for every input; borrowed
   * @throws IllegalArgumentException if an input is missing or unknown, or shapes do not fit
   * @throws IllegalStateException if an array was closed
   */
  public synchronized INDArray value(Map<String, INDArray> given) {
    requireInputs(given);
    try {
      return values.run(() -> resultOf(graph.output(given, List.of(result))).dup());
    } catch (RuntimeException e) {
      throw failure(given, e);
    }
  }

  /**
   * Value and gradients of a formula whose result is a single number; the caller closes them.
   *
   * @param given a value for every input; borrowed
   * @throws IllegalArgumentException if the result has more numbers than one; else as {@link
   *     #value}
   */
  public Derivatives differentiate(Map<String, INDArray> given) {
    try (INDArray one = Nd4j.scalar(1.0)) {
      Derivatives derivatives = evaluate(given, one);
      if (derivatives.value().length() != 1) {
        String shape = Arrays.toString(derivatives.value().shape());
        derivatives.close();
        throw new IllegalArgumentException(
            "result '%s': shape %s; pass an upstream gradient of that shape"
                .formatted(result, shape));
      }
      return derivatives;
    }
  }

  /**
   * Value and vector-Jacobian products: for each input and parameter the gradient of the sum of
   * (result times upstream). The caller closes them.
   *
   * @param given a value for every input; borrowed
   * @param upstream in the shape of the result; ones for the gradient of its sum; borrowed
   * @throws IllegalArgumentException if upstream has another shape; else as {@link #value}
   */
  public Derivatives differentiate(Map<String, INDArray> given, INDArray upstream) {
    requireOpen("upstream", upstream);
    Argument.require(
        upstream.dataType() == DataType.DOUBLE, "upstream", "type DOUBLE", upstream.dataType());
    Derivatives derivatives;
    try {
      derivatives = evaluate(given, upstream);
    } catch (IllegalArgumentException e) {
      try (INDArray value = value(given)) { // throws where upstream is not to blame
        requireShape(upstream, value);
      }
      throw e;
    }
    try {
      requireShape(upstream, derivatives.value());
    } catch (IllegalArgumentException e) {
      derivatives.close();
      throw e;
    }
    return derivatives;
  }

  private static void requireShape(INDArray upstream, INDArray value) {
    Argument.require(
        upstream.equalShapes(value),
        "upstream",
        "the shape of the result, " + Arrays.toString(value.shape()),
        Arrays.toString(upstream.shape()));
  }

  private INDArray resultOf(Map<String, INDArray> outputs) {
    return Objects.requireNonNull(outputs.get(result), result);
  }

  private synchronized Derivatives evaluate(Map<String, INDArray> given, INDArray upstream) {
    requireInputs(given);
    Map<String, INDArray> all = new HashMap<>(given);
    all.put(UPSTREAM, upstream);
    try {
      return gradients.run(
          () -> {
            List<String> results = List.of(result);
            return copied(given, graph.calculateGradientsAndOutputs(all, results, differentiable));
          });
    } catch (RuntimeException e) {
      throw failure(given, e);
    }
  }

  private Derivatives copied(Map<String, INDArray> given, OutAndGrad out) {
    Map<String, INDArray> copies = new HashMap<>();
    for (String name : names()) {
      INDArray gradient = out.getGradients().get(name);
      INDArray own = inputs.containsKey(name) ? given.get(name) : parameters.get(name);
      long[] shape = Objects.requireNonNull(own, name).shape();
      copies.put(name, gradient == null ? Nd4j.zeros(DataType.DOUBLE, shape) : gradient.dup());
    }
    return new Derivatives(resultOf(out.getOutputs()).dup(), copies);
  }

  private void requireInputs(Map<String, INDArray> given) {
    for (String name : given.keySet()) {
      if (!inputs.containsKey(name)) {
        throw new IllegalArgumentException(
            "input '" + name + "': unknown; expected one of " + inputs());
      }
    }
    for (Map.Entry<String, long[]> input : inputs.entrySet()) {
      INDArray value = given.get(input.getKey());
      String place = "input '" + input.getKey() + "'";
      if (value == null) {
        throw new IllegalArgumentException(place + ": expected an array, got none");
      }
      requireOpen(place, value);
      Argument.require(value.dataType() == DataType.DOUBLE, place, "type DOUBLE", value.dataType());
      Argument.require(
          fits(value.shape(), input.getValue()),
          place,
          "shape " + Arrays.toString(input.getValue()),
          Arrays.toString(value.shape()));
    }
    for (Map.Entry<String, INDArray> parameter : parameters.entrySet()) {
      requireOpen("parameter '" + parameter.getKey() + "'", parameter.getValue());
    }
  }

  static void requireOpen(String place, INDArray value) {
    if (value.wasClosed()) {
      throw new IllegalStateException(
          place + ": the array was closed; keep it open while the formula is used");
    }
  }

  /** Whether a shape is that of a placeholder: -1 stands for any length, no shape for any. */
  private static boolean fits(long[] shape, long[] expected) {
    if (expected == null || expected.length == 0) {
      return true;
    }
    boolean fits = shape.length == expected.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = expected[i] == -1 || expected[i] == shape[i];
    }
    return fits;
  }

  private IllegalArgumentException failure(Map<String, INDArray> given, RuntimeException e) {
    StringBuilder shapes = new StringBuilder();
    for (String name : inputs.keySet()) {
      INDArray value = Objects.requireNonNull(given.get(name), name); // required before
      shapes.append(", ").append(name).append(Arrays.toString(value.shape()));
    }
    return new IllegalArgumentException(
        "result '" + result + "': not computed: " + firstLine(e) + shapes, e);
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }
}
