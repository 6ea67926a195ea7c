package io.github.fallline.examples;

import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.path.PathSettings;
import io.github.fallline.descent.path.RegularizationPath;
import io.github.fallline.selection.SubsetSelection;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import java.nio.file.Path;

public class FitPath {
  public static void main(String[] args) {
    FoldAssignment assignment = FoldAssignment.shuffled(4, 0);
    try (Dataset data = CsvReader.read(Path.of("data/longley.csv"), Schema.target("employment"))) {
      FoldMoments folds = FoldMoments.of(data, assignment, 2);
      RegularizationPath lasso = RegularizationPath.of(data, folds, PathSettings.DEFAULT);
      int best = lasso.validation().orElseThrow().best();
      System.out.println(lasso.points().get(best).penalty().l1());
      System.out.println(lasso.coefficientsByName(best));
      SubsetSelection subsets = SubsetSelection.of(data, folds, true, SubsetSelection.Method.BEST);
      System.out.println(subsets.models().get(subsets.bestByBic()).features());
    }
  }
}
