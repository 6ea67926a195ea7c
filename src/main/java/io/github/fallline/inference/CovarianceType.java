package io.github.fallline.inference;

/** How the covariance of the coefficients is estimated. */
public enum CovarianceType {
  /** sigma^2 (X'X)^-1: the residuals are independent and have one variance. */
  CLASSICAL("classical"),
  /** Sandwich with the squared residuals e^2 (White 1980). */
  HC0("hc0"),
  /** HC0 times n / (n - p). */
  HC1("hc1"),
  /** Sandwich with e^2 / (1 - h), h the leverage. */
  HC2("hc2"),
  /** Sandwich with e^2 / (1 - h)^2 (MacKinnon and White 1985). */
  HC3("hc3"),
  /** Sandwich with the sums of the scores over each cluster. */
  CR0("cr0"),
  /** CR0 times g / (g - 1) times (n - 1) / (n - p), g the number of clusters. */
  CR1("cr1"),
  /** The inverse of the Hessian of the log-likelihood; of maximum likelihood only. */
  HESSIAN("hessian"),
  /** Inverse Hessian times squared scores times inverse Hessian. */
  SANDWICH("sandwich"),
  /** Powell's sandwich of quantile regression, with a kernel estimate of the density. */
  KERNEL("kernel");

  private final String label;

  CovarianceType(String label) {
    this.label = label;
  }

  /** The name on the command line and in files. */
  public String label() {
    return label;
  }

  /** Whether it is robust to residuals of different variances, by sums over single rows. */
  public boolean isHeteroskedastic() {
    return this == HC0 || this == HC1 || this == HC2 || this == HC3;
  }

  /** Whether it is made of sums over clusters. */
  public boolean isClustered() {
    return this == CR0 || this == CR1;
  }

  /** The estimate in words, for people. */
  public String description() {
    return switch (this) {
      case CLASSICAL -> "classical";
      case HC0, HC1, HC2, HC3 -> label() + ", robust to unequal variances";
      case CR0, CR1 -> label() + ", by clusters";
      case HESSIAN -> "from the Hessian of the likelihood, dispersion 1";
      case SANDWICH -> "sandwich of Hessian and scores";
      case KERNEL -> "kernel estimate of the density (Powell)";
    };
  }
}
