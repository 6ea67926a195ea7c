package io.github.fallline.report.training;

import io.github.fallline.inference.CoefficientTable;
import io.github.fallline.inference.Inference;
import io.github.fallline.inference.LocatedRow;
import io.github.fallline.inference.ResidualAnalysis;
import java.util.List;
import java.util.Optional;

/**
 * The statistics of a fit that a report shows.
 *
 * @param inference standard errors and tests, or why there are none
 * @param residuals of a second pass over the rows, with influential rows and densities; empty if
 *     there was none
 * @param influentialRows with their places; copied
 * @param level of the confidence intervals
 * @param diagnostics whether further measures and tests are shown
 */
public record ReportedStatistics(
    Inference inference,
    Optional<ResidualAnalysis> residuals,
    List<LocatedRow> influentialRows,
    double level,
    boolean diagnostics) {
  public ReportedStatistics {
    influentialRows = List.copyOf(influentialRows);
  }

  /** Those that training leaves, without a second pass. */
  public static ReportedStatistics of(Inference inference) {
    return new ReportedStatistics(
        inference, Optional.empty(), List.of(), CoefficientTable.DEFAULT_LEVEL, false);
  }
}
