package io.github.fallline.cli.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.compare.Candidate;
import io.github.fallline.compare.MethodComparison;
import io.github.fallline.compare.Repetitions;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.ConvergenceRun;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.optim.LearningRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonReportTest {
  /** One standardized feature has curvature 2: a rate of 0.25 halves the error, one of 3 cannot. */
  @Test
  void divergedCandidateIsReportedInTableAndJson() throws IOException {
    GradientMethod full = new GradientMethod.FullBatch(GradientMethod.Gradients.ROWS);
    TrainingConfig common = TrainingConfig.of(full);
    List<Candidate> candidates =
        List.of(
            Candidate.of("sound", full, common.withLearningRate(LearningRate.fixed(0.25))),
            Candidate.of("broken", full, common.withLearningRate(LearningRate.fixed(3))));
    ConvergenceRun.Limits limits = new ConvergenceRun.Limits(1e-9, 1e9, 200);
    try (Dataset rows = CsvReader.read(Path.of("data/norris.csv"), Schema.target("y"))) {
      MethodComparison comparison =
          new MethodComparison("norris", rows, candidates, limits, Repetitions.exactly(4));
      ComparisonReport report =
          new ComparisonReport("norris.csv", rows, comparison.run(progress -> {}));

      List<String> lines = report.table().lines().toList();
      assertTrue(lineOf("broken", lines).endsWith("diverged"), report.table());
      assertFalse(lineOf("sound", lines).contains("diverged"), report.table());
      assertTrue(
          lines.stream().anyMatch(line -> line.startsWith("  fastest to 1e-6: sound ")),
          report.table());
      JsonNode json = new JsonMapper().readTree(report.json());
      assertEquals(
          "[false,true]", json.at("/methods").findValues("diverged").toString().replace(" ", ""));
      assertTrue(json.at("/methods/1/secondsTo/1e-1").isNull(), report.json());
      assertEquals("sound", json.at("/fastest/1e-6/winner").asString());
      double low = json.at("/methods/0/secondsToInterval/1e-6/0").asDouble();
      assertTrue(low > 0 && low <= json.at("/methods/0/secondsTo/1e-6").asDouble());
    }
  }

  private static String lineOf(String method, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("  " + method + " "))
        .findFirst()
        .orElseThrow();
  }
}
