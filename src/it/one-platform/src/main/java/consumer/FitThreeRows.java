package consumer;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;

/** y = 1 + 2 x on three rows. */
public final class FitThreeRows {
  private FitThreeRows() {}

  public static void main(String[] args) {
    try (Dataset data = Dataset.of(new double[][] {{1}, {2}, {3}}, new double[] {3, 5, 7})) {
      TrainingConfig config = TrainingConfig.of(new FullBatch());
      System.out.println(Math.round(new Trainer(config).fit(data).model().predict(10.0)));
    }
  }
}
