package io.github.fallline.examples;

import io.github.fallline.data.Dataset;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

public class FitArrays {
  public static void main(String[] args) {
    INDArray features = Nd4j.createFromArray(new double[][] {{1}, {2}, {3}}); // [n, d]
    INDArray targets = Nd4j.createFromArray(new double[] {3, 5, 7}).reshape(3, 1); // [n, 1]
    TrainingConfig config = TrainingConfig.of(new FullBatch());
    try (Dataset data = Dataset.of(features, targets)) { // the arrays stay yours
      Training training = new Trainer(config).fit(data);
      try (INDArray predictions = training.model().predict(features)) {
        for (double prediction : predictions.toDoubleVector()) {
          System.out.println(prediction);
        }
      }
    }
  }
}
