package io.github.fallline.descent.multitarget;

import java.util.List;

/** What several targets do together in an epoch: the passes, on which each takes its own steps. */
public interface MultiTargetEpochs extends AutoCloseable {
  /**
   * Takes all steps of an epoch.
   *
   * @param epoch counted from 0
   * @param targets all of them, in their order; those that are closed take no step
   */
  void run(long epoch, List<TargetSolver> targets);

  @Override
  void close();
}
