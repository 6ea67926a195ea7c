package io.github.fallline.model;

import java.util.Locale;

/** The link function: the relation of a linear model's sum to its prediction. */
public enum Link {
  /** The prediction itself. */
  IDENTITY {
    @Override
    public double prediction(double sum) {
      return sum;
    }
  },
  /** The logarithm of the prediction, which is exp(sum) and so above 0. */
  LOG {
    @Override
    public double prediction(double sum) {
      return Math.exp(sum);
    }
  };

  /** The prediction that a sum stands for. */
  public abstract double prediction(double sum);

  /** The name in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
