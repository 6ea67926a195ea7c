import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Linear regression in Spark MLlib on all local cores: the columns' types given, solver "normal".
 * Arguments: FILE.csv.
 */
public final class SparkRival {
  public static void main(String[] args) throws Exception {
    String[] names = Rows.names(Path.of(args[0]));
    String[] features = Arrays.copyOf(names, names.length - 1);
    SparkSession session =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
    Dataset<Row> rows =
        session
            .read()
            .option("header", "true")
            .schema(String.join(" DOUBLE, ", names) + " DOUBLE")
            .csv(args[0]);
    Dataset<Row> vectors =
        new VectorAssembler().setInputCols(features).setOutputCol("features").transform(rows);
    LinearRegressionModel model =
        new LinearRegression()
            .setLabelCol("y")
            .setSolver("normal")
            .fit(vectors.select("features", "y"));
    Answer.print(model.coefficients().toArray(), model.intercept(), "Spark " + session.version());
    session.stop();
  }
}
