import java.nio.file.Path;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.data.csv.CSVLoader;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.Transformer;
import org.tribuo.transform.TransformerMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/**
 * Linear regression in Tribuo: stochastic gradient descent on standardized features. Arguments:
 * FILE.csv VERSION.
 */
public final class TribuoRival {
  // The best of a few settings on 5000 rows of 20 features; rates of 0.03 and more with larger
  // batches diverge.
  private static final int EPOCHS = 20;
  private static final int BATCH_SIZE = 32;
  private static final double LEARNING_RATE = 0.01;

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    MutableDataset<Regressor> rows = new CSVLoader<>(new RegressionFactory()).load(file, "y");
    TransformerMap scaling =
        rows.createTransformers(new TransformationMap(List.of(new MeanStdDevTransformation())));
    Dataset<Regressor> scaled = scaling.transformDataset(rows);
    LinearSGDModel model =
        new LinearSGDTrainer(
                new SquaredLoss(),
                SGD.getLinearDecaySGD(LEARNING_RATE),
                EPOCHS,
                Integer.MAX_VALUE,
                BATCH_SIZE,
                1)
            .train(scaled);

    // Weights [1, features + 1] in the order of Tribuo's feature ids, the bias last.
    DenseMatrix weights = model.getWeightsCopy();
    String[] names = Rows.names(file);
    double[] coefficients = new double[names.length - 1];
    double intercept = weights.get(0, coefficients.length);
    for (int j = 0; j < coefficients.length; j++) {
      double weight = weights.get(0, model.getFeatureIDMap().get(names[j]).getID());
      List<Transformer> scale = scaling.get(names[j]);
      double atZero = TransformerMap.applyTransformerList(0, scale);
      coefficients[j] = weight * (TransformerMap.applyTransformerList(1, scale) - atZero);
      intercept += weight * atZero;
    }
    Answer.print(coefficients, intercept, "Tribuo " + args[1]);
  }
}
