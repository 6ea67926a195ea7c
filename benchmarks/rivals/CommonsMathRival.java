import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.math3.stat.regression.MillerUpdatingRegression;

/**
 * Linear regression in Apache Commons Math: Miller's updated QR decomposition, one row at a time.
 * Arguments: FILE.csv VERSION.
 */
public final class CommonsMathRival {
  public static void main(String[] args) throws Exception {
    double[] solution;
    try (Rows rows = new Rows(Path.of(args[0]))) {
      MillerUpdatingRegression regression =
          new MillerUpdatingRegression(rows.features.length, true);
      while (rows.next()) {
        regression.addObservation(rows.features, rows.target);
      }
      solution = regression.regress().getParameterEstimates();
    }
    Answer.print(
        Arrays.copyOfRange(solution, 1, solution.length), solution[0], "Commons Math " + args[1]);
  }
}
