package io.github.fallline.csv;

import io.github.fallline.blas.GrowableMatrix;
import io.github.fallline.blas.Precision;
import io.github.fallline.cache.CacheMetadata;
import io.github.fallline.cache.RowConsumer;
import io.github.fallline.data.ColumnMeans;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MeanWeights;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.NoMeanException;
import io.github.fallline.data.Split;
import java.util.Optional;

/** Loads the rows of a cache into memory. */
final class CacheLoader implements RowConsumer, AutoCloseable {
  private final CacheMetadata metadata;
  private final boolean labelled;
  private final GrowableMatrix features;
  private final GrowableMatrix targets;
  private final Precision precision;
  private final Optional<Split> split;

  /** Allocates memory for all rows of a cache; its content is undefined until they are read. */
  CacheLoader(CacheMetadata metadata, ReadingOptions options) {
    this.metadata = metadata;
    precision = options.precision();
    split = options.split();
    labelled = metadata.target().isPresent();
    features = new GrowableMatrix(metadata.featureNames().size(), 0, options.manyPasses());
    targets = new GrowableMatrix(1, 0, options.manyPasses());
    try {
      append(features);
      if (labelled) {
        append(targets);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void append(GrowableMatrix matrix) {
    for (long left = metadata.rows(); left > 0; left -= Integer.MAX_VALUE) {
      matrix.append((int) Math.min(left, Integer.MAX_VALUE));
    }
  }

  @Override
  public void accept(long first, int count, double[] rowFeatures, double[] rowTargets) {
    features.write(first, count, rowFeatures);
    if (labelled) {
      targets.write(first, count, rowTargets);
    }
  }

  /**
   * Returns the rows as a data set, which the caller closes. This is empty afterwards.
   *
   * @param missing under {@link MissingValues#MEAN} missing features are imputed
   * @throws NoMeanException if a feature has no value to take a mean of
   */
  Dataset drain(MissingValues missing) {
    return DatasetBuilder.drain(
        features,
        labelled ? targets : null,
        precision,
        metadata.featureNames(),
        metadata.target().orElse(""),
        metadata.skippedRows(),
        matrix -> {
          if (missing == MissingValues.MEAN && metadata.isLacking()) {
            MeanWeights weights = new MeanWeights(split, null, metadata.rows());
            ColumnMeans.replaceMissing(
                matrix, metadata.featureNames(), metadata.lacking(), weights);
          }
        });
  }

  @Override
  public void close() {
    features.close();
    targets.close();
  }
}
