/**
 * Derivatives of formulas, by ND4J's SameDiff.
 *
 * <p>A {@link io.github.fallline.autodiff.Formula} is an expression with inputs and parameters: its
 * value and its gradients, for results of any shape. {@link
 * io.github.fallline.autodiff.FormulaFunction} makes one a function to descend, {@link
 * io.github.fallline.autodiff.FormulaLoss} makes one a loss to train with.
 *
 * <pre>{@code
 * SDVariable x = SameDiff.create().var("x", Nd4j.zeros(DataType.DOUBLE, 1));
 * Formula parabola = new Formula(x.mul(x).sub(x.mul(4)).add(5).sum());
 * Minimization run = Minimizer.at(0.1).minimize(new FormulaFunction(parabola), 7);
 *
 * Formula square = new Formula(z.mul(z));                  // z a placeholder: a result an element
 * try (Derivatives at = square.differentiate(Map.of("z", point), upstream)) {
 *   System.out.println(at.gradient("z"));                  // upstream times 2 z
 * }
 *
 * Loss logCosh = FormulaLoss.of("log-cosh", (graph, p, y) ->
 *     graph.math().log(graph.math().cosh(p.sub(y)))).withLeastValue(0).withCurvature(1);
 * Objective objective = new Objective(logCosh, Penalty.NONE);
 * }</pre>
 *
 * <p>SameDiff spends 20 to 40 microseconds on an operation of the graph, however few numbers it
 * has, and several times that where other programs want the same cores, as its threads wait for
 * each other: the environment variable {@code OMP_NUM_THREADS=1} spares small arrays that. While
 * SameDiff makes gradients, once a graph, it prints a line an operation to standard output.
 *
 * <p>Left alone, SameDiff keeps a session for every thread that ever called a graph, in it a number
 * for every array it ever saw, and arrays until the garbage collector comes by. Here all arrays of
 * a call are closed at its end and sessions are thrown away, so that memory stays level over any
 * number of calls.
 *
 * <p>Imports {@code function} and {@code objective}.
 */
@NullMarked
package io.github.fallline.autodiff;

import org.jspecify.annotations.NullMarked;
