package io.github.fallline.report.training;

import io.github.fallline.model.LinearModel;
import io.github.fallline.model.Link;
import io.github.fallline.report.NumberFormats;

/** A model as one line of text, such as {@code y = 3.2 + 1.5 a − 0.07 b}. */
record ModelFormula(LinearModel model) {
  private static final int DIGITS = 4;

  /** Terms beyond these are counted; the table of coefficients has them. */
  private static final int MOST_TERMS = 8;

  /** The line. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        model.link() == Link.LOG ? "log of the mean of " + model.targetName() : model.targetName());
    text.append(" = ").append(NumberFormats.rounded(model.intercept(), DIGITS));
    double[] coefficients = model.coefficientArray();
    for (int j = 0; j < Math.min(MOST_TERMS, coefficients.length); j++) {
      text.append(coefficients[j] < 0 ? " − " : " + ")
          .append(NumberFormats.rounded(Math.abs(coefficients[j]), DIGITS))
          .append(' ')
          .append(model.featureNames().get(j));
    }
    if (coefficients.length > MOST_TERMS) {
      text.append(" + ").append(coefficients.length - MOST_TERMS).append(" more terms");
    }
    return text.toString();
  }
}
