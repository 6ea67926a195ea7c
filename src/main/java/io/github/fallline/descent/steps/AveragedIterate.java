package io.github.fallline.descent.steps;

import io.github.fallline.blas.Vectors;
import io.github.fallline.descent.gradient.Evaluation;
import io.github.fallline.descent.gradient.ObjectiveFunction;
import java.util.Arrays;

/**
 * Polyak averaging: the output is a mean of iterates, which has less noise than the last iterate;
 * also judges the learning rate from these means.
 *
 * <p>The mean restarts at the checks after epochs 1, 2, 4, 8, ... If the step is too large the
 * iterates circle around the optimum, and their means move back and forth: when the displacement
 * from one check's mean to the next is opposite to the one before, the step is too large. If rows
 * are visited in the same order in every epoch the iterates reach a cycle instead, whose mean is
 * nearer to the optimum for shorter steps: then the step is also too large when that mean has
 * settled. The output is the best mean that was evaluated.
 */
public final class AveragedIterate implements OutputIterate {
  /** Iterates of an epoch that are averaged; more of them only take more time. */
  private static final long SAMPLES = 4096;

  private static final long MOST_STEPS_APART = 32;

  /** Means have settled when their displacement falls below this share from check to check. */
  public static final double SETTLED = 1e-2;

  private final boolean inCycles;
  private final long stepsApart;
  private final double[] sum;
  private final double[] mean;
  private final double[] checked;
  private final double[] lastDisplacement;
  private final BestPoint best;
  private long untilSample;
  private long count;
  private long nextCheck = 1;

  /** 1 until the first check since the start or a restart, then 0. */
  private long unchecked = 1;

  /**
   * @param inCycles whether every epoch visits the rows in the same order
   */
  public AveragedIterate(double[] start, long stepsPerEpoch, boolean inCycles) {
    this.inCycles = inCycles;
    stepsApart = Math.max(1, Math.min(MOST_STEPS_APART, stepsPerEpoch / SAMPLES));
    untilSample = stepsApart;
    sum = new double[start.length];
    mean = start.clone();
    checked = start.clone();
    lastDisplacement = new double[start.length];
    best = new BestPoint(start);
  }

  @Override
  public long stepsUntilSample() {
    return untilSample;
  }

  @Override
  public void add(double[] iterate, int steps) {
    untilSample -= steps;
    if (untilSample <= 0) {
      untilSample = stepsApart;
      accumulate(iterate, 1);
    }
  }

  @Override
  public boolean needsEveryIterate() {
    return stepsApart == 1;
  }

  @Override
  public void addSum(double[] sumOfIterates, int steps) {
    accumulate(sumOfIterates, steps);
  }

  private void accumulate(double[] iterates, int many) {
    Vectors.add(sum, iterates);
    count += many;
  }

  @Override
  public boolean isLearningRateTooLarge(long epochs) {
    if (count > 0) {
      for (int j = 0; j < sum.length; j++) {
        mean[j] = sum[j] / count;
      }
    }
    if (epochs < nextCheck) {
      return false;
    }
    nextCheck = 2 * epochs;
    double product = 0;
    double length = 0;
    double lastLength = 0;
    for (int j = 0; j < sum.length; j++) {
      // The first mean follows the start, not another mean: it has no displacement.
      double displacement = unchecked > 0 ? 0 : mean[j] - checked[j];
      product += displacement * lastDisplacement[j];
      length += displacement * displacement;
      lastLength += lastDisplacement[j] * lastDisplacement[j];
      lastDisplacement[j] = displacement;
      checked[j] = mean[j];
      sum[j] = 0;
    }
    count = 0;
    unchecked = 0;
    return product < 0 || (inCycles && length < SETTLED * SETTLED * lastLength);
  }

  @Override
  public Evaluation evaluate(double[] iterate, ObjectiveFunction function) {
    return best.evaluate(mean, function);
  }

  @Override
  public boolean restart(double[] iterate) {
    System.arraycopy(best.point(), 0, iterate, 0, iterate.length);
    System.arraycopy(iterate, 0, mean, 0, mean.length);
    System.arraycopy(iterate, 0, checked, 0, checked.length);
    Arrays.fill(sum, 0);
    Arrays.fill(lastDisplacement, 0);
    count = 0;
    untilSample = stepsApart;
    unchecked = 1;
    return true;
  }

  @Override
  public void serialize(StateArchive archive) {
    archive.array("sum", sum);
    archive.array("mean", mean);
    archive.array("checked", checked);
    archive.array("last way", lastDisplacement);
    best.serialize(archive);
    untilSample = archive.integer("until sample", untilSample);
    count = archive.integer("count", count);
    nextCheck = archive.integer("next check", nextCheck);
    unchecked = archive.integer("unchecked", unchecked);
  }

  @Override
  public double[] parameters(double[] iterate) {
    return best.point();
  }
}
