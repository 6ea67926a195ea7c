package io.github.fallline.inference;

import io.github.fallline.model.LinearModel;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a model in the order of tables: the intercept where there is one, features. */
final class ModelParameters {
  private ModelParameters() {}

  static List<String> names(LinearModel model, DesignFactor design) {
    List<String> names = new ArrayList<>();
    if (design.hasIntercept()) {
      names.add(CoefficientTable.INTERCEPT);
    }
    names.addAll(model.featureNames());
    return names;
  }

  static double[] estimates(LinearModel model, DesignFactor design) {
    double[] coefficients = model.coefficientArray();
    int first = design.hasIntercept() ? 1 : 0;
    double[] estimates = new double[first + coefficients.length];
    System.arraycopy(coefficients, 0, estimates, first, coefficients.length);
    if (first > 0) {
      estimates[0] = model.intercept();
    }
    return estimates;
  }
}
