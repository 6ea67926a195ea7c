package io.github.fallline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.autodiff.Derivatives;
import io.github.fallline.autodiff.Formula;
import io.github.fallline.autodiff.FormulaFunction;
import io.github.fallline.autodiff.FormulaLoss;
import io.github.fallline.chart.PictureFile;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.function.Minimization;
import io.github.fallline.function.Minimizer;
import io.github.fallline.function.Verdict;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.search.Range;
import io.github.fallline.search.Search;
import io.github.fallline.tune.Tuner;
import io.github.fallline.tune.Tuning;
import io.github.fallline.tune.TuningChart;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the documentation shows of derivatives, functions and search, run as it stands there. */
class FunctionExampleTest {
  private static Minimization descent() {
    // README: descent on a function
    SDVariable x = SameDiff.create().var("x", Nd4j.zeros(DataType.DOUBLE, 1));
    Formula parabola = new Formula(x.mul(x).sub(x.mul(4)).add(5).sum());
    Minimizer minimizer = Minimizer.at(0.1).withSteps(50);
    Minimization run = minimizer.minimize(new FormulaFunction(parabola), 7);
    System.out.println(run.point()[0] + ", " + run.verdict() + ": " + run.finding());
    // README: end
    return run;
  }

  private static double[][] gradient() {
    // README: gradients
    SDVariable x = SameDiff.create().placeHolder("x", DataType.DOUBLE, -1, 2);
    Formula square = new Formula(x.mul(x).sub(x.mul(2)).add(1)); // as many results as elements
    try (INDArray point = Nd4j.createFromArray(new double[][] {{0, 0}, {1, 2}});
        INDArray upstream = Nd4j.ones(DataType.DOUBLE, 2, 2);
        Derivatives at = square.differentiate(Map.of("x", point), upstream)) {
      return at.gradient("x").toDoubleMatrix(); // [[-2, -2], [0, 2]]
    }
    // README: end
  }

  private static Training loss() {
    // README: a loss of your own
    // Squares of residuals under 100, straight lines beyond.
    Loss smooth =
        FormulaLoss.of(
                "pseudo-huber",
                (graph, p, y) ->
                    graph.math().sqrt(graph.math().square(p.sub(y).div(100)).add(1)).sub(1))
            .withLeastValue(0)
            .withCurvature(1e-4); // a bound, so that a safe learning rate is found
    Objective objective = new Objective(smooth, Penalty.NONE);
    TrainingConfig config = TrainingConfig.of(new FullBatch()).withObjective(objective);
    try (Dataset data = CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"))) {
      return new Trainer(config.withStop(StopRule.epochs(50))).fit(data);
    }
    // README: end
  }

  private static double search(FormulaFunction function) {
    // README: search
    Search search = new Search(List.of(Range.logarithmic("rate", 1e-3, 10)), 8, 2);
    Search.Outcome outcome =
        search.run(
            at -> Minimizer.at(at.get("rate")).withSteps(3).minimize(function, 7).value(), 2);
    System.out.println(outcome.best()); // of 16 trials, as fine as a grid of 64
    return outcome.best().setting().get("rate");
    // README: end
  }

  private static Training tuned() {
    // README: tuning
    try (Dataset data = CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"))) {
      Tuning tuning = Tuner.of(TrainingConfig.of(new MiniBatch())).withBatchSize(8).tune(data);
      PictureFile.of(Path.of("target/rates.png")).write(TuningChart.draw(tuning));
      return new Trainer(tuning.config()).fit(data); // does again what the best run did
    }
    // README: end
  }

  @Test
  void descentEndsWhereTheTextbookSays() {
    Minimization run = descent();

    assertEquals(2.0000713623846353, run.point()[0], 1e-14); // 2 + 5 * 0.8^50
    assertEquals(Verdict.STILL_FALLING, run.verdict());
  }

  @Test
  void gradientIsThatByHand() {
    assertEquals(-2, gradient()[0][1]);
    assertEquals(2, gradient()[1][1]);
  }

  @Test
  void lossOfOnesOwnFitsTheCertifiedLine() {
    Training training = loss();

    // NIST Norris: slope 1.00211681802045 by least squares, deviation of the residuals 0.88.
    assertEquals(1.00211681802045, training.model().coefficients().get("x"), 0.001);
    assertTrue(training.metrics().rmse() < 1, () -> "rmse " + training.metrics().rmse());
  }

  @Test
  void searchFindsTheRateThatArrivesAtOnce() {
    SDVariable x = SameDiff.create().var("x", Nd4j.zeros(DataType.DOUBLE, 1));

    double rate = search(new FormulaFunction(new Formula(x.mul(x).sub(x.mul(4)).add(5).sum())));

    assertEquals(0.5, rate, 0.5 * 0.155); // a cell's ends have a ratio of 10^(4 / 64) = 1.155
  }

  @Test
  void tunedTrainingExplainsTheTarget() {
    // A thousandth of the way from 0 is left at most: of a mean square about 1.5 times the
    // variance.
    assertEquals(1, tuned().metrics().r2(), 0.01);
  }
}
