/**
 * The sufficient statistics of a table as a value and as a file: {@link
 * io.github.fallline.moments.DataMoments} of all columns by name, from one pass over the rows. Any
 * column can be the target of a fit, any others its features, with any penalty, without the rows.
 *
 * <pre>{@code
 * DataMoments january = DataMoments.of(rows, 4);
 * DataMoments all = january.merge(MomentsFile.read(Path.of("february.moments")));
 * Training training = all.fit("price", TrainingConfig.of(new FullBatch()));
 * MomentsFile.write(Path.of("all.moments"), all);
 * }</pre>
 *
 * <p>{@link io.github.fallline.moments.MomentFolds} are moments of parts of a table, of which each
 * is a fold of a cross-validation.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent}, {@code descent.path}, {@code files},
 * {@code model}, {@code parallel} and {@code stats}.
 */
@NullMarked
package io.github.fallline.moments;

import org.jspecify.annotations.NullMarked;
