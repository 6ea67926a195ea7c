package io.github.fallline.inference;

import io.github.fallline.argument.Setting;
import io.github.fallline.objective.Loss;
import java.util.Optional;

/** Standard errors and tests of a fit, or the reason why there are none. */
public sealed interface Inference {
  /** The table of the coefficients; none where it is omitted. */
  default Optional<CoefficientTable> table() {
    return Optional.empty();
  }

  /** The statistics of a least-squares fit; none for other losses and where they are omitted. */
  default Optional<RegressionStatistics> leastSquares() {
    return Optional.empty();
  }

  /**
   * The statistics of a least-squares fit.
   *
   * @throws IllegalStateException with the reason where there are none
   */
  default RegressionStatistics requireLeastSquares() {
    return leastSquares()
        .orElseThrow(() -> new IllegalStateException("no statistics: " + omitted().orElse("")));
  }

  /** Why there are no standard errors; empty where there are. */
  default Optional<String> omitted() {
    return Optional.empty();
  }

  /**
   * No standard errors.
   *
   * @param reason one sentence without its full stop
   */
  record Omitted(String reason) implements Inference {
    @Override
    public Optional<String> omitted() {
      return Optional.of(reason);
    }
  }

  /**
   * None yet: they take another pass over the rows, by {@link LossInference}.
   *
   * @param loss that was minimized, without a penalty
   */
  record Postponed(Loss loss) implements Inference {
    @Override
    public Optional<String> omitted() {
      return Optional.of(
          "standard errors of the loss "
              + loss.label()
              + " take another pass over the rows; ask for them with "
              + Setting.CLASSICAL_ERRORS);
    }
  }

  /** Of squared errors. */
  record LeastSquares(RegressionStatistics statistics) implements Inference {
    @Override
    public Optional<CoefficientTable> table() {
      return Optional.of(statistics.table());
    }

    @Override
    public Optional<RegressionStatistics> leastSquares() {
      return Optional.of(statistics);
    }
  }

  /** Of a loss other than squared errors. */
  record OtherLoss(CoefficientTable coefficients) implements Inference {
    @Override
    public Optional<CoefficientTable> table() {
      return Optional.of(coefficients);
    }
  }
}
