package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;

/**
 * The start of stochastic steps.
 *
 * @param point the parameters; not changed
 * @param rule makes steps of gradients
 * @param rate the learning rate by epoch
 * @param function the objective over all rows, for evaluations; the caller closes it
 * @param output chooses the point that is returned
 * @param monitor detects divergence
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StochasticStart(
    double[] point,
    UpdateRule rule,
    ScheduledRate rate,
    ObjectiveFunction function,
    OutputIterate output,
    DivergenceMonitor monitor) {}
