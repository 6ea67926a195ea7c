package io.github.fallline.moments;

import io.github.fallline.argument.Argument;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.Schema;
import io.github.fallline.path.PathSettings;
import io.github.fallline.path.RegularizationPath;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.List;

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
   * Parts as folds.
   *
   * @param parts at least one; with a single one there is no cross-validation
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
    MomentSelection selection = all.columns().select(columns, settings.spec().intercept());
    RowMetadata rows = all.metadata(selection);
    if (parts.size() == 1) {
      return RegularizationPath.of(rows, all.moments().select(selection.places()), settings);
    }
    List<Moments> folds = new ArrayList<>();
    for (DataMoments part : parts) {
      folds.add(part.on(all.columns()).select(selection.places()));
    }
    return RegularizationPath.of(rows, new FoldMoments(folds), settings);
  }
}
