import java.util.Arrays;

/** The answer of a rival, as the JSON line that run.py reads. */
final class Answer {
  private Answer() {}

  /**
   * Prints coefficients in the order of the columns, the intercept and the version of the library.
   */
  static void print(double[] coefficients, double intercept, String version) {
    System.out.printf(
        "{\"coefficients\": %s, \"intercept\": %s, \"version\": \"%s\"}%n",
        Arrays.toString(coefficients), intercept, version);
  }
}
