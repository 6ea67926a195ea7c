package io.github.fallline.data;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects the cells that the keys of rows stand for, while threads parse them: a text for each
 * different key. Numbers are named by their value, so that {@code 1} and {@code 1.0}, which have
 * one key, have one name.
 */
public final class KeyNames {
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  /**
   * The cell of a key.
   *
   * @throws IllegalArgumentException if no row has had it
   */
  public String of(double key) {
    String name = names.get(Double.doubleToRawLongBits(key));
    if (name == null) {
      throw new IllegalArgumentException("key: expected that of a row that was read, got " + key);
    }
    return name;
  }

  /** What a thread adds keys with. */
  public Collector collector() {
    return new Collector();
  }

  /** The keys that a thread has met. For one thread. */
  public final class Collector {
    private static final int FIRST_CAPACITY = 1 << 8;

    /** A hash table with linear probing, at most half full; 0 is free. */
    private long[] met = new long[FIRST_CAPACITY];

    private int count;

    private Collector() {}

    /** Whether the thread has not met a key before; then it is to be added. */
    public boolean isNew(double key) {
      long bits = Double.doubleToRawLongBits(key);
      return met[slotOf(bits)] != bits || bits == 0; // a free slot looks like the key 0
    }

    /**
     * Adds a key that is new.
     *
     * @param key not NaN
     * @param cell that it stands for
     */
    public void add(double key, String cell) {
      long bits = Double.doubleToRawLongBits(key);
      names.putIfAbsent(bits, cell);
      if (bits == 0) {
        return;
      }
      if (2 * count >= met.length) {
        grow();
      }
      met[slotOf(bits)] = bits;
      count++;
    }

    private int slotOf(long bits) {
      long hash = bits * 0x9e3779b97f4a7c15L;
      int slot = (int) (hash >>> 32) & (met.length - 1);
      while (met[slot] != 0 && met[slot] != bits) {
        slot = (slot + 1) & (met.length - 1);
      }
      return slot;
    }

    private void grow() {
      long[] before = met;
      met = new long[2 * before.length];
      for (long bits : Arrays.stream(before).filter(each -> each != 0).toArray()) {
        met[slotOf(bits)] = bits;
      }
    }
  }
}
