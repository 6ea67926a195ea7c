package io.github.fallline.cli.result;

import io.github.fallline.moments.DataMoments;
import io.github.fallline.regression.RegressionResult;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Text about moments. */
public final class MomentsText {
  /** Columns that a person is shown; all are in the JSON. */
  public static final int MOST_ROWS = RegressionResult.MOST_SHOWN;

  /** Digits whose loss leaves coefficients to 1e-10 and better. */
  private static final double FEW_DIGITS = 4;

  private MomentsText() {}

  /** A note where removing rows has cost digits that may count; empty otherwise. */
  public static Optional<String> digitsLost(DataMoments moments, Path file) {
    return moments.digitsLost() < FEW_DIGITS
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: removing rows cost about %.0f of 16 digits; make the moments again from the"
                    + " rows that stay for more.",
                file,
                moments.digitsLost()));
  }
}
