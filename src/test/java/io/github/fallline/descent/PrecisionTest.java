package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.fallline.blas.Precision;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Tile;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.gradient.GradientAccumulator;
import io.github.fallline.descent.scaling.FeatureScaling;
import io.github.fallline.files.TextInput;
import io.github.fallline.leastsquares.LeastSquares;
import io.github.fallline.model.LinearModel;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.LearningRate;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Training on floats against training on doubles. */
class PrecisionTest {
  /** What is promised of r2. */
  private static final double PROMISED = 1e-6;

  private static Training fit(Dataset data, TrainingConfig config) {
    return new Trainer(config).fit(data);
  }

  /** The same rows as floats; the arrays of the first are left to it. */
  private static Dataset rounded(Dataset data) {
    return Dataset.of(data.features(), data.targets(), Precision.FLOAT);
  }

  private static List<TrainingConfig> methods() {
    return List.of(
        TrainingConfig.of(new FullBatch()),
        TrainingConfig.of(new FullBatch(Gradients.ROWS)),
        TrainingConfig.of(new FullBatch(Gradients.ROWS)).withConjugateGradient(),
        TrainingConfig.of(new MiniBatch()),
        TrainingConfig.of(new MiniBatch(8)),
        TrainingConfig.of(new Stochastic()));
  }

  /** A table made up for this test. */
  record Made(String name, Dataset data) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Arguments> tables() {
    List<Arguments> cases = new ArrayList<>();
    for (Made table :
        List.of(
            new Made("means up to 50", Tables.random(3000, 12, 1, 5)),
            new Made("many columns", Tables.random(3000, 40, 0.1, 6)),
            new Made("mean 1e6, deviation 1", far(4000, 1e6)),
            new Made("mean 1e9, deviation 1", far(4000, 1e9)),
            new Made("alike", alike(500, 0.03)),
            new Made("few rows", Tables.random(12, 3, 1, 7)))) {
      methods().forEach(config -> cases.add(Arguments.of(table, config)));
    }
    return cases;
  }

  /** Two columns, one of which is far from 0. */
  private static Dataset far(int rows, double mean) {
    Random random = new Random(1);
    double[][] x = new double[rows][2];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double z = random.nextGaussian();
      x[i][0] = mean + z;
      x[i][1] = random.nextGaussian();
      y[i] = 3 + 2 * z - x[i][1] + random.nextGaussian();
    }
    return Tables.of(x, y);
  }

  /**
   * Two columns that differ by {@code difference} deviations; the target depends on that
   * difference.
   */
  private static Dataset alike(int rows, double difference) {
    Random random = new Random(2);
    double[][] x = new double[rows][2];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double z = random.nextGaussian();
      x[i][0] = random.nextGaussian();
      x[i][1] = x[i][0] + difference * z;
      y[i] = x[i][0] + z + random.nextGaussian();
    }
    return Tables.of(x, y);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void r2IsThatOfDoubles(Made table, TrainingConfig config) {
    try (Dataset floats = rounded(table.data())) {
      Training expected = fit(table.data(), config);
      Training found = fit(floats, config);

      assertEquals(expected.metrics().r2(), found.metrics().r2(), PROMISED);
      // Where a mean is far away, passes over doubles lose more than floats less an origin.
      boolean converged = expected.stopReason() == StopReason.CONVERGED;
      assertTrue(!converged || found.stopReason() == StopReason.CONVERGED);
    }
  }

  static List<Arguments> realData() {
    List<Arguments> cases = new ArrayList<>();
    for (RealDataTest.Case data : RealDataTest.cases()) {
      methods().forEach(config -> cases.add(Arguments.of(data, config)));
    }
    return cases;
  }

  private static Dataset read(RealDataTest.Case data, Precision precision) {
    return CsvReader.read(
        TextInput.of(data.path()),
        CsvFormat.DETECT,
        data.schema(),
        MissingValues.SKIP,
        ReadingOptions.DEFAULT.withPrecision(precision));
  }

  @ParameterizedTest
  @MethodSource("realData")
  void r2OfRealDataIsThatOfDoubles(RealDataTest.Case data, TrainingConfig config) {
    try (Dataset doubles = read(data, Precision.DOUBLE);
        Dataset floats = read(data, Precision.FLOAT)) {
      Training expected = fit(doubles, config);
      Training found = fit(floats, config);

      assertEquals(Precision.FLOAT, floats.precision());
      assertEquals(expected.metrics().r2(), found.metrics().r2(), PROMISED);
      assertEquals(expected.stopReason(), found.stopReason());
    }
  }

  /** Losses whose optimum nothing certifies, and penalties; full batch by rows. */
  static List<Objective> objectives() {
    return List.of(
        new Objective(Loss.huber(2), Penalty.NONE),
        new Objective(Loss.quantile(0.3), Penalty.NONE),
        new Objective(Loss.POISSON, Penalty.NONE),
        new Objective(Loss.SQUARED, Penalty.l2(0.3)),
        new Objective(Loss.SQUARED, Penalty.elasticNet(0.2, 0.1)));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void otherObjectivesEndAtTheSameR2(Objective objective) {
    Dataset doubles = Tables.random(800, 5, 1, 8);
    doubles.targets().muli(doubles.targets()).muli(0.1);
    TrainingConfig config = TrainingConfig.of(new FullBatch()).withObjective(objective);
    try (Dataset floats = rounded(doubles)) {
      Training expected = fit(doubles, config);
      Training found = fit(floats, config);

      // Where descent ends by patience, it ends within a millionth of the loss or so.
      double tolerance = objective.loss().equals(Loss.SQUARED) ? PROMISED : 1e-5;
      assertEquals(expected.metrics().r2(), found.metrics().r2(), tolerance);
    }
  }

  /** Textbook steps see the features as they are, whatever origin they are stored less. */
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void textbookStepsTakeTheSamePath(boolean intercept, boolean standardize) {
    Dataset doubles = Tables.random(500, 3, 1, 9);
    double rate = standardize ? 0.01 : 1e-5;
    for (GradientMethod method :
        List.of(new FullBatch(Gradients.ROWS), new MiniBatch(8), new Stochastic())) {
      TrainingConfig config =
          TrainingConfig.of(method)
              .withForm(new ModelSpec(intercept, standardize, 0.5))
              .withLearningRate(LearningRate.fixed(rate))
              .withStop(StopRule.epochs(3));
      try (Dataset floats = rounded(doubles)) {
        LinearModel expected = fit(doubles, config).model();
        LinearModel found = fit(floats, config).model();

        // Some 1500 steps, each off by a few 2^-24 of numbers near 100.
        double largest = Math.abs(expected.intercept());
        for (double weight : expected.coefficientArray()) {
          largest = Math.max(largest, Math.abs(weight));
        }
        for (int j = 0; j < 3; j++) {
          double weight = expected.coefficientArray()[j];
          assertEquals(weight, found.coefficientArray()[j], 1e-4 * largest, method + " " + j);
        }
        assertEquals(expected.intercept(), found.intercept(), 1e-4 * largest, method.toString());
        assertEquals(expected.featureMeans()[0], found.featureMeans()[0], 1e-5);
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    try (Dataset floats = rounded(Tables.random(20_000, 9, 1, 3))) {
      for (TrainingConfig config : methods()) {
        TrainingConfig some = config.withStop(StopRule.epochs(3));
        LinearModel one = fit(floats, some.withThreads(1)).model();

        assertEquals(one, fit(floats, some.withThreads(2)).model(), config.method().toString());
        assertEquals(one, fit(floats, some.withThreads(5)).model(), config.method().toString());
      }
    }
  }

  /** Rounding by 2^-24 moves an optimum by more than 2^-48 variances. */
  @Test
  void gapIsNotSmallerThanStorageAllows() {
    try (Dataset floats = rounded(Tables.random(3000, 5, 1, 3))) {
      Training training = fit(floats, TrainingConfig.of(new FullBatch()));

      assertEquals(StopReason.CONVERGED, training.stopReason());
      assertTrue(training.gap() > 0x1p-48, () -> "gap " + training.gap());
      assertTrue(training.gap() < 1e-10, () -> "gap " + training.gap());
    }
  }

  @Test
  void refusesToleranceThatStorageDoesNotAllow() {
    StopRule stop = new StopRule(OptionalLong.empty(), OptionalDouble.of(1e-18), 0);
    try (Dataset floats = rounded(Tables.random(300, 5, 1, 3))) {
      Exception error =
          assertThrows(
              IllegalArgumentException.class,
              () -> fit(floats, TrainingConfig.of(new FullBatch()).withStop(stop)));

      assertTrue(
          error
              .getMessage()
              .matches(
                  "StopRule.tolerance: 1.0e-18 cannot be certified on numbers stored as floats, at"
                      + " best [0-9.]+e-1[0-9]; use Precision.DOUBLE"),
          error.getMessage());
    }
  }

  /** Deviations of 1e-6 are 16 steps of floats near 1: nothing exact is left of the difference. */
  @Test
  void reportsWhereFloatsLimitTheOptimum() {
    Dataset doubles = alike(2000, 1e-6);
    try (Dataset floats = rounded(doubles)) {
      TrainingConfig config = TrainingConfig.of(new FullBatch()).withStop(StopRule.epochs(100));

      assertEquals(List.of(), fit(doubles, config).notes().stream().filter(this::isOurs).toList());
      assertEquals(1, fit(floats, config).notes().stream().filter(this::isOurs).count());
    }
  }

  private boolean isOurs(String note) {
    return note.contains("use Precision.DOUBLE") || note.contains("beyond float precision");
  }

  /** Rounded, a sum of columns is no sum any more; what it differs by is not taken for data. */
  @ParameterizedTest
  @MethodSource("methods")
  void dependentColumnsStayDependent(TrainingConfig config) {
    Random random = new Random(4);
    double[][] x = new double[30][3];
    double[] y = new double[30];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = random.nextGaussian();
      x[i][1] = 1e3 * random.nextGaussian();
      x[i][2] = 1e3 * x[i][0] - x[i][1];
      y[i] = x[i][0] + random.nextGaussian();
    }
    Dataset doubles = Tables.of(x, y);
    try (Dataset floats = rounded(doubles)) {
      Training expected = fit(doubles, config);
      Training found = fit(floats, config);

      assertEquals(expected.metrics().r2(), found.metrics().r2(), PROMISED);
      // Of doubles it is known which columns they are, and what their rounding could explain.
      assertTrue(expected.notes().get(0).startsWith("columns x1, x2, x3 are linearly dependent"));
      assertTrue(found.notes().get(0).startsWith("1 column is linearly dependent on others"));
    }
  }

  @ParameterizedTest
  @CsvSource({"1e20", "1e-20"})
  void refusesNumbersThatFloatsCannotSquare(double size) {
    Dataset doubles = Tables.of(new double[][] {{size}, {2 * size}, {4 * size}}, 1, 2, 3);
    try (Dataset floats = rounded(doubles)) {
      Exception error =
          assertThrows(
              InvalidDataException.class,
              () -> fit(floats, TrainingConfig.of(new FullBatch(Gradients.ROWS))));

      assertTrue(error.getMessage().startsWith("column 'x1': numbers of about "));
      assertTrue(error.getMessage().endsWith("use Precision.DOUBLE or rescale it"));
    }
  }

  @Test
  void namesNumbersBeyondTheRangeOfFloats() {
    Dataset doubles = Tables.of(new double[][] {{1e60}, {2}, {4}}, 1, 2, 3);
    try (Dataset floats = rounded(doubles)) {
      Exception error =
          assertThrows(
              InvalidDataException.class, () -> fit(floats, TrainingConfig.of(new FullBatch())));

      assertEquals(
          "row 0, column 'x1' is Infinity; expected a finite number in the range of a float",
          error.getMessage());
    }
  }

  @Test
  void leastSquaresOfFloatsAreThoseOfTheNumbers() {
    Dataset doubles = far(500, 1e6);
    for (boolean intercept : new boolean[] {true, false}) {
      ModelSpec spec = new ModelSpec(intercept, true, 0);
      try (Dataset floats = rounded(doubles)) {
        LeastSquares expected = LeastSquares.of(doubles, spec, 0, 1);
        LeastSquares found = LeastSquares.of(floats, spec, 0, 1);

        assertEquals(expected.r2(), found.r2(), PROMISED);
        assertEquals(
            expected.model().coefficientArray()[1], found.model().coefficientArray()[1], 1e-5);
      }
    }
  }

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean(); // looking it up allocates

  /** The bytes this thread has allocated on the heap. */
  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  @Test
  void stepsOnFloatsAllocateNothing() {
    try (Dataset floats =
            Dataset.of(Nd4j.rand(4096, 9).castTo(DataType.FLOAT), zeros(4096), Precision.FLOAT);
        Tile tile = floats.newTile(4096);
        GradientAccumulator gradient =
            new GradientAccumulator(
                Loss.SQUARED, FeatureScaling.raw(9, true), 4096, Precision.FLOAT)) {
      RowStream.Pass pass = floats.pass(4096);
      assertTrue(pass.next(tile));
      double[] point = new double[10];
      double[] slope = new double[10];
      long start = allocated();
      for (int i = 0; i < 2000; i++) { // what is made once is made in the first rounds
        start = i == 1000 ? allocated() : start;
        gradient.start(point);
        gradient.add(tile, 0, 4096);
        gradient.add(tile, 7, 32);
        gradient.gradient(0.1, slope);
      }

      assertEquals(0, allocated() - start);
    }
  }

  private static INDArray zeros(int rows) {
    return Nd4j.zeros(DataType.DOUBLE, rows, 1);
  }
}
