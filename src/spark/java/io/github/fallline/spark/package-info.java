/**
 * Training on Apache Spark: the trainers and statistics of a single machine over distributed rows.
 *
 * <p>A {@link io.github.fallline.spark.SparkRows} sees a frame of any source as {@link
 * io.github.fallline.descent.distributed.DistributedRows}: each partition runs the tile kernels
 * over its rows and answers with one array, and the arrays are merged in the order of the
 * partitions, so the same partitioning gives the same bits. Small data, whose partitions are
 * chance, is brought to the driver and gives the bits of one machine.
 *
 * <pre>{@code
 * Dataset<Row> prices = session.read().parquet("prices");
 * SparkRows rows = SparkRows.of(prices, SparkColumns.target(prices, "price"));
 * Training training =
 *     new DistributedTrainer(TrainingConfig.of(new FullBatch())).fit(rows, point -> {});
 * }</pre>
 *
 * <p>{@link io.github.fallline.spark.SparkGroups} has the moments of groups of rows.
 *
 * <p>Built by the profile {@code spark} only, on Spark's own class path. Imports {@code csv},
 * {@code data}, {@code descent.distributed}, {@code groups}, {@code model}, {@code objective} and
 * {@code stats}.
 */
@NullMarked
package io.github.fallline.spark;

import org.jspecify.annotations.NullMarked;
