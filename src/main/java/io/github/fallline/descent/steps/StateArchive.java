package io.github.fallline.descent.steps;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a run by name, from which it resumes with the same bits. Each part of a run lists
 * its state in one method, {@code serialize}, which saves it to an empty archive or loads it from a
 * filled one.
 */
public final class StateArchive {
  private final Map<String, long[]> entries;
  private final boolean restoring;

  private StateArchive(Map<String, long[]> entries, boolean restoring) {
    this.entries = entries;
    this.restoring = restoring;
  }

  /** Creates an empty archive, to save state. */
  public static StateArchive empty() {
    return new StateArchive(new LinkedHashMap<>(), false);
  }

  /** Creates an archive from its entries, to load state. */
  public static StateArchive of(Map<String, long[]> entries) {
    return new StateArchive(entries, true);
  }

  /** Whether state is loaded. */
  public boolean isLoading() {
    return restoring;
  }

  /** All entries, numbers as their bits; not copied. */
  public Map<String, long[]> entries() {
    return entries;
  }

  /**
   * Saves numbers, or loads them into the array.
   *
   * @throws IllegalArgumentException if there is no such entry, or one of another length
   */
  public void array(String name, double[] numbers) {
    if (restoring) {
      long[] bits = entry(name, numbers.length);
      Arrays.setAll(numbers, j -> Double.longBitsToDouble(bits[j]));
    } else {
      put(name, Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray());
    }
  }

  /** Saves or loads several arrays. */
  public void arrays(String name, List<double[]> arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      array(name + " " + i, arrays.get(i));
    }
  }

  /** Whether an entry can be loaded; true for an archive that is being filled. */
  public boolean has(String name) {
    return !restoring || entries.containsKey(name);
  }

  /** Saves a number and returns it, or loads it. */
  public double real(String name, double number) {
    double[] one = {number};
    array(name, one);
    return one[0];
  }

  /**
   * Saves an integer and returns it, or loads it.
   *
   * @throws IllegalArgumentException if the loaded one is negative
   */
  public long integer(String name, long count) {
    return integer(name, count, Long.MAX_VALUE);
  }

  /**
   * Saves or loads the number of items that have entries of their own.
   *
   * @throws IllegalArgumentException if the loaded one exceeds the number of entries
   */
  public int size(String name, int size) {
    return (int) integer(name, size, restoring ? entries.size() : size);
  }

  private long integer(String name, long count, long most) {
    if (!restoring) {
      put(name, new long[] {count});
      return count;
    }
    long kept = entry(name, 1)[0];
    if (kept < 0 || kept > most) {
      throw new IllegalArgumentException(
          "the state has " + kept + " as '" + name + "', expected 0 to " + most);
    }
    return kept;
  }

  private void put(String name, long[] bits) {
    if (entries.putIfAbsent(name, bits) != null) {
      throw new IllegalArgumentException("name: '" + name + "' is taken");
    }
  }

  private long[] entry(String name, int length) {
    long[] bits = entries.get(name);
    if (bits == null || bits.length != length) {
      throw new IllegalArgumentException(
          "the state lacks '"
              + name
              + "' of "
              + length
              + (bits == null ? " numbers" : " numbers, it has " + bits.length));
    }
    return bits;
  }
}
