/**
 * The rules of gradient descent without data: how a gradient becomes a step (an update rule), and
 * the learning rate with its schedule.
 *
 * <pre>{@code
 * UpdateRule.State state = new UpdateRule.Momentum(0.9).init(weights.length);
 * }</pre>
 *
 * <p>Imports nothing of this project.
 */
package io.github.fallline.optim;
