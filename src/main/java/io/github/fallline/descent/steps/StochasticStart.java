package io.github.fallline.descent.steps;

import io.github.fallline.descent.gradient.ObjectiveFunction;
import io.github.fallline.optim.ScheduledRate;
import io.github.fallline.optim.UpdateRule;

/** The start of stochastic steps: the point, the rule of the steps and what judges them. */
public final class StochasticStart {
  final double[] point;
  final UpdateRule rule;
  final ScheduledRate rate;
  final ObjectiveFunction function;
  final OutputIterate output;
  final DivergenceMonitor monitor;

  /**
   * @param point the parameters; not copied and not changed
   * @param rule makes steps of gradients
   * @param rate the learning rate by epoch
   * @param function the objective over all rows, for evaluations; the caller closes it
   * @param output chooses the point that is returned
   * @param monitor detects divergence
   */
  public StochasticStart(
      double[] point,
      UpdateRule rule,
      ScheduledRate rate,
      ObjectiveFunction function,
      OutputIterate output,
      DivergenceMonitor monitor) {
    this.point = point;
    this.rule = rule;
    this.rate = rate;
    this.function = function;
    this.output = output;
    this.monitor = monitor;
  }
}
