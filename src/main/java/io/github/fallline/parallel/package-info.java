/**
 * Internal: work on several threads whose result does not depend on their number.
 *
 * <p>{@code TileExecutor} takes the tiles of a pass on a fixed number of threads; {@code
 * OrderedReducer} merges what they compute in the order of the tiles; {@code TileSize} chooses how
 * many rows a tile has, from the width alone; {@code SpinningHelper} is a thread that works for one
 * other; {@code Closer} closes what was opened before an error.
 *
 * <p>Imports {@code blas} and {@code data}.
 */
package io.github.fallline.parallel;
