package io.github.fallline.csv;

import io.github.fallline.blas.GrowableMatrix;
import io.github.fallline.blas.Matrix;
import io.github.fallline.blas.Precision;
import io.github.fallline.data.ColumnMeans;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.FloatFeatures;
import io.github.fallline.data.MeanWeights;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.NoMeanException;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.data.Split;
import io.github.fallline.files.InputException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a data set: collects features and targets in native memory, and counts rows and missing
 * values.
 */
final class DatasetBuilder implements RowSink, AutoCloseable {
  private final String input;
  private final ResolvedSchema resolved;
  private final boolean labelled;
  private final Precision precision;
  private final Optional<Split> split;
  private final GrowableMatrix features;
  private final GrowableMatrix targets;
  private final RowCounter counter;

  /**
   * @param table the source of the rows
   * @param options whose precision is that of the final features; until then they are doubles. The
   *     split leaves rows out of the means of missing values
   */
  DatasetBuilder(CsvTable table, ReadingOptions options) {
    precision = options.precision();
    split = options.split();
    input = table.name();
    resolved = table.resolvedSchema();
    labelled = resolved.target().isPresent();
    features =
        new GrowableMatrix(resolved.features().size(), table.rowsAbout(), options.manyPasses());
    targets = new GrowableMatrix(1, labelled ? table.rowsAbout() : 0, options.manyPasses());
    counter = new RowCounter(input, resolved);
  }

  @Override
  public long reserve(RowBlock block) {
    counter.add(block);
    if (labelled) {
      targets.append(block.rows());
    }
    return features.append(block.rows());
  }

  @Override
  public void write(long place, RowBlock block) {
    features.write(place, block.rows(), block.features());
    if (labelled) {
      targets.write(place, block.rows(), block.targets());
    }
  }

  /**
   * Returns the rows as a data set, which the caller closes. This is empty afterwards.
   *
   * @param missing under {@link MissingValues#MEAN} missing features are imputed
   * @param weights one a row, used in the means; null if all rows count the same
   * @throws InputException if there are no rows, or a feature has no values to take a mean of
   */
  Dataset drain(MissingValues missing, double @Nullable [] weights) {
    requireRows();
    MeanWeights counting = new MeanWeights(split, weights, counter.rows());
    try {
      return drain(
          features,
          labelled ? targets : null,
          precision,
          resolved.features(),
          resolved.target().orElse(""),
          counter.skippedRows(),
          matrix -> {
            if (missing == MissingValues.MEAN) {
              imputeMeans(matrix, counting);
            }
          });
    } catch (NoMeanException e) {
      throw resolved.withoutMean(input, e);
    }
  }

  /**
   * Rejects data without rows.
   *
   * @throws InputException with the reason
   */
  void requireRows() {
    counter.requireRows();
  }

  /**
   * Returns a data set, which the caller closes, of rows of doubles: it takes over their memory,
   * and they are empty afterwards.
   *
   * @param targets null for rows without labels
   * @param filling imputes missing values in the matrix of the features
   */
  static Dataset drain(
      GrowableMatrix features,
      @Nullable GrowableMatrix targets,
      Precision precision,
      List<String> featureNames,
      String targetName,
      long skippedRows,
      Consumer<Matrix> filling) {
    FloatFeatures rounded = precision == Precision.FLOAT ? FloatFeatures.draining(features) : null;
    Matrix x = rounded == null ? features.drain() : rounded.matrix();
    Matrix y = null;
    try {
      filling.accept(x);
      y = targets == null ? null : targets.drain();
      return rounded == null
          ? Dataset.owning(x, y, featureNames, targetName, skippedRows)
          : Dataset.owning(rounded, y, featureNames, targetName, skippedRows);
    } catch (RuntimeException | Error e) {
      x.close();
      if (y != null) {
        y.close();
      }
      throw e;
    }
  }

  private void imputeMeans(Matrix matrix, MeanWeights weights) {
    boolean[] lacking = new boolean[resolved.features().size()];
    boolean some = false;
    for (int j = 0; j < lacking.length; j++) {
      lacking[j] = counter.missing(j) > 0;
      some |= lacking[j];
    }
    if (some) {
      ColumnMeans.replaceMissing(matrix, resolved.features(), lacking, weights);
    }
  }

  @Override
  public void close() {
    features.close();
    targets.close();
  }
}
