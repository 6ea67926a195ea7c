package io.github.fallline.inference;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.InvalidDataException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The cluster of each row, by keys that are numbers or texts: rows with equal keys are one cluster.
 * Takes 4 bytes a row, and the keys once each.
 */
public final class Clusters {
  /** Clusters times parameters at most: 512 MiB. */
  static final long MOST_NUMBERS = 1L << 26;

  private static final int FIRST_CAPACITY = 1024;

  private final int[] codes;
  private final int rows;
  private final int count;

  private Clusters(int[] codes, int rows, int count) {
    this.codes = codes;
    this.rows = rows;
    this.count = count;
  }

  /** The clusters of numeric keys, one a row; 0 and -0 are one key. */
  public static Clusters of(double... keys) {
    Builder builder = new Builder();
    for (double key : keys) {
      builder.add(key);
    }
    return builder.build();
  }

  /** The clusters of textual keys, one a row. */
  public static Clusters of(String... keys) {
    Builder builder = new Builder();
    for (String key : keys) {
      builder.add(key);
    }
    return builder.build();
  }

  /**
   * The clusters of rows whose keys are codes.
   *
   * @param codes one a row, 0 or more; kept and overwritten
   */
  public static Clusters ofCodes(int... codes) {
    int most = -1;
    for (int code : codes) {
      most = Math.max(most, code);
    }
    int[] places = new int[most + 1];
    Arrays.fill(places, -1);
    int count = 0;
    for (int row = 0; row < codes.length; row++) {
      int code = codes[row];
      if (places[code] < 0) {
        places[code] = count++;
      }
      codes[row] = places[code];
    }
    return new Clusters(codes, codes.length, count);
  }

  /** Rows that have a cluster. */
  public int rows() {
    return rows;
  }

  /** The number of clusters. */
  public int count() {
    return count;
  }

  /**
   * Rejects clusters whose sums do not fit in memory.
   *
   * @param parameters of the model
   * @throws InvalidDataException if they take more than {@link #MOST_NUMBERS} numbers
   */
  public void requireFew(int parameters) {
    long numbers = (long) count * parameters;
    if (numbers > MOST_NUMBERS) {
      throw new InvalidDataException(
          String.format(
              Locale.ROOT,
              "%,d clusters of %d parameters need %,d numbers; at most %,d are kept; use a column"
                  + " with fewer values, or %s",
              count,
              parameters,
              numbers,
              MOST_NUMBERS,
              Setting.HC1_ERRORS));
    }
  }

  /** The cluster of a row, from 0, in the order of their first rows. */
  int at(long row) {
    if (row >= rows) {
      throw new InvalidDataException(
          "clusters: expected a key for each row, got " + rows + " keys and more rows");
    }
    return codes[(int) row];
  }

  /** Collects keys row by row. */
  public static final class Builder {
    private final Map<Object, Integer> places = new HashMap<>();
    private int[] codes = new int[FIRST_CAPACITY];
    private int rows;

    /**
     * Adds the key of the next row.
     *
     * @throws InvalidDataException if it is not a number
     */
    public void add(double key) {
      if (Double.isNaN(key)) {
        throw new InvalidDataException(
            "clusters: the key of row " + rows + " is missing; give each row a key");
      }
      addKey(key + 0.0); // -0 becomes 0
    }

    /**
     * Adds the key of the next row.
     *
     * @throws InvalidDataException if it is null
     */
    public void add(String key) {
      if (key == null) {
        throw new InvalidDataException(
            "clusters: the key of row " + rows + " is missing; give each row a key");
      }
      addKey(key);
    }

    private void addKey(Object key) {
      Integer code = places.get(key);
      if (code == null) {
        code = places.size();
        places.put(key, code);
      }
      if (rows == codes.length) {
        if (rows >= Integer.MAX_VALUE / 2) {
          throw new InvalidDataException(
              "clusters: expected at most " + rows + " rows, got more; use " + Setting.HC1_ERRORS);
        }
        codes = Arrays.copyOf(codes, 2 * rows);
      }
      codes[rows] = code;
      rows++;
    }

    /** The clusters of all keys so far. */
    public Clusters build() {
      return new Clusters(Arrays.copyOf(codes, rows), rows, places.size());
    }
  }
}
