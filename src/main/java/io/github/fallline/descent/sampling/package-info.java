/**
 * Internal: which rows an epoch visits, in which order, and how they are read.
 *
 * <p>{@code Visits} says how often each row is visited, {@code GroupedVisits} shuffles, {@code
 * BatchPlan} cuts an epoch into batches. A {@code RowFeed} delivers the rows in tiles: as they lie
 * ({@code SequentialFeed}), copied ({@code GroupedFeed}) or left in place ({@code ScatteredFeed});
 * {@code Prefetch} reads ahead on another thread.
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent.scaling} and {@code parallel}.
 */
package io.github.fallline.descent.sampling;
