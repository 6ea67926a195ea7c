/**
 * Training: descent along the gradient by full batch, stochastic and mini-batch steps.
 *
 * <p>The methods differ in which rows make a step and in nothing else. A {@link
 * io.github.fallline.descent.Trainer} takes a {@link io.github.fallline.descent.TrainingConfig} and
 * rows, and returns a {@link io.github.fallline.descent.Training}: the model, why it stopped, and
 * the trace of its losses.
 *
 * <pre>{@code
 * TrainingConfig config = TrainingConfig.of(new MiniBatch(256)).withSeed(7);
 * Training training = new Trainer(config).fit(data);
 * System.out.println(training.stopReason() + ": r2 " + training.metrics().r2());
 * }</pre>
 *
 * <p>A run: a pass for {@link io.github.fallline.stats.Moments}, from which come the scaling of the
 * features ({@code scaling.FeatureScaling}), the curvature and with it safe learning rates ({@code
 * LearningRateSelector}). {@code SolverPlanner} then chooses a {@code SolverPlan}, which makes the
 * {@code steps.Solver} and knows its budget; {@code Fit} runs it in a {@code TrainingLoop} until a
 * criterion of {@link io.github.fallline.descent.StopRule} holds, and certifies where it ends
 * ({@code Certificate} for squared errors, {@code LossCertificate} for other losses). Solvers:
 * {@code FullBatchSolver} and {@code ConjugateGradientSolver} take one step an epoch, by passes
 * over the rows or from their moments; {@code MiniBatchSolver} one a batch, {@code
 * StochasticSolver} one a row. The update rules (momentum, Adam, ...) are in {@link
 * io.github.fallline.optim.UpdateRule}.
 *
 * <p>A {@link io.github.fallline.descent.MultiTargetTrainer} fits several targets of the same rows
 * at once. A {@link io.github.fallline.descent.DistributedTrainer} fits to rows in parts elsewhere,
 * and a {@link io.github.fallline.descent.MomentsTrainer} to moments without the rows.
 *
 * <h2>Notation</h2>
 *
 * <p>The same letters in all packages below. Rows are not copied for any of it.
 *
 * <table>
 *   <caption>Symbols, shapes, and the class that holds each</caption>
 *   <tr><th>symbol</th><th>shape</th><th>meaning</th><th>held by</th></tr>
 *   <tr><td>n</td><td></td><td>rows, or the sum of their weights</td>
 *       <td>{@code data.RowMetadata}, {@code stats.Moments}</td></tr>
 *   <tr><td>d</td><td></td><td>features, without the intercept</td>
 *       <td>{@code data.RowMetadata}</td></tr>
 *   <tr><td>k</td><td></td><td>targets</td><td>{@code MultiTargetTrainer}</td></tr>
 *   <tr><td>X</td><td>[n, d]</td><td>features, one row each</td><td>{@code data.Dataset}</td></tr>
 *   <tr><td>y</td><td>[n] or [n, k]</td><td>targets</td><td>{@code data.Dataset}</td></tr>
 *   <tr><td>w, b</td><td>[d], 1</td><td>weights and intercept on the features as given</td>
 *       <td>{@code model.LinearModel}</td></tr>
 *   <tr><td>v</td><td>[d + 1]</td>
 *       <td>parameters on the scaled features; the intercept is the last element</td>
 *       <td>{@code steps.Solver}, {@code scaling.FeatureScaling}</td></tr>
 *   <tr><td>p</td><td>[n]</td><td>predictions Xw + b; for a log link the logarithm of the mean</td>
 *       <td>{@code model.LinearModel}</td></tr>
 *   <tr><td>r</td><td>[n]</td><td>residuals p - y (prediction less target)</td><td></td></tr>
 *   <tr><td>m</td><td>[d, d]</td><td>second moments (1/n) X'X of centred features</td>
 *       <td>{@code stats.Moments}, {@code gradient.NormalEquations}</td></tr>
 * </table>
 *
 * <p>The objective is F(w, b) = (1/n) sum_i f(p_i, y_i) + l1 sum_j |w_j| + l2 sum_j w_j^2: a mean,
 * not a sum, without a factor of one half; squared errors are f = r^2, so their gradient is (2/n)
 * X'r. Weights in the penalty are those of the scaled features unless standardization is off; the
 * intercept has no penalty. Gradients point uphill: solvers subtract them.
 *
 * <p>The gap is F - min F, in the unit of the loss. {@link io.github.fallline.descent.Training#gap}
 * and the tolerance of {@link io.github.fallline.descent.StopRule} divide it by the variance of the
 * target (squared errors) or by the loss of a residual of one robust deviation (other losses). A
 * curvature is that of f with respect to p (2 for squared errors) where a loss states it, and that
 * of half the objective's Hessian in {@code gradient.QuadraticObjective}.
 *
 * <h2>Packages below</h2>
 *
 * <p>Internal but for {@code descent.distributed}; each uses those above it in this list:
 *
 * <ul>
 *   <li>{@code scaling}: standardized and whitened features
 *   <li>{@code gradient}: the objective and its derivatives; {@code sampling}: the order of rows,
 *       shuffling and tiles
 *   <li>{@code steps}: first-order solvers; {@code certificate}: refinement and rounding of the
 *       optimum
 *   <li>{@code proximal} and, with it, {@code newton}: second-order solvers; {@code multitarget}:
 *       several targets; {@code distributed}: rows in parts
 * </ul>
 *
 * <p>{@link io.github.fallline.leastsquares.LeastSquares} computes the exact optimum, by a factor
 * of the rows instead of steps.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.certificate}, {@code descent.distributed},
 * {@code descent.gradient}, {@code descent.multitarget}, {@code descent.newton}, {@code
 * descent.proximal}, {@code descent.sampling}, {@code descent.scaling}, {@code descent.steps},
 * {@code inference}, {@code leastsquares}, {@code model}, {@code objective}, {@code optim}, {@code
 * parallel} and {@code stats}.
 */
@NullMarked
package io.github.fallline.descent;

import org.jspecify.annotations.NullMarked;
