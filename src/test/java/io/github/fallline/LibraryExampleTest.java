package io.github.fallline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What the README shows of the library, run as it stands there. */
class LibraryExampleTest {
  private static double fromCsv() {
    // README: from a CSV
    try (Dataset data = CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"))) {
      TrainingConfig config = TrainingConfig.of(new MiniBatch(8)).withSeed(7);
      Training training = new Trainer(config).fit(data);
      System.out.println(training.stopReason() + ", r2 " + training.metrics().r2());
      System.out.println(training.model().coefficients());
      return training.model().predict(100.0); // at x = 100
    }
    // README: end
  }

  private static double[] fromArrays(INDArray features, INDArray targets) {
    // README: from arrays
    try (Dataset data = Dataset.of(features, targets)) { // [n, d] and [n, 1], still yours
      Training training = new Trainer(TrainingConfig.of(new FullBatch())).fit(data);
      try (INDArray predictions = training.model().predict(features)) {
        return predictions.toDoubleVector();
      }
    }
    // README: end
  }

  @Test
  void exampleFromACsvPredictsTheCertifiedLine() {
    // NIST Norris: -0.262323073774029 + 1.00211681802045 x, residual deviation 0.88.
    assertEquals(-0.262323073774029 + 100.211681802045, fromCsv(), 0.88);
  }

  @Test
  void exampleFromArraysFitsThem() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1}, {2}, {3}});
    INDArray y = Nd4j.createFromArray(new double[] {3, 5, 7}).reshape(3, 1);

    double[] predictions = fromArrays(x, y);

    assertEquals(7, predictions[2], 1e-7);
    x.close();
    y.close();
  }

  @Test
  void anNd4jDataSetTrainsTheSameModel() {
    INDArray x = Nd4j.createFromArray(new double[][] {{1}, {2}, {4}});
    INDArray y = Nd4j.createFromArray(new double[] {3, 5, 8}).reshape(3, 1);
    Trainer trainer = new Trainer(TrainingConfig.of(new FullBatch()));
    try (Dataset arrays = Dataset.of(x, y);
        Dataset dataSet = Dataset.of(new DataSet(x, y))) {
      assertEquals(trainer.fit(arrays).model(), trainer.fit(dataSet).model());
    }
    x.close();
    y.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LibraryExampleTest", "FunctionExampleTest"})
  void readmeShowsThisCode(String examples) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    List<String> source =
        Files.readAllLines(Path.of("src/test/java/io/github/fallline", examples + ".java"));
    int shown = 0;
    boolean inside = false;
    for (String line : source) {
      if (line.strip().startsWith("// README: end")) {
        inside = false;
      } else if (line.strip().startsWith("// README:")) {
        inside = true;
      } else if (inside) {
        assertTrue(readme.contains(line.replaceFirst(" {4}", "")), "README lacks: " + line);
        shown++;
      }
    }
    assertTrue(shown >= 10, shown + " lines");
  }
}
