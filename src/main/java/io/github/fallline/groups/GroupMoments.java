package io.github.fallline.groups;

import io.github.fallline.argument.Argument;
import io.github.fallline.blas.Blas;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.LevelOrder;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowStream;
import io.github.fallline.descent.MomentsTrainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.GroupFit;
import io.github.fallline.parallel.Threads;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The moments of groups of rows: those of the same value in a column. Immutable. They hold a model
 * of squared errors for each group, and merge with those of other rows.
 *
 * <p>A group takes 8 (d + 1) (d + 4) / 2 bytes for d features, about 2 kB for 20 of them.
 */
public final class GroupMoments {
  /** Fewer fits are not worth a thread. */
  private static final int LEAST_A_THREAD = 16;

  private final List<String> featureNames;
  private final String targetName;
  private final Map<String, Moments> groups;

  private GroupMoments(List<String> featureNames, String targetName, Map<String, Moments> groups) {
    this.featureNames = List.copyOf(featureNames);
    this.targetName = targetName;
    this.groups = groups;
  }

  /**
   * The moments of groups of rows, in one pass, with the same bits on any number of threads.
   *
   * @param rows of a text and a schema {@link io.github.fallline.data.Schema#withGroups}; stay the
   *     caller's
   * @param names collected while the rows are read: {@link
   *     io.github.fallline.csv.ReadingOptions#withKeyNames}
   * @throws io.github.fallline.data.InvalidDataException when there are more groups than the heap
   *     holds
   * @throws IllegalArgumentException when the rows have no groups
   */
  public static GroupMoments of(RowStream rows, KeyNames names, int threads) {
    GroupTable[] tables;
    try (Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(threads)) {
      tables = new GroupMomentsPass(rows, executor).tables();
    }
    Map<String, Moments> found = new LinkedHashMap<>();
    int columns = rows.featureNames().size() + 1;
    for (GroupTable table : tables) {
      for (double key : table.keys()) {
        found.put(names.of(key), Moments.ofArray(columns, table.of(key)));
      }
    }
    return new GroupMoments(rows.featureNames(), rows.targetName(), ordered(found));
  }

  /**
   * The moments of groups that were computed elsewhere, for example of distributed rows.
   *
   * @param groups by name: of the features in their order, the target last
   * @throws IllegalArgumentException if one has another number of columns
   */
  public static GroupMoments of(
      List<String> featureNames, String targetName, Map<String, Moments> groups) {
    groups.forEach(
        (name, moments) ->
            Argument.require(
                moments.columns() == featureNames.size() + 1,
                "group '" + name + "'",
                featureNames.size() + 1 + " columns",
                moments.columns()));
    return new GroupMoments(featureNames, targetName, ordered(groups));
  }

  /** By the values of numbers, then by the letters of words. */
  private static Map<String, Moments> ordered(Map<String, Moments> groups) {
    Map<String, Moments> ordered = new TreeMap<>(LevelOrder.of(groups.keySet()));
    ordered.putAll(groups);
    return new LinkedHashMap<>(ordered);
  }

  /**
   * The moments of the groups of both: of a group that is in both, of these rows first.
   *
   * @throws IllegalArgumentException if the columns are others
   */
  public GroupMoments merge(GroupMoments other) {
    Argument.require(
        featureNames.equals(other.featureNames) && targetName.equals(other.targetName),
        "other",
        "the columns " + featureNames + " and " + targetName,
        other.featureNames + " and " + other.targetName);
    Map<String, Moments> merged = new LinkedHashMap<>(groups);
    other.groups.forEach((name, more) -> merged.merge(name, more, Moments::merge));
    return new GroupMoments(featureNames, targetName, ordered(merged));
  }

  /** The values of the column: numbers by value, then words. */
  public List<String> names() {
    return List.copyOf(groups.keySet());
  }

  /** The number of groups. */
  public int count() {
    return groups.size();
  }

  /** The names of the features, in the order of the moments' columns. */
  public List<String> featureNames() {
    return featureNames;
  }

  /** The name of the target, the last column. */
  public String targetName() {
    return targetName;
  }

  /**
   * The moments of a group: the features, then the target.
   *
   * @throws IllegalArgumentException if there is no such group
   */
  public Moments of(String name) {
    Moments moments = groups.get(name);
    Argument.require(moments != null, "name", "one of " + count() + " groups", name);
    return Objects.requireNonNull(moments);
  }

  /** The moments of all rows: those of the groups, merged in their order. */
  public Moments all() {
    Moments all = new Moments(featureNames.size() + 1);
    for (Moments group : groups.values()) {
      all = all.merge(group);
    }
    return all;
  }

  /**
   * Fits the model of a group.
   *
   * @throws IllegalArgumentException if there is no such group, or the settings need rows
   */
  public Training fit(String name, TrainingConfig config) {
    Moments moments = of(name);
    return new MomentsTrainer(config).fit(metadata(moments), moments, point -> {});
  }

  /**
   * Fits the models of all groups, in their order. Those without weight have none.
   *
   * @throws IllegalArgumentException if the settings need rows
   */
  public Map<String, GroupFit> fits(TrainingConfig config) {
    new MomentsTrainer(config); // rejects settings once, and here
    List<String> names = names();
    GroupFit[] fits = new GroupFit[names.size()];
    int threads = Math.min(config.threads(), Math.max(1, names.size() / LEAST_A_THREAD));
    List<Thread> helpers = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int t = 0; t < threads; t++) {
      int first = t;
      Runnable share = () -> fitShare(names, first, threads, config, fits, failure);
      if (t == threads - 1) {
        share.run();
      } else {
        Thread helper = Threads.daemon(share, "fallline-groups");
        helper.start();
        helpers.add(helper);
      }
    }
    Threads.awaitEnd(helpers);
    Threads.rethrow(failure.get());
    Map<String, GroupFit> models = new LinkedHashMap<>();
    for (int i = 0; i < fits.length; i++) {
      if (fits[i] != null) {
        models.put(names.get(i), fits[i]);
      }
    }
    return models;
  }

  private void fitShare(
      List<String> names,
      int first,
      int step,
      TrainingConfig config,
      @Nullable GroupFit[] fits,
      AtomicReference<Throwable> failure) {
    try {
      for (int i = first; i < names.size() && failure.get() == null; i += step) {
        fits[i] = of(names.get(i)).weight() > 0 ? fitOf(names.get(i), config) : null;
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private GroupFit fitOf(String name, TrainingConfig config) {
    Training training = fit(name, config);
    return new GroupFit(
        of(name).rows(),
        training.metrics().rmse(),
        training.metrics().r2(),
        training.model().intercept(),
        training.model().coefficientArray());
  }

  /** Names of the columns and number of the rows of all groups. */
  public RowMetadata metadata() {
    return metadata(all());
  }

  private RowMetadata metadata(Moments moments) {
    return new GroupMetadata(featureNames, targetName, moments.rows(), moments.weight());
  }

  private record GroupMetadata(
      List<String> featureNames, String targetName, long rows, double totalWeight)
      implements RowMetadata {
    @Override
    public String fingerprint() {
      return "";
    }
  }
}
