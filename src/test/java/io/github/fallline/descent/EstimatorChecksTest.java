package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextInput;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelFile;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.model.TrainingSummary;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is expected of every estimator of the field, after the checks of scikit-learn: what it
 * refuses, what it leaves alone, and what must not matter to the bits of its model.
 */
class EstimatorChecksTest {
  private static final int ROWS = 300;
  private static final int FEATURES = 3;

  private static double[][] features() {
    return Tables.random(ROWS, FEATURES, 0.5, 11).features().toDoubleMatrix();
  }

  private static double[] targets() {
    return Tables.random(ROWS, FEATURES, 0.5, 11).targets().toDoubleVector();
  }

  private static LinearModel fit(Estimators estimator, RowSource data) {
    return estimator.trainer().fit(data).model();
  }

  /** What is not fitted cannot be asked: a trainer has no predictions, a model has coefficients. */
  @Test
  void nothingPredictsBeforeItIsFitted() {
    assertFalse(
        Stream.of(Trainer.class, TrainingConfig.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .anyMatch(method -> method.getName().startsWith("predict")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LinearModel(List.of(), "y", new double[0], 0, new double[0]));
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void fittingAgainGivesTheSameBits(Estimators estimator) {
    Trainer trainer = estimator.trainer();
    try (Dataset data = Tables.random(ROWS, FEATURES, 0.5, 11);
        Dataset other = Tables.random(50, 2, 0.5, 12)) {
      LinearModel first = trainer.fit(data).model();
      trainer.fit(other); // leaves nothing behind

      assertEquals(first, trainer.fit(data).model());
    }
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void anotherNumberOfFeaturesIsRefused(Estimators estimator) {
    try (Dataset data = Tables.random(ROWS, FEATURES, 0.5, 11);
        Dataset wide = Tables.random(10, FEATURES + 1, 0.5, 11);
        Dataset narrow = Tables.random(10, FEATURES - 1, 0.5, 11)) {
      LinearModel model = fit(estimator, data);

      for (Dataset wrong : List.of(wide, narrow)) {
        assertThrows(IllegalArgumentException.class, () -> model.predict(wrong.features()));
        assertThrows(IllegalArgumentException.class, () -> RegressionMetrics.of(model, wrong));
      }
      assertThrows(IllegalArgumentException.class, () -> model.predict(1.0, 2.0));
      assertThrows(IllegalArgumentException.class, () -> model.predict(1.0, 2.0, 3.0, 4.0));
    }
  }

  static Stream<Arguments> notFinite() {
    return Arrays.stream(Estimators.values())
        .flatMap(
            estimator ->
                Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
                    .flatMap(
                        number ->
                            Stream.of("x2", "y")
                                .map(column -> Arguments.of(estimator, number, column))));
  }

  @ParameterizedTest
  @MethodSource("notFinite")
  void whatIsNotFiniteIsRefusedWithItsPlace(Estimators estimator, double number, String column) {
    double[][] x = features();
    double[] y = targets();
    if (column.equals("y")) {
      y[7] = number;
    } else {
      x[7][1] = number;
    }
    try (Dataset data = Tables.of(x, y)) {
      InvalidDataException error =
          assertThrows(InvalidDataException.class, () -> fit(estimator, data));

      assertTrue(
          error.getMessage().startsWith("row 7, column '" + column + "' is " + number),
          error.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void shapesThatDoNotFitAreRefused(Estimators estimator) {
    INDArray x = Nd4j.createFromArray(features());
    assertThrows(
        IllegalArgumentException.class, () -> fit(estimator, Dataset.of(x, Nd4j.zeros(ROWS - 1))));
    assertThrows(
        IllegalArgumentException.class, () -> fit(estimator, Dataset.of(x, Nd4j.zeros(ROWS, 2))));
    assertThrows(
        IllegalArgumentException.class,
        () -> fit(estimator, Dataset.of(Nd4j.zeros(ROWS), Nd4j.zeros(ROWS))));
    assertThrows(
        IllegalArgumentException.class,
        () -> fit(estimator, Dataset.of(Nd4j.empty(DataType.DOUBLE), Nd4j.zeros(1))));
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void inputsAreNeverChanged(Estimators estimator) {
    INDArray x = Nd4j.createFromArray(features());
    INDArray y = Nd4j.createFromArray(targets());
    try (Dataset data = Dataset.of(x, y)) {
      LinearModel model = fit(estimator, data);
      model.predict(x).close();
    }

    assertArrayEquals(features(), x.toDoubleMatrix());
    assertArrayEquals(targets(), y.toDoubleVector());
    assertFalse(x.wasClosed() || y.wasClosed());
  }

  /** The same numbers in other layouts: columns first, and a target of one dimension. */
  @ParameterizedTest
  @EnumSource(Estimators.class)
  void layoutsChangeNoBit(Estimators estimator) {
    INDArray x = Nd4j.createFromArray(features());
    INDArray y = Nd4j.createFromArray(targets());
    try (Dataset rows = Dataset.of(x, y.reshape(ROWS, 1));
        Dataset columns = Dataset.of(x.dup('f'), y)) {
      assertEquals(fit(estimator, rows), fit(estimator, columns));
    }
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void threadsChangeNoBit(Estimators estimator) {
    try (Dataset data = Tables.random(5000, FEATURES, 0.5, 11)) {
      TrainingConfig few = estimator.config().withStop(StopRule.epochs(3));
      LinearModel one = new Trainer(few.withThreads(1)).fit(data).model();

      for (int threads : new int[] {2, 3, 7}) {
        assertEquals(one, new Trainer(few.withThreads(threads)).fit(data).model());
      }
    }
  }

  /** In memory a tile is a part of the matrix; from a file it is filled row by row. */
  @ParameterizedTest
  @EnumSource(Estimators.class)
  void whereTheTilesLieChangesNoBit(Estimators estimator, @TempDir Path directory)
      throws IOException {
    StringBuilder text = new StringBuilder("x1,x2,x3,y\n");
    double[][] x = features();
    double[] y = targets();
    for (int i = 0; i < ROWS; i++) {
      text.append(x[i][0]).append(',').append(x[i][1]).append(',').append(x[i][2]).append(',');
      text.append(y[i]).append('\n');
    }
    Path file = Files.writeString(directory.resolve("table.csv"), text);
    try (Dataset arrays = Tables.of(x, y);
        Dataset read = CsvReader.read(file, Schema.target("y"));
        CsvStream stream =
            new CsvStream(
                TextInput.of(file),
                CsvFormat.DETECT,
                Schema.target("y"),
                MissingValues.FAIL,
                ReadingOptions.DEFAULT);
        RowSource stored = stream.stored(directory)) {
      LinearModel expected = fit(estimator, arrays);

      assertEquals(expected, fit(estimator, read));
      assertEquals(expected, fit(estimator, stored));
    }
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void predictionsDoNotDependOnTheBatch(Estimators estimator) {
    try (Dataset data = Tables.random(ROWS, FEATURES, 0.5, 11)) {
      LinearModel model = fit(estimator, data);
      double[][] x = features();
      double[] all = model.predict(data.features()).toDoubleVector();

      for (int size : new int[] {1, 7, 100}) {
        for (int first = 0; first < ROWS; first += size) {
          int end = Math.min(ROWS, first + size);
          INDArray some = Nd4j.createFromArray(Arrays.copyOfRange(x, first, end));
          double[] found = model.predict(some).toDoubleVector();
          assertArrayEquals(Arrays.copyOfRange(all, first, end), found);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void aModelComesBackFromItsFileBitForBit(Estimators estimator, @TempDir Path directory) {
    Path file = directory.resolve("model.json");
    try (Dataset data = Tables.random(ROWS, FEATURES, 0.5, 11)) {
      Training training = estimator.trainer().fit(data);
      LinearModel model = training.model();
      TrainingSummary summary =
          new TrainingSummary(Map.of(), training.metrics())
              .withRows(ROWS, 0)
              .withSeed(0)
              .withStopReason("converged")
              .withFingerprint("none");
      ModelFile.write(file, model, summary);

      LinearModel found = ModelFile.read(file).model();

      assertEquals(model, found);
      assertArrayEquals(
          model.predict(data.features()).toDoubleVector(),
          found.predict(data.features()).toDoubleVector());
    }
  }

  @ParameterizedTest
  @EnumSource(Estimators.class)
  void featuresKeepTheirNamesAndOrder(Estimators estimator) {
    INDArray x = Nd4j.createFromArray(features());
    INDArray y = Nd4j.createFromArray(targets());
    try (Dataset data = Dataset.of(x, y, List.of("c", "a", "b"), "target")) {
      LinearModel model = fit(estimator, data);

      assertEquals(List.of("c", "a", "b"), model.featureNames());
      assertEquals("target", model.targetName());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> fit(estimator, Dataset.of(x, y, List.of("a", "a", "b"), "target")));
  }
}
