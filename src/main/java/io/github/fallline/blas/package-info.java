/**
 * BLAS and LAPACK on the memory of INDArrays; the only package with native pointers.
 *
 * <p>A {@link io.github.fallline.blas.Matrix} lies in native memory and is available as an
 * INDArray; a {@link io.github.fallline.blas.RowView} is a movable view of its rows; {@link
 * io.github.fallline.blas.Blas} computes on views without allocating; {@link
 * io.github.fallline.blas.Workspace} owns working memory, and {@link
 * io.github.fallline.blas.NativeMemory} allocates all of it; for large memory Linux is asked for
 * huge pages. The operators of INDArray itself cost 4 to 18 microseconds a call on small arrays,
 * the same BLAS call on the array's memory 15 to 500 nanoseconds: that is why the inner loops come
 * here.
 *
 * <pre>{@code
 * try (Workspace workspace = new Workspace()) {
 *   RowView rows = RowView.on(features);             // [n, d]
 *   RowView weights = workspace.view(d, 1);
 *   RowView products = workspace.view(256, 1);
 *   rows.moveTo(0, 256);
 *   Blas.multiply(rows, weights, products);        // products = rows . weights
 * }
 * }</pre>
 *
 * <p>Views hold doubles or floats ({@link io.github.fallline.blas.Precision}); those of one call
 * hold the same. Floats take half the memory, and half the time where memory bounds the speed.
 *
 * <p>Short vectors in Java arrays, such as parameters and sums over rows, are those of {@link
 * io.github.fallline.blas.Vectors}, and small dense systems those of {@link
 * io.github.fallline.blas.UpperTriangle}.
 *
 * <p>Imports ND4J, JavaCPP, OpenBLAS and, for a call of the C library, JNA; nothing of this project
 * but {@code argument}.
 */
@NullMarked
package io.github.fallline.blas;

import org.jspecify.annotations.NullMarked;
