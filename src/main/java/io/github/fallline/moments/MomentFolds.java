package io.github.fallline.moments;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.path.PathSettings;
import io.github.fallline.descent.path.PenaltySearch;
import io.github.fallline.descent.path.RegularizationPath;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moments of disjoint parts of a table, each of which is a fold of a cross-validation: moments of
 * months, or of machines. Immutable.
 */
public final class MomentFolds {
  private final List<DataMoments> parts;
  private final DataMoments all;

  private MomentFolds(List<DataMoments> parts, DataMoments all) {
    this.parts = List.copyOf(parts);
    this.all = all;
  }

  /**
   * Parts as folds, of the same columns; columns of words have the levels of all.
   *
   * @param parts at least one; with a single one there is no cross-validation
   * @throws IllegalArgumentException as {@link DataMoments#merge}
   */
  public static MomentFolds of(DataMoments... parts) {
    Argument.require(parts.length > 0, "parts", "at least one", "none");
    DataMoments all = parts[0];
    for (int i = 1; i < parts.length; i++) {
      all = all.merge(parts[i]);
    }
    return new MomentFolds(List.of(parts), all);
  }

  /**
   * The parts and what they have been merged to.
   *
   * @param parts at least one
   * @param all the moments of all rows, as the parts merge in their order
   */
  public static MomentFolds of(List<DataMoments> parts, DataMoments all) {
    Argument.require(!parts.isEmpty(), "parts", "at least one", "none");
    return new MomentFolds(parts, all);
  }

  /** The moments of all rows. */
  public DataMoments all() {
    return all;
  }

  /**
   * The path of a model of one column on some others, with cross-validation if there are several
   * parts with rows.
   *
   * @param columns target and features, or excluded columns
   * @throws IllegalArgumentException when there is no such column, or it cannot be the target
   */
  public RegularizationPath path(Schema columns, PathSettings settings) {
    MomentSelection selection = all.selection(columns, settings.spec().intercept());
    RowMetadata rows = all.metadata(selection);
    Optional<FoldMoments> folds = folds(selection);
    return folds.isPresent()
        ? RegularizationPath.of(rows, folds.get(), settings)
        : RegularizationPath.of(rows, all.moments(selection), settings);
  }

  /**
   * Chooses a penalty for a model of one column on some others.
   *
   * @param columns target and features, or excluded columns
   * @throws IllegalArgumentException as {@link #path}, or when fewer than two parts have rows
   */
  public PenaltySearch.Choice choose(Schema columns, PenaltySearch search, ModelSpec spec) {
    Optional<FoldMoments> folds = folds(all.selection(columns, spec.intercept()));
    Argument.require(folds.isPresent(), "parts", "at least 2", parts.size());
    return search.choose(folds.orElseThrow(), spec);
  }

  /**
   * The moments of the columns of a model by folds; empty for a single part.
   *
   * @throws IllegalArgumentException when fewer than two of several parts have rows
   */
  public Optional<FoldMoments> folds(MomentSelection selection) {
    if (parts.size() == 1) {
      return Optional.empty();
    }
    List<Moments> folds = new ArrayList<>();
    for (DataMoments part : parts) {
      folds.add(part.on(all.columns()).select(selection.places()));
    }
    return Optional.of(new FoldMoments(folds));
  }
}
