package io.github.fallline.cli;

import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.csv.RowIndex;
import io.github.fallline.csv.RowLines;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.inference.InfluentialRow;
import io.github.fallline.inference.LocatedRow;
import io.github.fallline.inference.ResidualAnalysis;
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
   * @param rows that were analysed
   * @param schema by which they were read
   * @param index made while they were read
   */
  static List<LocatedRow> locate(
      ResidualAnalysis analysis, RowStream rows, DataOptions data, Schema schema, RowIndex index) {
    List<InfluentialRow> found = analysis.influentialRows();
    long[] sources = new long[found.size()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = ValidationSplit.sourceRow(rows, found.get(i).row());
    }
    Optional<List<RowLines.Place>> places = data.lines(schema, index, sources);
    List<LocatedRow> located = new ArrayList<>();
    for (int i = 0; i < sources.length; i++) {
      Optional<String> file = Optional.empty();
      OptionalLong line = OptionalLong.empty();
      if (places.isPresent()) {
        RowLines.Place place = places.get().get(i);
        line = OptionalLong.of(place.line());
        file = data.isSeveral() ? Optional.of(place.text()) : file;
      }
      located.add(new LocatedRow(found.get(i), sources[i] + 1, file, line));
    }
    return located;
  }
}
