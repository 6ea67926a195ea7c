package io.github.fallline.model;

import io.github.fallline.argument.Argument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A linear model for each group of rows, those of one value in a column, and one of all rows: all
 * on the same features. Immutable.
 */
public final class GroupedModel {
  private final String by;
  private final SavedModel pooled;
  private final Map<String, GroupFit> groups;

  /**
   * The models of groups.
   *
   * @param by the column of the groups
   * @param pooled the model of all rows
   * @param groups by name, in an order that the file has; copied
   * @throws IllegalArgumentException if there are none, or one has another number of features
   */
  public GroupedModel(String by, SavedModel pooled, Map<String, GroupFit> groups) {
    this.by = Objects.requireNonNull(by, "by");
    this.pooled = Objects.requireNonNull(pooled, "pooled");
    this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    Argument.require(!groups.isEmpty(), "groups", "at least one", "none");
    int features = pooled.model().featureNames().size();
    groups.forEach(
        (name, fit) ->
            Argument.require(
                fit.size() == features,
                "group '" + name + "'",
                features + " coefficients",
                fit.size()));
  }

  /**
   * Reads the file of a grouped model.
   *
   * @throws io.github.fallline.files.InputException when there is no such file, or it is damaged or
   *     of another format
   */
  public static GroupedModel load(Path file) {
    return GroupedModelFile.read(file);
  }

  /**
   * Writes the models into one file, which appears complete or not at all.
   *
   * @throws io.github.fallline.files.OutputException when it cannot be written
   */
  public void save(Path file) {
    GroupedModelFile.write(file, this);
  }

  /** The column of the groups. */
  public String by() {
    return by;
  }

  /** The model of all rows, with the columns of words and dates behind the features. */
  public SavedModel pooled() {
    return pooled;
  }

  /** The names of the groups. */
  public List<String> names() {
    return new ArrayList<>(groups.keySet());
  }

  /** The number of groups. */
  public int count() {
    return groups.size();
  }

  /** The model of a group; empty for one that training has not met. */
  public Optional<GroupFit> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof GroupedModel other
        && by.equals(other.by)
        && pooled.equals(other.pooled)
        && groups.equals(other.groups);
  }

  @Override
  public int hashCode() {
    return Objects.hash(by, groups);
  }
}
