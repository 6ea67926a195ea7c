/**
 * Training: descent along the gradient by full batch, stochastic and mini-batch steps.
 *
 * <p>The methods differ in which rows make a step and in nothing else. A {@link
 * io.github.fallline.descent.Trainer} takes a {@link io.github.fallline.descent.TrainingConfig} and
 * rows, and returns a {@link io.github.fallline.descent.Training}: the model, why it stopped, and
 * the trace of the way down.
 *
 * <pre>{@code
 * TrainingConfig config = TrainingConfig.of(new MiniBatch(256)).withSeed(7);
 * Training training = new Trainer(config).fit(data);
 * System.out.println(training.stopReason() + ": r2 " + training.metrics().r2());
 * }</pre>
 *
 * <p>One round of training is: a pass for {@link io.github.fallline.stats.Moments}, from which come
 * the standardization ({@code Coordinates}), the curvature and with it safe learning rates, and the
 * certificate of convergence ({@code Quadratic}); then epochs of {@code Steps}: one an epoch
 * ({@code FullSteps}, {@code ConjugateSteps}), by passes over the rows or, for squared errors, from
 * their moments; or one a batch ({@code BatchSteps}).
 *
 * <p>A {@link io.github.fallline.descent.MultiTargetTrainer} fits several targets of the same rows
 * at once: {@code JointSteps}, whose passes ({@code JointEpochs}) multiply matrices by matrices. A
 * {@link io.github.fallline.descent.DistributedTrainer} fits to rows in parts elsewhere.
 *
 * <p>The engine lies in packages below this one, internal but for {@code descent.distributed}; each
 * uses those above it in this list:
 *
 * <ul>
 *   <li>{@code scaling}: the coordinates of the descent
 *   <li>{@code gradient}: the objective and its derivatives; {@code sampling}: which rows are
 *       visited, and when
 *   <li>{@code steps}: first-order steps; {@code certificate}: how near the optimum a point is
 *   <li>{@code proximal} and, with it, {@code newton}: second-order steps; {@code multitarget}:
 *       several targets; {@code distributed}: rows in parts
 * </ul>
 *
 * <p>{@link io.github.fallline.leastsquares.LeastSquares} computes the exact optimum, by a factor
 * of the rows instead of steps.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.certificate}, {@code descent.distributed},
 * {@code descent.gradient}, {@code descent.multitarget}, {@code descent.newton}, {@code
 * descent.proximal}, {@code descent.sampling}, {@code descent.scaling}, {@code descent.steps},
 * {@code model}, {@code objective}, {@code optim}, {@code parallel} and {@code stats}.
 */
package io.github.fallline.descent;
