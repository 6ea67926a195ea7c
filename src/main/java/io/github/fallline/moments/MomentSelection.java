package io.github.fallline.moments;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import java.util.List;

/**
 * The columns of moments that a model is fitted to.
 *
 * @param target its name
 * @param features their names, in order: [d]; copied
 * @param columns where the features and then the target are among the columns, or {@link
 *     io.github.fallline.stats.Moments#ZERO}: [d + 1]; copied
 * @param categorical the columns whose indicators are among the features; copied
 * @param dates the columns of dates that features are made of; copied
 */
public record MomentSelection(
    String target,
    List<String> features,
    List<Integer> columns,
    List<CategoricalColumn> categorical,
    List<DateColumn> dates) {
  public MomentSelection {
    features = List.copyOf(features);
    columns = List.copyOf(columns);
    categorical = List.copyOf(categorical);
    dates = List.copyOf(dates);
  }

  int[] places() {
    int[] places = new int[columns.size()];
    for (int j = 0; j < places.length; j++) {
      places[j] = columns.get(j);
    }
    return places;
  }
}
