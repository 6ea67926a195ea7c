package io.github.fallline.data;

import io.github.fallline.argument.Setting;
import io.github.fallline.blas.RowView;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Rows of another source with other targets, which are computed as tiles and rows are read. */
public final class MappedTargets extends ForwardingRowSource {
  private final String name;
  private final String label;
  private final Mapping mapping;

  /** Computes the target of a row. */
  @FunctionalInterface
  private interface Mapping {
    /**
     * The target.
     *
     * @param row from 0
     * @param target in the source
     * @throws WrongNumberException if there is none
     */
    double apply(long row, double target);
  }

  private MappedTargets(RowSource source, String name, String label, Mapping mapping) {
    super(source);
    this.name = name;
    this.label = label;
    this.mapping = mapping;
  }

  /**
   * Rows with other targets; weights stay.
   *
   * @param source becomes the result's to close
   * @param name of the targets
   * @param label of the mapping, for the checksum
   */
  private static RowSource of(RowSource source, String name, String label, Mapping mapping) {
    return source instanceof WeightedRows weighted
        ? weighted.on(new MappedTargets(weighted.unweighted(), name, label, mapping))
        : new MappedTargets(source, name, label, mapping);
  }

  /** Rows whose targets are the logarithms of those of the source, named {@code log(target)}. */
  public static RowSource logarithms(RowSource source) {
    String name = source.targetName();
    return of(
        source,
        "log(" + name + ")",
        "log",
        (row, target) -> {
          if (!(target > 0)) {
            throw new WrongNumberException(
                row,
                name,
                target,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Setting.LOG_TARGET
                    + " needs targets above 0; leave such rows out, or use "
                    + Setting.POISSON
                    + " for counts with zeros");
          }
          return Math.log(target);
        });
  }

  /**
   * Rows of counts as rows of rates: each target is divided by its exposure, and each weight
   * multiplied by it. The Poisson loss of a rate y/E of weight E is that of a count y with the mean
   * E exp(x.w), up to a constant and the factor E.
   *
   * @param counts with or without weights; becomes the result's to close
   * @param exposures one a row, above 0
   * @param name of the exposures, for people
   */
  public static WeightedRows rates(RowSource counts, String name, double... exposures) {
    RowSource plain = counts;
    double[] weights = exposures.clone();
    if (counts instanceof WeightedRows weighted) {
      plain = weighted.unweighted();
      double unit = weighted.totalWeight() / weighted.rows();
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= unit * weighted.weight(i);
      }
    }
    double[] known = exposures.clone();
    RowSource rates =
        new MappedTargets(
            plain,
            plain.targetName(),
            "rate",
            (row, target) -> target / known[Math.toIntExact(row)]);
    return WeightedRows.of(rates, name, weights);
  }

  @Override
  public String targetName() {
    return name;
  }

  @Override
  public long rows() {
    return source().rows();
  }

  @Override
  public String fingerprint() {
    CRC32C sum = new CRC32C();
    sum.update((source().fingerprint() + "," + label).getBytes(StandardCharsets.UTF_8));
    return String.format("crc32c:%08x", sum.getValue());
  }

  @Override
  public Tile newTile(int capacity) {
    return source().newTile(capacity);
  }

  @Override
  public Pass pass(int tileRows) {
    return new ForwardingPass(source().pass(tileRows)) {
      @Override
      protected void change(Tile tile) {
        map(tile.index() * tileRows, tile.rows(), tile.targets(), 0);
      }
    };
  }

  private void map(long first, int count, double[] targets, int at) {
    for (int i = 0; i < count; i++) {
      targets[at + i] = mapping.apply(first + i, targets[at + i]);
    }
  }

  @Override
  public Reader reader() {
    Reader reader = source().reader();
    return new Reader() {
      @Override
      public void read(long first, int count, RowView features, double[] targets, int at) {
        reader.read(first, count, features, targets, at);
        map(first, count, targets, at);
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  /** Closes the rows. */
  @Override
  public void close() {
    source().close();
  }
}
