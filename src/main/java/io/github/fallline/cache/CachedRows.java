package io.github.fallline.cache;

import io.github.fallline.blas.Precision;
import io.github.fallline.blas.RowView;
import io.github.fallline.data.ColumnMeans;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Fingerprint;
import io.github.fallline.data.FloatFeatures;
import io.github.fallline.data.IndexedPass;
import io.github.fallline.data.MeanWeights;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.NoMeanException;
import io.github.fallline.data.RowCopier;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Split;
import io.github.fallline.data.Tile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a cache file: read repeatedly, at random, by any number of threads, in memory that
 * does not depend on the number of rows.
 *
 * <p>Tiles and readers return the numbers of the {@link Dataset} of the same text. If it needs
 * means for missing values or offsets for floats, the constructor reads the file for them. Reading
 * a tile allocates only when more threads read than before.
 */
public final class CachedRows implements RowSource {
  private final CacheFile file;
  private final CacheMetadata metadata;
  private final Precision precision;
  private final double[] offsets;
  private final double @Nullable [] means;
  private final BufferPool<double[]> blocks;

  private CachedRows(
      CacheFile file,
      MissingValues missing,
      Precision precision,
      Optional<Split> split,
      double @Nullable [] weights) {
    this.file = file;
    metadata = file.contents();
    if (metadata.rows() == 0 || metadata.target().isEmpty()) {
      throw new IllegalArgumentException("file: expected rows with a target");
    }
    this.precision = precision;
    blocks = new BufferPool<>(() -> new double[file.rowsAtOnce() * metadata.featureNames().size()]);
    int columns = metadata.featureNames().size();
    offsets =
        precision == Precision.FLOAT
            ? FloatFeatures.offsets(rowCopies(false), metadata.rows(), columns)
            : new double[columns];
    // Means are taken of the stored numbers, as in memory.
    means =
        missing == MissingValues.MEAN && metadata.isLacking()
            ? ColumnMeans.of(
                rowCopies(true),
                metadata.rows(),
                metadata.featureNames(),
                metadata.lacking(),
                new MeanWeights(split, weights, metadata.rows()))
            : null;
  }

  /**
   * The rows of a file, which are not verified: call {@link CacheFile#verify} before. If this
   * throws, the file is closed.
   *
   * @param file closed by this source
   * @param missing under {@link MissingValues#MEAN} missing features are imputed
   * @param split the rows that are left out of means; empty if none
   * @param weights one a row, used in means; null if all rows count the same
   * @throws IllegalArgumentException if there are no rows or no target
   * @throws NoMeanException if a feature has no value to take a mean of
   */
  public static CachedRows of(
      CacheFile file,
      MissingValues missing,
      Precision precision,
      Optional<Split> split,
      double @Nullable [] weights) {
    try {
      return new CachedRows(file, missing, precision, split, weights);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /**
   * Copies rows of the file, as in the file or as stored in memory, without imputing missing
   * values.
   */
  private RowCopier rowCopies(boolean stored) {
    int most = file.rowsAtOnce();
    int columns = metadata.featureNames().size();
    double[] block = new double[most * columns];
    double[] targets = new double[most];
    return (first, count, target) -> {
      for (int done = 0; done < count; ) {
        int some = Math.min(most, count - done);
        file.read(first + done, some, block, targets, 0);
        if (stored) {
          round(block, some);
        }
        System.arraycopy(block, 0, target, done * columns, some * columns);
        done += some;
      }
    };
  }

  /** Converts numbers to those that a matrix in memory would hold. */
  private void round(double[] block, int rows) {
    if (precision == Precision.DOUBLE) {
      return;
    }
    for (int row = 0; row < rows * offsets.length; row += offsets.length) {
      for (int j = 0; j < offsets.length; j++) {
        block[row + j] = Precision.toFloat(block[row + j] - offsets[j]);
      }
    }
  }

  @Override
  public long rows() {
    return metadata.rows();
  }

  @Override
  public List<String> featureNames() {
    return metadata.featureNames();
  }

  @Override
  public String targetName() {
    return metadata.target().orElseThrow();
  }

  @Override
  public long skippedRows() {
    return metadata.skippedRows();
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public double offset(int feature) {
    return offsets[feature];
  }

  /** The fingerprint of the same rows in memory; reads them all. */
  @Override
  public String fingerprint() {
    return Fingerprint.of(this);
  }

  @Override
  public Tile newTile(int capacity) {
    file.requireOpen();
    return new Tile(capacity, precision, offsets);
  }

  @Override
  public Pass pass(int tileRows) {
    file.requireOpen();
    return new FilePass(tileRows);
  }

  @Override
  public Reader reader() {
    file.requireOpen();
    return new FileReader();
  }

  /** Copies rows into a view, which is moved there, and their targets. */
  private void copy(long first, int count, RowView view, double[] targets, int at) {
    double[] block = blocks.borrow();
    for (int done = 0; done < count; ) {
      int some = Math.min(file.rowsAtOnce(), count - done);
      file.read(first + done, some, block, targets, at + done);
      round(block, some);
      if (means != null) {
        ColumnMeans.replaceMissing(block, some, means);
      }
      view.moveTo(at + done, some).write(block);
      done += some;
    }
    view.moveTo(at, count);
    blocks.giveBack(block);
  }

  /** Reads the rows, tile by tile. */
  private final class FilePass extends IndexedPass {
    FilePass(int tileRows) {
      super(rows(), tileRows);
    }

    @Override
    protected void fill(Tile tile, long index, long first, int count) {
      copy(first, count, tile.features(), tile.targets(), 0);
      tile.set(index, 0, count, false);
    }
  }

  /** Reads rows at random. */
  private final class FileReader implements Reader {
    @Override
    public void read(long first, int count, RowView features, double[] targets, int at) {
      copy(first, count, features, targets, at);
    }

    @Override
    public void close() {
      // The file is the source's.
    }
  }

  /** Closes the file; a concurrent pass fails. */
  @Override
  public void close() {
    file.close();
  }
}
