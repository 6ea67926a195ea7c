package io.github.fallline.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.Checkpoint;
import io.github.fallline.descent.CheckpointMismatchException;
import io.github.fallline.descent.CheckpointPolicy;
import io.github.fallline.descent.DistributedTrainer;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.StopReason;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.distributed.DistributedMetadata;
import io.github.fallline.descent.path.PathSettings;
import io.github.fallline.descent.path.RegularizationPath;
import io.github.fallline.files.TextInput;
import io.github.fallline.model.RegressionMetrics;
import io.github.fallline.moments.DataMoments;
import io.github.fallline.moments.MomentsFile;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.stats.FoldAssignment;
import io.github.fallline.stats.FoldMoments;
import io.github.fallline.stats.Moments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on the rows of a frame, in a session of this process. */
class SparkRowsTest {
  private static final TrainingConfig FULL = TrainingConfig.of(new FullBatch());

  private static final StructType XZY =
      new StructType()
          .add("x", DataTypes.DoubleType)
          .add("z", DataTypes.DoubleType)
          .add("y", DataTypes.DoubleType)
          .add("w", DataTypes.DoubleType);

  /** More rows than are brought to the driver. */
  private static final int MANY = 25_000;

  private static Dataset<Row> frame(List<Row> rows, int partitions) {
    return LocalSpark.session().createDataFrame(rows, XZY).coalesce(1).repartition(partitions);
  }

  /** Rows of y = 3 + 2 x - z + noise. */
  private static List<Row> rows(int count) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = random.nextGaussian();
      double z = 100 + 3 * random.nextGaussian();
      double noise = random.nextGaussian();
      rows.add(RowFactory.create(x, z, 3 + 2 * x - z + noise, (double) (i % 3)));
    }
    return rows;
  }

  private static SparkColumns columns(MissingValues missing) {
    return new SparkColumns(List.of("x", "z"), "y", Optional.empty(), missing);
  }

  private static Training fit(TrainingConfig config, Dataset<Row> frame, SparkColumns columns) {
    return new DistributedTrainer(config).fit(SparkRows.of(frame, columns), point -> {});
  }

  private static double[] parameters(Training training) {
    double[] numbers = new double[training.model().featureNames().size() + 1];
    System.arraycopy(training.model().coefficientArray(), 0, numbers, 0, numbers.length - 1);
    numbers[numbers.length - 1] = training.model().intercept();
    return numbers;
  }

  /** Largest difference, in units of the numbers' own size. */
  private static void assertClose(double[] expected, double[] found, double tolerance) {
    assertEquals(expected.length, found.length);
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], found[j], tolerance * Math.abs(expected[j]), "number " + j);
    }
  }

  private static Dataset<Row> longley() {
    return LocalSpark.session()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv("data/longley.csv")
        .coalesce(1);
  }

  /** One machine that reads the rows once, as the driver does: it takes no steps by rows. */
  private static Training longleyOnOneMachine() {
    try (InputStream file = Files.newInputStream(Path.of("data/longley.csv"));
        CsvStream rows =
            new CsvStream(
                new TextInput(file, "longley.csv"),
                CsvFormat.DETECT,
                Schema.target("employment"),
                MissingValues.FAIL,
                ReadingOptions.DEFAULT)) {
      return new Trainer(FULL).fit(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 20})
  void longleyInAnyPartitionsGivesTheBitsOfOneMachine(int partitions) {
    Dataset<Row> whole = longley();
    List<Row> rows = whole.collectAsList();
    Dataset<Row> frame =
        LocalSpark.session()
            .createDataFrame(
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext())
                    .parallelize(rows, partitions),
                whole.schema());
    Training single = longleyOnOneMachine();

    Training spark = fit(FULL, frame, SparkColumns.target(frame, "employment"));

    assertEquals(
        partitions, SparkRows.of(frame, SparkColumns.target(frame, "employment")).partitions());
    assertArrayEquals(parameters(single), parameters(spark), 0);
    assertEquals(StopReason.CONVERGED, spark.stopReason());
    assertEquals(single.model().featureNames(), spark.model().featureNames());
  }

  @Test
  void longleyInAnotherOrderIsFittedAlike() {
    Dataset<Row> frame = longley().repartition(3);
    Training spark = fit(FULL, frame, SparkColumns.target(frame, "employment"));

    // Sums in another order differ by their last digits; the condition of the data, 4.9e9 as they
    // are, makes 1e-11 of the coefficients of that (found), on one machine as here.
    assertClose(parameters(longleyOnOneMachine()), parameters(spark), 1e-10);
  }

  @Test
  void samePartitionsGiveTheSameBits() {
    Dataset<Row> frame = frame(rows(MANY), 8).persist();
    double[] first = parameters(fit(FULL, frame, columns(MissingValues.FAIL)));
    for (int run = 0; run < 5; run++) {
      assertArrayEquals(first, parameters(fit(FULL, frame, columns(MissingValues.FAIL))), 0);
    }
    frame.unpersist();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, MANY})
  void emptyPartitionsChangeNothing(int count) {
    List<Row> rows = rows(count);
    Dataset<Row> none = frame(List.of(), 3);
    Dataset<Row> scattered = none.union(frame(rows, 2)).union(none);
    Training few = fit(FULL, frame(rows, 1), columns(MissingValues.FAIL));
    Training many = fit(FULL, scattered, columns(MissingValues.FAIL));

    assertClose(parameters(few), parameters(many), 1e-10);
  }

  @Test
  void weightsCountAsRepeatedRows() {
    List<Row> rows = rows(MANY);
    List<Row> repeated = new ArrayList<>();
    rows.forEach(row -> repeated.addAll(Collections.nCopies((int) row.getDouble(3), row)));
    SparkColumns weighted =
        new SparkColumns(List.of("x", "z"), "y", Optional.of("w"), MissingValues.FAIL);
    for (Objective objective :
        List.of(Objective.LEAST_SQUARES, new Objective(new HuberLoss(0.5), Penalty.NONE))) {
      TrainingConfig config = FULL.withObjective(objective);
      Training byWeight = fit(config, frame(rows, 3), weighted);
      Training byCopies = fit(config, frame(repeated, 3), columns(MissingValues.FAIL));

      assertClose(parameters(byCopies), parameters(byWeight), 1e-6);
      assertEquals(byCopies.metrics().r2(), byWeight.metrics().r2(), 1e-9);
    }
  }

  @Test
  void missingRowsAreSkippedAndCounted() {
    List<Row> rows = rows(100);
    List<Row> holes = new ArrayList<>(rows);
    holes.add(50, RowFactory.create(null, 1.0, 2.0, 1.0));
    holes.add(70, RowFactory.create(1.0, 1.0, Double.NaN, 1.0));
    SparkRows seen = SparkRows.of(frame(holes, 2), columns(MissingValues.SKIP));
    Training training = new DistributedTrainer(FULL).fit(seen, point -> {});

    assertEquals(2, seen.skippedRows());
    assertEquals(100, training.metrics().rows());
    assertClose(
        parameters(fit(FULL, frame(rows, 2), columns(MissingValues.FAIL))),
        parameters(training),
        1e-9);
  }

  @Test
  void missingFeatureBecomesTheMean() {
    List<Row> rows =
        List.of(
            RowFactory.create(1.0, 0.0, 1.0, 1.0),
            RowFactory.create(3.0, 1.0, 3.0, 1.0),
            RowFactory.create(null, 2.0, 7.0, 1.0),
            RowFactory.create(5.0, 5.0, 4.0, 1.0));
    List<Row> filled = new ArrayList<>(rows);
    filled.set(2, RowFactory.create(3.0, 2.0, 7.0, 1.0)); // (1 + 3 + 5) / 3

    assertClose(
        parameters(fit(FULL, frame(filled, 2), columns(MissingValues.FAIL))),
        parameters(fit(FULL, frame(rows, 2), columns(MissingValues.MEAN))),
        1e-9);
  }

  /** A row of weight 3 counts as three, one of weight 0 as none, in any partitions. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void missingFeatureBecomesTheWeightedMean(int partitions) {
    List<Row> rows =
        List.of(
            RowFactory.create(1.0, 0.0, 1.0, 3.0),
            RowFactory.create(5.0, 1.0, 3.0, 1.0),
            RowFactory.create(null, 2.0, 7.0, 2.0),
            RowFactory.create(900.0, 5.0, 4.0, 0.0),
            RowFactory.create(900.0, 5.0, null, 8.0),
            RowFactory.create(2.0, 7.0, 4.0, 2.0));
    SparkColumns weighted =
        new SparkColumns(List.of("x", "z"), "y", Optional.of("w"), MissingValues.MEAN);
    List<Row> filled = new ArrayList<>(rows);
    filled.set(2, RowFactory.create(2.0, 2.0, 7.0, 2.0)); // (3 * 1 + 5 + 2 * 2) / 6

    Training found = fit(FULL, frame(rows, partitions), weighted);

    assertClose(
        parameters(fit(FULL, frame(filled, partitions), weighted)), parameters(found), 1e-9);
    assertEquals(2, found.model().featureMeans()[0], 1e-12);
  }

  @Test
  void missingWeightIsAnErrorThatMeansDoNotFill() {
    List<Row> rows =
        List.of(
            RowFactory.create(1.0, 0.0, 1.0, 1.0),
            RowFactory.create(2.0, 1.0, 3.0, null),
            RowFactory.create(3.0, 1.0, 2.0, 1.0));
    SparkColumns weighted =
        new SparkColumns(List.of("x", "z"), "y", Optional.of("w"), MissingValues.MEAN);

    InvalidDataException error =
        assertThrows(InvalidDataException.class, () -> fit(FULL, frame(rows, 2), weighted));

    assertTrue(error.getMessage().startsWith("the weight of a row is missing"), error::getMessage);
  }

  @Test
  void missingValueIsAnErrorThatNamesTheColumn() {
    List<Row> rows = List.of(RowFactory.create(1.0, null, 1.0, 1.0));
    InvalidDataException error =
        assertThrows(
            InvalidDataException.class,
            () -> fit(FULL, frame(rows, 1), columns(MissingValues.FAIL)));

    assertTrue(error.getMessage().contains("column 'z' has a missing value"), error::getMessage);
  }

  @Test
  void wordsAreNoNumbers() {
    Dataset<Row> words = frame(rows(3), 1).withColumn("x", functions.lit("n/a"));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> SparkRows.of(words, columns(MissingValues.FAIL)));

    assertTrue(error.getMessage().startsWith("column 'x' is of type string"), error::getMessage);
  }

  @Test
  void arraysAreReadAsColumnsAre() {
    Dataset<Row> frame = frame(rows(500), 3).persist();
    Dataset<Row> arrays = frame.select(functions.array("x", "z").as("f"), functions.col("y"));

    assertArrayEquals(
        parameters(fit(FULL, frame, columns(MissingValues.FAIL))),
        parameters(fit(FULL, arrays, SparkColumns.target(arrays, "y"))),
        0);
    frame.unpersist();
  }

  @Test
  void otherLossesTakeAGradientAnEpoch() {
    Dataset<Row> frame = frame(rows(900), 3).persist();
    TrainingConfig config =
        FULL.withObjective(new Objective(new HuberLoss(1), Penalty.NONE))
            .withStop(StopRule.epochs(150)); // an epoch is a job
    Training spark = fit(config, frame, columns(MissingValues.FAIL));
    double[] found = parameters(spark);

    // The noise is even about 0, so Huber's line is that of the rows' making, to 4 / sqrt(n).
    assertEquals(2, found[0], 0.13);
    assertEquals(-1, found[1], 0.05);
    assertTrue(spark.metrics().mae() > 0.7 && spark.metrics().mae() < 0.9); // sqrt(2 / pi) = 0.798
    frame.unpersist();
  }

  @Test
  void localDescentEndsAtTheLeastSquares() {
    Dataset<Row> frame = frame(rows(4000), 4).persist();
    Training exact = fit(FULL, frame, columns(MissingValues.FAIL));
    Training local = fit(TrainingConfig.of(new MiniBatch(32)), frame, columns(MissingValues.FAIL));

    assertEquals(StopReason.CONVERGED, local.stopReason());
    assertEquals(exact.metrics().r2(), local.metrics().r2(), 1e-4);
    frame.unpersist();
  }

  @Test
  void errorsInAPassAreThoseOfTheMoments() {
    SparkRows seen = SparkRows.of(frame(rows(300), 3), columns(MissingValues.FAIL));
    Training training = new DistributedTrainer(FULL).fit(seen, point -> {});
    RegressionMetrics metrics = seen.errors(training.model()).metrics();

    assertEquals(training.metrics().rmse(), metrics.rmse(), 1e-9);
    assertTrue(metrics.mae() > 0);
  }

  /** The moments of a cluster are a file of which one machine trains, any column. */
  @Test
  void momentsAreSavedAndLoaded(@TempDir Path folder) {
    SparkRows rows = SparkRows.of(frame(rows(2000), 4), columns(MissingValues.FAIL));
    Moments merged = rows.moments();
    RowMetadata names =
        DistributedMetadata.of(rows.featureNames(), rows.targetName(), rows.columns());
    Path file = folder.resolve("rows.moments");
    MomentsFile.write(file, DataMoments.of(names, merged));
    DataMoments loaded = MomentsFile.read(file);

    assertEquals(List.of("x", "z", "y"), loaded.names());
    Training expected = new DistributedTrainer(FULL).fit(rows, point -> {});
    double[] found = parameters(loaded.fit("y", FULL));
    assertClose(parameters(expected), found, 1e-10);
    assertTrue(loaded.fit("x", List.of("z", "y"), FULL).metrics().r2() > 0.5);
  }

  /** The folds of partitions merge to the moments of all rows; a path is that of these. */
  @Test
  void foldsOfPartitionsAreMerged() {
    Dataset<Row> frame = frame(rows(3000), 4).persist();
    SparkRows rows = SparkRows.of(frame, columns(MissingValues.FAIL));
    Moments all = rows.moments();
    FoldMoments folds = rows.foldMoments(FoldAssignment.shuffled(5, 1));

    assertEquals(5, folds.count());
    assertEquals(all.rows(), folds.all().rows());
    for (int k = 0; k < 5; k++) {
      assertTrue(Math.abs(folds.fold(k).rows() - 600) <= 4, "fold " + k); // one a partition
    }
    for (int j = 0; j < all.columns(); j++) {
      assertEquals(all.covariance(j, j), folds.all().covariance(j, j), 1e-12);
    }
    Training training = new DistributedTrainer(FULL).fit(rows, point -> {});
    PathSettings few = PathSettings.DEFAULT.withMix(0).withPenalties(2).withSmallestRatio(1e-12);
    double[] least =
        RegularizationPath.of(
                DistributedMetadata.of(rows.featureNames(), rows.targetName(), rows.columns()),
                folds,
                few)
            .coefficients(1);
    double[] expected = training.model().coefficientArray();
    for (int j = 0; j < least.length; j++) {
      assertEquals(expected[j], least[j], 1e-7 * (1 + Math.abs(expected[j])));
    }
    assertThrows(IllegalArgumentException.class, () -> rows.foldMoments(FoldAssignment.byColumn()));
    frame.unpersist();
  }

  static Stream<TrainingConfig> severalEpochs() {
    StopRule few = new StopRule(OptionalLong.of(6), OptionalDouble.of(0), 0);
    Objective huber = new Objective(new HuberLoss(1), Penalty.NONE);
    return Stream.of(
            FULL,
            FULL.withObjective(huber),
            TrainingConfig.of(new MiniBatch(16)),
            TrainingConfig.of(new Stochastic()).withSeed(3))
        .map(config -> config.withStop(few));
  }

  @ParameterizedTest
  @MethodSource("severalEpochs")
  void aRunThatGoesOnFromACheckpointEndsWithTheSameBits(TrainingConfig config) {
    Dataset<Row> frame = frame(rows(300), 3).cache();
    DistributedTrainer trainer = new DistributedTrainer(config);
    SparkRows rows = SparkRows.of(frame, columns(MissingValues.FAIL));
    List<Checkpoint> made = new ArrayList<>();
    Training whole =
        trainer.fit(rows, point -> {}, new CheckpointPolicy(Optional.empty(), 0, made::add));

    for (Checkpoint from : List.of(made.get(0), made.get(made.size() / 2))) {
      Training resumed =
          trainer.fit(rows, point -> {}, new CheckpointPolicy(Optional.of(from), 1e9, last -> {}));

      assertEquals(whole.model(), resumed.model());
      assertEquals(whole.epochs(), resumed.epochs());
    }
    frame.unpersist();
  }

  @Test
  void otherDataIsNotGoneOnWith() {
    DistributedTrainer trainer = new DistributedTrainer(FULL);
    List<Checkpoint> made = new ArrayList<>();
    trainer.fit(
        SparkRows.of(frame(rows(300), 3), columns(MissingValues.FAIL)),
        point -> {},
        new CheckpointPolicy(Optional.empty(), 0, made::add));
    SparkRows other = SparkRows.of(frame(rows(301), 3), columns(MissingValues.FAIL));
    CheckpointPolicy from = new CheckpointPolicy(Optional.of(made.get(0)), 1e9, last -> {});

    assertThrows(CheckpointMismatchException.class, () -> trainer.fit(other, point -> {}, from));
  }
}
