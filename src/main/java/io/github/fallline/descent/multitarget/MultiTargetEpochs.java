package io.github.fallline.descent.multitarget;

import java.util.List;

/** The shared passes of an epoch of several targets, on which each takes its own steps. */
public interface MultiTargetEpochs extends AutoCloseable {
  /**
   * Takes all steps of an epoch.
   *
   * @param epoch counted from 0
   * @param targets all targets in their order; closed ones take no step
   */
  void run(long epoch, List<TargetSolver> targets);

  @Override
  void close();
}
