import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.io.Read;
import smile.regression.LinearModel;
import smile.regression.OLS;

/**
 * Linear regression in Smile: its CSV reader and OLS by QR decomposition. Arguments: FILE.csv
 * VERSION.
 */
public final class SmileRival {
  public static void main(String[] args) throws Exception {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();
    DataFrame rows = Read.csv(Path.of(args[0]), format);
    // Without the standard errors of the coefficients, which are not asked for.
    LinearModel model = OLS.fit(Formula.lhs("y"), rows, "qr", false, false);
    Answer.print(model.coefficients(), model.intercept(), "Smile " + args[1]);
  }
}
