/**
 * Internal: work on several threads whose result does not depend on their number.
 *
 * <p>{@code TileExecutor} processes the tiles of a pass on a fixed number of threads; {@code
 * OrderedReducer} merges what they compute in the order of the tiles; {@code TileSize} chooses the
 * number of rows of a tile from the width alone; {@code SpinningHelper} is a thread that works for
 * one other; {@code Closer} closes the parts that were opened before an error.
 *
 * <p>Imports {@code blas} and {@code data}.
 */
@NullMarked
package io.github.fallline.parallel;

import org.jspecify.annotations.NullMarked;
