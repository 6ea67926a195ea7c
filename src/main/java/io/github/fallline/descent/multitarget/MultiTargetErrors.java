package io.github.fallline.descent.multitarget;

import io.github.fallline.blas.Blas;
import io.github.fallline.blas.RowView;
import io.github.fallline.blas.Workspace;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Tile;
import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.parallel.TileReducer;
import io.github.fallline.parallel.TileReduction;
import io.github.fallline.parallel.TileSize;
import io.github.fallline.stats.TargetReader;
import java.util.Arrays;
import java.util.List;

/**
 * The pass over the rows that computes the metrics of the models of several targets: all
 * predictions of a tile by one product of matrices. The result has the same bits for any number of
 * threads.
 */
public final class MultiTargetErrors {
  private final RowSource source;
  private final TargetReader wanted;
  private final TileExecutor executor;
  private final int features;
  private final int tileRows;

  /**
   * @param wanted the targets of the source's rows
   */
  public MultiTargetErrors(RowSource source, TargetReader wanted, TileExecutor executor) {
    this.source = source;
    this.wanted = wanted;
    this.executor = executor;
    features = source.featureNames().size();
    tileRows = TileSize.rows(features + wanted.count());
  }

  /** The metrics of each model on its target, in the order of the targets. */
  public List<RegressionMetrics> of(List<LinearModel> models) {
    ErrorStatistics[] total =
        TileReducer.reduce(
            source,
            tileRows,
            executor,
            TileReduction.of(this::none, MultiTargetErrors::merge, () -> new ErrorTask(models)));
    return Arrays.stream(total).map(ErrorStatistics::metrics).toList();
  }

  private static void merge(ErrorStatistics[] sum, ErrorStatistics[] part) {
    Arrays.setAll(sum, t -> sum[t].merge(part[t]));
  }

  private ErrorStatistics[] none() {
    ErrorStatistics[] sums = new ErrorStatistics[wanted.count()];
    Arrays.fill(sums, ErrorStatistics.NONE);
    return sums;
  }

  /** Computes the errors of each model on a tile. */
  private final class ErrorTask implements TileReduction.Task<ErrorStatistics[]> {
    private final int count = wanted.count();
    private final Workspace workspace = new Workspace();
    private final List<LinearModel> models;
    private final RowView weights;
    private final RowView products;
    private final double[] all = new double[tileRows * count];
    private final double[] targets = new double[tileRows * count];
    private final double[] prediction = new double[tileRows];
    private final double[] target = new double[tileRows];

    ErrorTask(List<LinearModel> models) {
      this.models = models;
      weights = workspace.view(count, features); // a workspace that fails closes itself
      products = workspace.view(tileRows, count);
      for (int t = 0; t < count; t++) {
        weights.moveTo(t, 1).write(models.get(t).coefficientArray());
      }
      weights.moveTo(0, count);
    }

    @Override
    public void compute(Tile tile, ErrorStatistics[] part) {
      int rows = tile.rows();
      products.moveTo(0, rows);
      Blas.multiplyByTransposed(tile.features(), weights, products);
      products.read(all);
      wanted.read(tile, 0, rows, targets);
      for (int t = 0; t < count; t++) {
        double intercept = models.get(t).intercept();
        for (int i = 0; i < rows; i++) {
          prediction[i] = all[i * count + t] + intercept;
          target[i] = targets[i * count + t];
        }
        part[t] = ErrorStatistics.of(prediction, target, rows);
      }
    }

    @Override
    public void close() {
      workspace.close();
    }
  }
}
