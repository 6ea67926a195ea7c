package io.github.fallline.cli;

import io.github.fallline.files.InputException;
import io.github.fallline.moments.DataMoments;
import io.github.fallline.moments.MomentFolds;
import io.github.fallline.moments.MomentsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Moments of files put together; what does not fit is an error that names the file. */
final class MergedMoments {
  private MergedMoments() {}

  /**
   * The moments of all files, merged in their order.
   *
   * @param files at least one
   * @throws InputException if one cannot be read, or is of other columns than those before
   */
  static DataMoments of(List<Path> files) {
    return folds(files).all();
  }

  /**
   * The moments of all files, each of which is a fold.
   *
   * @throws InputException as {@link #of}
   */
  static MomentFolds folds(List<Path> files) {
    List<DataMoments> parts = new ArrayList<>();
    for (Path file : files) {
      parts.add(MomentsFile.read(file));
    }
    DataMoments all = parts.get(0);
    for (int i = 1; i < parts.size(); i++) {
      all = merge(all, files.get(i).toString(), parts.get(i));
    }
    return MomentFolds.of(parts, all);
  }

  /** The moments of the rows of both. */
  static DataMoments merge(DataMoments all, String file, DataMoments more) {
    try {
      return all.merge(more);
    } catch (IllegalArgumentException e) {
      throw unlike(file, e);
    }
  }

  /** The moments of rows without others. */
  static DataMoments minus(DataMoments all, String file, DataMoments less) {
    try {
      return all.minus(less);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          file + ": cannot be removed: " + e.getMessage() + " (remove rows that were added)", e);
    }
  }

  private static InputException unlike(String file, IllegalArgumentException cause) {
    return new InputException(
        file
            + ": does not fit the moments before it: "
            + cause.getMessage()
            + " (make both with the same options of fallline moments)",
        cause);
  }
}
