import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear regression in DuckDB through JDBC: one SQL statement returns the sums of all columns and
 * of all products of two columns; the normal equations of the centered columns are solved here.
 * Arguments: FILE.csv.
 */
public final class DuckDbRival {
  public static void main(String[] args) throws Exception {
    String[] names = Rows.names(Path.of(args[0]));
    int columns = names.length;
    double[] means = new double[columns];
    double[][] moments = new double[columns][columns];
    String version;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      version = connection.getMetaData().getDatabaseProductVersion();
      try (ResultSet sums = statement.executeQuery(query(args[0], names))) {
        sums.next();
        int at = 1;
        double rows = sums.getDouble(at++);
        for (int i = 0; i < columns; i++) {
          means[i] = sums.getDouble(at++) / rows;
        }
        for (int i = 0; i < columns; i++) {
          for (int j = 0; j <= i; j++) {
            moments[i][j] = sums.getDouble(at++) - rows * means[i] * means[j];
          }
        }
      }
    }
    double[] coefficients = solve(moments);
    double intercept = means[columns - 1];
    for (int j = 0; j < columns - 1; j++) {
      intercept -= means[j] * coefficients[j];
    }
    Answer.print(coefficients, intercept, "DuckDB " + version);
  }

  private static String query(String file, String[] names) {
    List<String> terms = new ArrayList<>(List.of("count(*)"));
    for (String name : names) {
      terms.add("sum(\"" + name + "\")");
    }
    for (int i = 0; i < names.length; i++) {
      for (int j = 0; j <= i; j++) {
        terms.add("sum(\"" + names[i] + "\" * \"" + names[j] + "\")");
      }
    }
    return "SELECT "
        + String.join(", ", terms)
        + " FROM read_csv('"
        + file.replace("'", "''")
        + "')";
  }

  /**
   * Solves the normal equations by a Cholesky decomposition, in place.
   *
   * @param moments lower triangle of the centered second moments [features + 1, features + 1], the
   *     target last
   */
  private static double[] solve(double[][] moments) {
    int features = moments.length - 1;
    for (int i = 0; i <= features; i++) {
      for (int j = 0; j <= i && j < features; j++) {
        double sum = moments[i][j];
        for (int k = 0; k < j; k++) {
          sum -= moments[i][k] * moments[j][k];
        }
        moments[i][j] = i == j ? Math.sqrt(sum) : sum / moments[j][j];
      }
    }
    double[] solution = new double[features];
    for (int i = features - 1; i >= 0; i--) {
      double sum = moments[features][i];
      for (int k = i + 1; k < features; k++) {
        sum -= moments[k][i] * solution[k];
      }
      solution[i] = sum / moments[i][i];
    }
    return solution;
  }
}
