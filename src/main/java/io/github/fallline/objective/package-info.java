/**
 * The training objective: the mean of a loss over the rows plus a penalty on the weights.
 *
 * <pre>{@code
 * Objective ridge = new Objective(Loss.SQUARED, Penalty.l2(0.1));
 * }</pre>
 *
 * <p>Imports nothing of this project.
 */
@NullMarked
package io.github.fallline.objective;

import org.jspecify.annotations.NullMarked;
