package io.github.fallline.groups;

import io.github.fallline.stats.Moments;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects rows of groups that come one by one, in their order. For one thread.
 *
 * @see GroupMoments#of(java.util.List, String, Map)
 */
public final class GroupCollector {
  private final int features;
  private final GroupTable table;
  private final Map<String, Double> keys = new HashMap<>();

  /** A collector of rows of so many features. */
  public GroupCollector(int features) {
    this.features = features;
    table =
        new GroupTable(
            features + 1, new GroupLimit(features + 1, Runtime.getRuntime().maxMemory()));
  }

  /**
   * Adds a row.
   *
   * @param group its name
   * @param row the features: [d], finite
   * @param weight 0 or more
   * @throws io.github.fallline.data.InvalidDataException when there are more groups than the heap
   *     holds
   */
  public void add(String group, double[] row, double target, double weight) {
    Double known = keys.get(group);
    double key = known == null ? keys.size() : known;
    if (known == null) {
      keys.put(group, key);
    }
    table.add(key, row, 0, target, weight);
  }

  /** The moments of each group, of the features and the target. */
  public Map<String, Moments> moments() {
    Map<String, Moments> moments = new LinkedHashMap<>();
    keys.forEach((name, key) -> moments.put(name, Moments.ofArray(features + 1, table.of(key))));
    return moments;
  }
}
