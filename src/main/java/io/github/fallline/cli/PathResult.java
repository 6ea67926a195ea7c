package io.github.fallline.cli;

import io.github.fallline.chart.Drawing;
import io.github.fallline.cli.options.PathOptions.Chosen;
import io.github.fallline.regression.RegressionResult;
import java.nio.file.Path;
import java.util.Optional;

/** A result of {@code path}: models of many penalties, or of many subsets of the features. */
interface PathResult {
  /** What a user should know; empty for nothing. */
  Optional<String> note();

  /**
   * The model that is chosen.
   *
   * @throws io.github.fallline.cli.args.UsageException if that takes a cross-validation, and there
   *     is none
   */
  RegressionResult model(Chosen chosen);

  /** The result in pictures. */
  Drawing picture();

  /** Writes the result as an HTML page. */
  void writePage(Path file);

  /**
   * The result as text.
   *
   * @param seconds that it took, reading included
   * @param json whether it is one JSON object; otherwise a table
   */
  String text(double seconds, boolean json);
}
