package io.github.fallline.cli;

import io.github.fallline.cli.options.Unseen;
import io.github.fallline.data.KeyNames;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.model.ErrorStatistics;
import io.github.fallline.model.GroupFit;
import io.github.fallline.model.GroupedModel;
import io.github.fallline.model.RegressionMetrics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The errors of models of groups on rows with a target: of all rows, and of each group. */
final class GroupEvaluation {
  private static final int CAPACITY = 1024;

  /** Rows of a group whose errors are added up at once; there may be many groups. */
  private static final int ROWS_OF_GROUP = 32;

  private final String data;
  private final GroupedModel model;
  private final Unseen unseen;
  private final KeyNames names;
  private final GroupFit pooled;
  private final Map<Double, Group> groups = new HashMap<>();
  private ErrorStatistics all = ErrorStatistics.NONE;

  /** The rows of a group in a tile, and their errors so far. */
  private static final class Group {
    final String name;
    final GroupFit fit;
    final double[] predictions = new double[ROWS_OF_GROUP];
    final double[] targets = new double[ROWS_OF_GROUP];
    int count;
    ErrorStatistics errors = ErrorStatistics.NONE;

    Group(String name, GroupFit fit) {
      this.name = name;
      this.fit = fit;
    }

    void add(double prediction, double target) {
      if (count == ROWS_OF_GROUP) {
        flush();
      }
      predictions[count] = prediction;
      targets[count++] = target;
    }

    void flush() {
      if (count > 0) {
        errors = errors.merge(ErrorStatistics.of(predictions, targets, count));
        count = 0;
      }
    }
  }

  /**
   * Evaluates rows of a text whose keys are the groups.
   *
   * @param data its name
   * @param names collected while the rows are read
   */
  GroupEvaluation(String data, GroupedModel model, RowStream rows, KeyNames names, Unseen unseen) {
    this.data = data;
    this.model = model;
    this.unseen = unseen;
    this.names = names;
    pooled = GroupedRows.pooled(model);
    double[] numbers = new double[CAPACITY * rows.featureNames().size()];
    double[] predictions = new double[CAPACITY];
    try (Tile tile = rows.newTile(CAPACITY);
        RowStream.Pass pass = rows.pass(CAPACITY)) {
      while (pass.next(tile)) {
        add(tile, numbers, predictions);
      }
    }
  }

  private void add(Tile tile, double[] numbers, double[] predictions) {
    int width = model.pooled().model().featureNames().size();
    tile.read(numbers);
    for (int i = 0; i < tile.rows(); i++) {
      double key = tile.keys()[i];
      Group known = groups.get(key);
      Group group = known == null ? newGroup(key) : known;
      predictions[i] = group.fit.predict(numbers, i * width);
      group.add(predictions[i], tile.targets()[i]);
    }
    all = all.merge(ErrorStatistics.of(predictions, tile.targets(), tile.rows()));
  }

  private Group newGroup(double key) {
    String name = names.of(key);
    if (unseen != Unseen.POOLED && model.group(name).isEmpty()) {
      throw GroupedRows.unknown(data, 0, model, name);
    }
    Group group = new Group(name, model.group(name).orElse(pooled));
    groups.put(key, group);
    return group;
  }

  /** The errors of all rows. */
  RegressionMetrics all() {
    return all.metrics();
  }

  /** The errors of each group: those of the model in its order, then others. */
  Map<String, RegressionMetrics> groups() {
    Map<String, RegressionMetrics> found = new HashMap<>();
    for (Group group : groups.values()) {
      group.flush();
      found.put(group.name, group.errors.metrics());
    }
    Map<String, RegressionMetrics> ordered = new LinkedHashMap<>();
    for (String name : model.names()) {
      if (found.containsKey(name)) {
        ordered.put(name, found.get(name));
      }
    }
    found.keySet().stream().sorted().forEach(name -> ordered.putIfAbsent(name, found.get(name)));
    return ordered;
  }
}
