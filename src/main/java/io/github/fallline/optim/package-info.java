/**
 * Update rules, which turn a gradient into a step, and the learning rate with its schedule.
 *
 * <pre>{@code
 * UpdateRule.State state = new Momentum(0.9).init(weights.length);
 * }</pre>
 *
 * <p>Imports nothing of this project.
 */
@NullMarked
package io.github.fallline.optim;

import org.jspecify.annotations.NullMarked;
