package io.github.fallline.cli;

import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.csv.RowIndex;
import io.github.fallline.csv.RowLines;
import io.github.fallline.data.Schema;
import io.github.fallline.inference.LocatedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the places of influential rows in the data. */
final class InfluentialRows {
  private InfluentialRows() {}

  /**
   * The influential rows with their lines, for which the text is read again where it can be.
   *
   * @param numbered by their rows
   * @param schema by which they were read
   * @param index made while they were read
   */
  static List<LocatedRow> locate(
      List<LocatedRow> numbered, DataOptions data, Schema schema, RowIndex index) {
    long[] sources = new long[numbered.size()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = numbered.get(i).number() - 1;
    }
    Optional<List<RowLines.Place>> places = data.lines(schema, index, sources);
    if (places.isEmpty()) {
      return numbered;
    }
    List<LocatedRow> located = new ArrayList<>();
    for (int i = 0; i < sources.length; i++) {
      RowLines.Place place = places.get().get(i);
      Optional<String> file = data.isSeveral() ? Optional.of(place.text()) : Optional.empty();
      located.add(
          new LocatedRow(
              numbered.get(i).influence(), sources[i] + 1, file, OptionalLong.of(place.line())));
    }
    return located;
  }
}
