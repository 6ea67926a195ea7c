package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.GradientMethod.Acceleration;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.RmsProp;
import io.github.fallline.tune.Tuner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that do not go together are rejected, as the table says. */
class CompatibilityRuleTest {
  private static final TrainingConfig FULL = TrainingConfig.of(new FullBatch());
  private static final TrainingConfig BATCHES = TrainingConfig.of(new MiniBatch());

  private record Misfit(CompatibilityRule rule, Executable use, String error) {
    @Override
    public String toString() {
      return rule.toString();
    }
  }

  private static Executable distributed(TrainingConfig config) {
    return () -> new DistributedTrainer(config);
  }

  private static Executable targets(TrainingConfig config) {
    return () -> new MultiTargetTrainer(config);
  }

  private static TrainingConfig reduced(Preconditioning precondition, boolean reduces) {
    return TrainingConfig.of(new MiniBatch(8, new Acceleration(precondition, reduces)));
  }

  private static String several(String text) {
    return "several targets at once: expected " + text + "; train such targets one by one";
  }

  static List<Misfit> misfits() {
    TrainingConfig conjugate = FULL.withConjugateGradient();
    Objective lasso = new Objective(Loss.SQUARED, Penalty.l1(1));
    Objective poisson = new Objective(Loss.POISSON, Penalty.NONE);
    String requires = "TrainingConfig.withConjugateGradient requires ";
    return List.of(
        new Misfit(
            CompatibilityRule.CONJUGATE_METHOD,
            () -> TrainingConfig.of(new Stochastic()).withConjugateGradient(),
            requires + "GradientMethod.FullBatch; got stochastic"),
        new Misfit(
            CompatibilityRule.CONJUGATE_UPDATE,
            () -> conjugate.withUpdate(new Momentum(0.9)),
            requires + "no other update; got momentum"),
        new Misfit(
            CompatibilityRule.CONJUGATE_RATE,
            () -> conjugate.withLearningRate(LearningRate.fixed(0.5)),
            requires + "LearningRate.AUTO, because it computes the length of each step; got 0.5"),
        new Misfit(
            CompatibilityRule.CONJUGATE_LOSS,
            () -> conjugate.withObjective(poisson),
            requires + "squared errors; got poisson"),
        new Misfit(
            CompatibilityRule.CONJUGATE_PENALTY,
            () -> conjugate.withObjective(lasso),
            requires + "no penalty or Penalty.l2; got Penalty.l1 1.0"),
        new Misfit(
            CompatibilityRule.L1_UPDATE,
            FULL.withObjective(lasso).withUpdate(new Momentum(0.5))::requireCompatible,
            "Penalty.l1 requires PlainUpdate, got momentum"),
        new Misfit(
            CompatibilityRule.RESCALING_RATE,
            FULL.withUpdate(new RmsProp()).withForm(new ModelSpec(true, false, 0))
                ::requireCompatible,
            "LearningRate.AUTO with rmsprop requires standardized features; leave out"
                + " TrainingConfig.withStandardize(false) or set a TrainingConfig.withLearningRate"),
        new Misfit(
            CompatibilityRule.TARGETS_LOSS,
            targets(FULL.withObjective(poisson)),
            several("squared errors, got another loss")),
        new Misfit(
            CompatibilityRule.TARGETS_PENALTY,
            targets(FULL.withObjective(lasso)),
            several("no penalty or L2, got L1")),
        new Misfit(
            CompatibilityRule.TARGETS_RATE,
            targets(FULL.withUpdate(new AdaGrad())),
            several(
                "a fixed learning rate for adagrad, got the automatic one, which depends on the"
                    + " target")),
        new Misfit(
            CompatibilityRule.TARGETS_VARIANCE,
            targets(reduced(Preconditioning.NONE, true)),
            several("steps without variance reduction, got steps with it")),
        new Misfit(
            CompatibilityRule.TARGETS_CONJUGATE,
            targets(TrainingConfig.of(new FullBatch(Gradients.ROWS)).withConjugateGradient()),
            several("conjugate-gradient on moments, got gradients from rows")),
        new Misfit(
            CompatibilityRule.DISTRIBUTED_UPDATE,
            distributed(BATCHES.withUpdate(new Adam())),
            "distributed rows support PlainUpdate only, got adam; use GradientMethod.FullBatch"),
        new Misfit(
            CompatibilityRule.DISTRIBUTED_ACCELERATION,
            distributed(reduced(Preconditioning.WHITEN, false)),
            "distributed rows support neither whitening nor variance reduction; use"
                + " GradientMethod.FullBatch"),
        new Misfit(
            CompatibilityRule.DISTRIBUTED_ACCELERATION,
            distributed(reduced(Preconditioning.NONE, true)),
            "distributed rows support neither whitening nor variance reduction; use"
                + " GradientMethod.FullBatch"),
        new Misfit(
            CompatibilityRule.DISTRIBUTED_EPOCH,
            distributed(BATCHES.withShuffling(new Shuffling(true, 1, 5))),
            "an epoch of distributed rows covers all rows, got 5"),
        new Misfit(
            CompatibilityRule.TUNED_UPDATE,
            () -> Tuner.of(conjugate),
            "conjugate-gradient has no learning rate to tune; train with it directly"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void whatDoesNotGoTogetherIsRejected(Misfit misfit) {
    Exception error = assertThrows(IllegalArgumentException.class, misfit.use());

    assertEquals(misfit.error(), error.getMessage());
  }

  @Test
  void everyRuleHasACase() {
    List<CompatibilityRule> tried = misfits().stream().map(Misfit::rule).distinct().toList();

    assertEquals(List.of(CompatibilityRule.values()), tried);
  }

  /** Of all rows, rules for batches say nothing. */
  @Test
  void fullBatchesOnDistributedRowsTakeAnyUpdate() {
    assertEquals(DistributedTrainer.class, new DistributedTrainer(FULL).getClass());
    new DistributedTrainer(FULL.withUpdate(new Momentum(0.9)));
    new DistributedTrainer(FULL.withConjugateGradient());
  }

  @Test
  void pageShowsTheTable() throws IOException {
    List<String> expected =
        new ArrayList<>(List.of("| for | setting | requires |", "|---|---|---|"));
    Arrays.stream(CompatibilityRule.values())
        .map(CompatibilityRule::tableRow)
        .forEach(expected::add);

    Path page = Path.of("src", "site", "markdown", "settings.md");
    List<String> shown = Files.readAllLines(page).stream().filter(l -> l.startsWith("|")).toList();

    assertEquals(String.join("\n", expected), String.join("\n", shown));
  }
}
