package io.github.fallline.data;

import io.github.fallline.argument.Argument;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Rows of another source, each with a weight for its loss and its errors. A row of weight 3 counts
 * as three rows of the same numbers, one of weight 0 as none.
 *
 * <p>Only the ratios of weights matter: objective and errors are sums of weight times loss divided
 * by the sum of the weights. Tiles carry weights whose mean is 1, so that a mean over the rows is
 * their weighted mean. They take 8 bytes a row.
 */
public final class WeightedRows extends ForwardingRowSource {
  private final String name;
  private final double[] weights;
  private final double total;

  private WeightedRows(RowSource source, String name, double[] weights, double total) {
    super(source);
    this.name = name;
    this.weights = weights;
    this.total = total;
  }

  /**
   * Rows with weights.
   *
   * @param source without weights; becomes the result's to close
   * @param weights one a row, 0 or more, not all 0; copied
   * @throws InvalidDataException naming the first weight, counted from 0, that is none, or when
   *     their sum is 0
   * @throws IllegalArgumentException unless there is one for each row
   */
  public static WeightedRows of(RowSource source, double... weights) {
    return of(source, "weight", weights);
  }

  /**
   * Rows with weights of a name.
   *
   * @param name of the weights, for people
   * @see #of(RowSource, double...)
   */
  public static WeightedRows of(RowSource source, String name, double[] weights) {
    if (source instanceof WeightedRows) {
      throw new IllegalArgumentException("source: expected rows without weights");
    }
    Argument.require(
        weights.length == source.rows(), "weights", source.rows() + ", one a row", weights.length);
    return new WeightedRows(source, name, withMeanOne(name, weights), Arrays.stream(weights).sum());
  }

  /** The weights times what makes their mean 1; where all are the same, 1 exactly. */
  private static double[] withMeanOne(String name, double[] weights) {
    double most = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] <= Double.MAX_VALUE)) {
        throw new InvalidDataException(
            "row %d, column '%s' is %s; a weight is 0 or more, and finite"
                .formatted(i, name, weights[i]));
      }
      most = Math.max(most, weights[i]);
    }
    requireSome(name, most);
    double[] scaled = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) { // shares of the largest: no sum is beyond a double
      scaled[i] = weights[i] / most;
      sum += scaled[i];
    }
    double factor = weights.length / sum;
    for (int i = 0; i < weights.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  /** Rejects weights whose sum is 0. */
  public static void requireSome(String name, double sum) {
    if (sum == 0) {
      throw new InvalidDataException(
          "column '%s': all weights are 0; at least one weight must be above 0".formatted(name));
    }
  }

  /** The same rows without their weights; they are this source's to close. */
  public RowSource unweighted() {
    return source();
  }

  @Override
  public Optional<String> weightName() {
    return Optional.of(name);
  }

  /** The weight of a row, in units of the mean weight. */
  public double weight(long row) {
    return weights[(int) row];
  }

  /** Other rows, as many as these, with the same weights. */
  WeightedRows on(RowSource rows) {
    return new WeightedRows(rows, name, weights, total);
  }

  /** A part of these rows, with their weights. */
  RowSource part(ValidationSplit part) {
    double[] selected = part.select(weights);
    double share = Arrays.stream(selected).sum() / weights.length;
    return new WeightedRows(part, name, withMeanOne(name, selected), share * total);
  }

  @Override
  public long rows() {
    return source().rows();
  }

  @Override
  public double totalWeight() {
    return total;
  }

  /** The checksum of the rows and their weights. */
  @Override
  public String fingerprint() {
    CRC32C sum = new CRC32C();
    sum.update((source().fingerprint() + "," + name).getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES);
    for (double weight : weights) {
      sum.update(bytes.putDouble(0, weight).rewind());
    }
    return String.format("crc32c:%08x", sum.getValue());
  }

  @Override
  public Tile newTile(int capacity) {
    return source().newTile(capacity);
  }

  @Override
  public Pass pass(int tileRows) {
    return new WeightedPass(source().pass(tileRows), tileRows);
  }

  /** Adds the weights to the tiles of another pass. */
  private final class WeightedPass extends ForwardingPass {
    private final int tileRows;

    WeightedPass(Pass pass, int tileRows) {
      super(pass);
      this.tileRows = tileRows;
    }

    @Override
    protected void change(Tile tile) {
      tile.setWeights(weights, Math.toIntExact(tile.index() * tileRows));
    }
  }

  /** Returns a reader of features and targets; {@link #weight} returns the weights. */
  @Override
  public Reader reader() {
    return source().reader();
  }

  /** Closes the rows. */
  @Override
  public void close() {
    source().close();
  }
}
