package io.github.fallline.examples;

import io.github.fallline.autodiff.FormulaLoss;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import java.nio.file.Path;

public class OwnLoss {
  public static void main(String[] args) {
    // Quadratic for residuals below 100, linear beyond.
    Loss smooth =
        FormulaLoss.of(
                "pseudo-huber",
                (graph, p, y) ->
                    graph.math().sqrt(graph.math().square(p.sub(y).div(100)).add(1)).sub(1))
            .withLeastValue(0)
            .withCurvature(1e-4); // a bound, from which a safe learning rate follows
    Objective objective = new Objective(smooth, Penalty.NONE);
    TrainingConfig config =
        TrainingConfig.of(new FullBatch()).withObjective(objective).withStop(StopRule.epochs(50));
    try (Dataset data = CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"))) {
      Training training = new Trainer(config).fit(data);
      System.out.println(training.model().coefficients());
    }
  }
}
