/**
 * Internal: which rows an epoch visits, in which order, and how they are read.
 *
 * <p>{@code RowMultiplicity} determines how often each row is visited, {@code BlockShuffle}
 * shuffles, {@code BatchPlan} divides an epoch into batches. A {@code TileStream} delivers the rows
 * in tiles, as {@code TileStreams} chooses: in order ({@code SequentialTiles}), copied ({@code
 * ShuffledTiles}) or left in place ({@code IndexedTiles}); {@code TilePrefetcher} reads ahead on
 * another thread.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.scaling} and {@code parallel}.
 */
@NullMarked
package io.github.fallline.descent.sampling;

import org.jspecify.annotations.NullMarked;
