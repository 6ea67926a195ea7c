/**
 * Derivatives of what you write down, by ND4J's SameDiff.
 *
 * <p>A {@link io.github.fallline.autodiff.Formula} is an expression with inputs and parameters: its
 * value and its gradients, for results of any shape. {@link
 * io.github.fallline.autodiff.FormulaFunction} makes one a function to descend, {@link
 * io.github.fallline.autodiff.FormulaLoss} makes one a loss to train with.
 *
 * <pre>{@code
 * SameDiff graph = SameDiff.create();
 * SDVariable x = graph.var("x", Nd4j.zeros(DataType.DOUBLE, 1));
 * Formula parabola = new Formula(x.mul(x).sub(x.mul(4)).add(5).sum());
 * Minimization run = Minimizer.at(0.1).minimize(new FormulaFunction(parabola), 7);
 * }</pre>
 *
 * <p>SameDiff spends 10 to 20 microseconds on an operation of the graph, however few numbers it
 * has, and several times that where other programs want the same cores, as its threads wait for
 * each other: the environment variable {@code OMP_NUM_THREADS=1} spares small arrays that. While it
 * makes gradients, once a graph, it prints a line an operation to standard output.
 *
 * <p>Imports {@code function} and {@code objective}.
 */
package io.github.fallline.autodiff;
