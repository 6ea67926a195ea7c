package io.github.fallline.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.fallline.descent.DistributedTrainer;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training on executors that are processes of their own, one of which dies. */
@Timeout(value = 150, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterTest {
  private static final int PARTITIONS = 8;

  @TempDir private static Path folder;

  private static StandaloneCluster cluster;
  private static SparkSession session;
  private static double[] momentsHere;
  private static double[] gradientsHere;

  @BeforeAll
  static void begin() {
    momentsHere = parameters(fit(LocalSpark.session(), squared()));
    gradientsHere = parameters(fit(LocalSpark.session(), huber()));
    LocalSpark.stop();
    try {
      cluster = new StandaloneCluster(folder);
      session = cluster.session(2);
    } catch (IOException | RuntimeException e) {
      abort("no cluster can be started here: " + e.getMessage());
    }
  }

  @AfterAll
  static void end() {
    if (session != null) {
      session.stop();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private static TrainingConfig squared() {
    return TrainingConfig.of(new FullBatch());
  }

  private static TrainingConfig huber() {
    return TrainingConfig.of(new FullBatch(Gradients.AUTO))
        .withObjective(new Objective(new HuberLoss(1), Penalty.NONE));
  }

  /** Rows that depend on their partition and on nothing else: the same on any cluster. */
  private static Dataset<Row> frame(SparkSession session) {
    return session
        .range(0, 80_000, 1, PARTITIONS)
        .selectExpr("randn(1) AS a", "5 + 3 * randn(2) AS b", "randn(3) AS noise")
        .selectExpr("a", "b", "1 + 2 * a - b + noise AS y");
  }

  private static Training fit(SparkSession session, TrainingConfig config) {
    Dataset<Row> frame = frame(session);
    return new DistributedTrainer(config)
        .fit(SparkRows.of(frame, SparkColumns.target(frame, "y")), point -> {});
  }

  private static double[] parameters(Training training) {
    double[] coefficients = training.model().coefficientArray();
    return new double[] {coefficients[0], coefficients[1], training.model().intercept()};
  }

  @Test
  void momentsOfExecutorsGiveTheBitsOfOneProcess() {
    assertArrayEquals(momentsHere, parameters(fit(session, squared())), 0);
  }

  @Test
  void modelSurvivesTheLossOfAnExecutorAmidAPass() {
    AtomicBoolean killed = new AtomicBoolean();
    SparkListener killer =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            if (!killed.get() && cluster.killExecutor()) {
              killed.set(true);
            }
          }
        };
    session.sparkContext().addSparkListener(killer);
    try {
      assertArrayEquals(gradientsHere, parameters(fit(session, huber())), 0);
      assertTrue(killed.get(), () -> "no executor was there to kill: " + cluster.logs());
    } finally {
      session.sparkContext().removeSparkListener(killer);
    }
  }
}
