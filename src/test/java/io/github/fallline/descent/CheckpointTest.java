package io.github.fallline.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.GradientMethod.Acceleration;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Objective;
import io.github.fallline.objective.Penalty;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.RmsProp;
import io.github.fallline.optim.Schedule;
import io.github.fallline.optim.UpdateRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that resumes from a checkpoint ends with the same bits as an uninterrupted one. */
class CheckpointTest {
  private static final int EPOCHS = 9;

  private static TrainingConfig with(GradientMethod method) {
    return TrainingConfig.of(method)
        .withSeed(3)
        .withStop(new StopRule(OptionalLong.of(EPOCHS), OptionalDouble.of(0), 0));
  }

  private static TrainingConfig fixed(GradientMethod method, double rate) {
    return with(method).withLearningRate(new LearningRate.Fixed(rate));
  }

  static Stream<TrainingConfig> settings() {
    FullBatch rows = new FullBatch(Gradients.ROWS);
    List<TrainingConfig> all = new ArrayList<>();
    for (GradientMethod method :
        List.of(new FullBatch(), rows, new Stochastic(), new MiniBatch(32))) {
      for (UpdateRule rule :
          List.of(
              new PlainUpdate(),
              new Momentum(0.9),
              new Nesterov(0.5),
              new AdaGrad(),
              new RmsProp(),
              new Adam())) {
        all.add(with(method).withUpdate(rule));
      }
      all.add(fixed(method, 1e-3));
      all.add(with(method).withObjective(new Objective(Loss.SQUARED, Penalty.l1(0.1))));
      all.add(with(method).withObjective(new Objective(new HuberLoss(1), Penalty.l2(0.1))));
      all.add(fixed(method, 1e-4).withObjective(new Objective(Loss.POISSON, Penalty.NONE)));
    }
    all.add(with(new FullBatch()).withConjugateGradient());
    all.add(with(rows).withConjugateGradient());
    all.add(with(rows).withObjective(new Objective(Loss.POISSON, Penalty.NONE)));
    for (GradientMethod method : List.of(new FullBatch(), new MiniBatch(32))) {
      TrainingConfig momentum = with(method).withUpdate(new Momentum(0.9));
      all.add(momentum.withObjective(new Objective(Loss.POISSON, Penalty.NONE)));
    }
    for (Loss loss : List.of(Loss.POISSON, Loss.quantile(0.3), Loss.huber(0.1))) {
      all.add(with(new FullBatch()).withObjective(new Objective(loss, Penalty.NONE)));
      all.add(with(new FullBatch()).withObjective(new Objective(loss, Penalty.l1(0.01))));
    }
    all.add(with(new MiniBatch(32)).withObjective(new Objective(Loss.quantile(0.3), Penalty.NONE)));
    all.add(with(new MiniBatch(32, new Acceleration(Preconditioning.WHITEN, true))));
    all.add(with(new Stochastic(new Acceleration(Preconditioning.NONE, true))));
    all.add(with(new MiniBatch(7)).withShuffling(new Shuffling(true, 5, 100)));
    all.add(with(new Stochastic()).withShuffling(new Shuffling(false, 0, 0)));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aResumedRunEndsWithTheSameBits(TrainingConfig config) {
    try (Dataset data = counts()) {
      List<Checkpoint> made = new ArrayList<>();
      Training whole =
          new Trainer(config)
              .fit(data, point -> {}, new CheckpointPolicy(Optional.empty(), 0, made::add));

      assertEquals(whole.model(), new Trainer(config).fit(data).model());
      assertTrue(made.size() > 1, "checkpoints: " + made.size());
      for (Checkpoint from :
          List.of(made.get(0), made.get(made.size() / 2), made.get(made.size() - 1))) {
        Training resumed =
            new Trainer(config.withThreads(2))
                .fit(data, point -> {}, new CheckpointPolicy(Optional.of(from), 1e9, last -> {}));

        assertEquals(whole.model(), resumed.model());
        assertEquals(whole.loss(), resumed.loss());
        assertEquals(whole.gap(), resumed.gap());
        assertEquals(whole.epochs(), resumed.epochs());
        assertEquals(whole.updates(), resumed.updates());
        assertEquals(whole.learningRate(), resumed.learningRate());
        assertEquals(whole.stopReason(), resumed.stopReason());
        assertEquals(whole.trace().points().size(), resumed.trace().points().size());
      }
    }
  }

  /** Checkpoints of full batches by rows did not hold a rate that may be lowered. */
  @Test
  void aCheckpointWithoutALowerableRateIsResumed() {
    TrainingConfig config =
        with(new FullBatch(Gradients.ROWS))
            .withObjective(new Objective(new HuberLoss(1), Penalty.NONE));
    try (Dataset data = counts()) {
      List<Checkpoint> made = new ArrayList<>();
      Training whole =
          new Trainer(config)
              .fit(data, point -> {}, new CheckpointPolicy(Optional.empty(), 0, made::add));
      Checkpoint full = made.get(made.size() / 2);
      Map<String, long[]> state = new LinkedHashMap<>(full.state());
      state.keySet().removeAll(List.of("rate", "restarts", "highest loss", "best"));
      Checkpoint older =
          new Checkpoint(full.settings(), full.fingerprint(), full.epoch(), full.loss(), state);

      Training resumed =
          new Trainer(config)
              .fit(data, point -> {}, new CheckpointPolicy(Optional.of(older), 1e9, last -> {}));

      assertEquals(whole.model(), resumed.model());
    }
  }

  /** Correlated features and small counts as targets, which every loss takes. */
  private static Dataset counts() {
    java.util.SplittableRandom random = new java.util.SplittableRandom(11);
    double[][] x = new double[700][3];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double common = random.nextGaussian();
      for (int j = 0; j < 3; j++) {
        x[i][j] = 5 * j + common + 0.3 * random.nextGaussian();
      }
      y[i] = Math.floor(Math.exp(0.5 * common + 1) + random.nextDouble());
    }
    return Tables.of(x, y);
  }

  @Test
  void moreEpochsGoOnWhereFewerEnded() {
    TrainingConfig few = with(new MiniBatch(32));
    TrainingConfig more =
        few.withStop(new StopRule(OptionalLong.of(2 * EPOCHS), OptionalDouble.of(0), 0));
    try (Dataset data = counts()) {
      List<Checkpoint> made = new ArrayList<>();
      new Trainer(few)
          .fit(data, point -> {}, new CheckpointPolicy(Optional.empty(), 1e9, made::add));
      assertEquals(1, made.size());

      Training resumed =
          new Trainer(more)
              .fit(
                  data,
                  point -> {},
                  new CheckpointPolicy(Optional.of(made.get(0)), 1e9, last -> {}));

      assertEquals(2 * EPOCHS, resumed.epochs());
      assertEquals(new Trainer(more).fit(data).model(), resumed.model());
    }
  }

  private static Arguments other(TrainingConfig config, String before, String now) {
    return Arguments.of(config, before, now);
  }

  /** Settings other than mini-batches of 32, and what differs. */
  static Stream<Arguments> otherSettings() {
    TrainingConfig config = with(new MiniBatch(32));
    UpdateRule momentum = new Momentum(0.8);
    Acceleration whitened = new Acceleration(Preconditioning.WHITEN, true);
    Schedule falling = new Schedule.Inverse(0.5, 2);
    return Stream.of(
        other(
            with(new MiniBatch(33)),
            "TrainingConfig[batch-size 32]",
            "TrainingConfig[batch-size 33]"),
        other(
            with(new Stochastic()),
            "TrainingConfig[method mini-batch, batch-size 32]",
            "TrainingConfig[method stochastic]"),
        other(
            with(new MiniBatch(32, whitened)),
            "TrainingConfig[precondition auto, variance-reduction none]",
            "TrainingConfig[precondition whiten, variance-reduction svrg]"),
        other(
            with(new FullBatch(Gradients.ROWS)),
            "TrainingConfig[method mini-batch, batch-size 32, precondition auto, variance-reduction none]",
            "TrainingConfig[method full-batch, gradient rows]"),
        other(config.withSeed(4), "TrainingConfig[seed 3]", "TrainingConfig[seed 4]"),
        other(
            config.withUpdate(momentum),
            "TrainingConfig[update plain]",
            "TrainingConfig[update momentum, momentum 0.8]"),
        other(
            config.withLearningRate(new LearningRate.Fixed(0.1)),
            "TrainingConfig[learning-rate auto]",
            "TrainingConfig[learning-rate 0.1, schedule constant]"),
        other(
            config.withLearningRate(new LearningRate.Fixed(0.1, falling)),
            "TrainingConfig[learning-rate auto]",
            "TrainingConfig[learning-rate 0.1, schedule inverse, schedule-rate 0.5, schedule-power 2.0]"),
        other(
            config.withObjective(new Objective(Loss.SQUARED, Penalty.elasticNet(2, 1))),
            "TrainingConfig[l1 0.0, l2 0.0]",
            "TrainingConfig[l1 2.0, l2 1.0]"),
        other(
            config.withObjective(new Objective(new HuberLoss(2), Penalty.NONE)),
            "TrainingConfig[loss squared]",
            "TrainingConfig[loss huber, huber-delta 2.0]"),
        other(
            config.withForm(new ModelSpec(false, false, 1)),
            "TrainingConfig[intercept, standardize, initial-weight 0.0]",
            "TrainingConfig[no-intercept, no-standardize, initial-weight 1.0]"),
        other(
            config.withShuffling(new Shuffling(false, 3, 0)),
            "TrainingConfig[shuffle]",
            "TrainingConfig[no-shuffle]"));
  }

  @ParameterizedTest
  @MethodSource("otherSettings")
  void otherSettingsAreRefusedByTheirNames(TrainingConfig other, String before, String now) {
    try (Dataset data = counts()) {
      List<Checkpoint> made = new ArrayList<>();
      new Trainer(with(new MiniBatch(32)))
          .fit(data, point -> {}, new CheckpointPolicy(Optional.empty(), 1e9, made::add));
      CheckpointPolicy from = new CheckpointPolicy(Optional.of(made.get(0)), 1e9, last -> {});
      Trainer trainer = new Trainer(other);

      CheckpointMismatchException thrown =
          assertThrows(
              CheckpointMismatchException.class, () -> trainer.fit(data, point -> {}, from));

      assertEquals(
          "the checkpoint was made with "
              + before
              + ", now it is "
              + now
              + "; use the same settings or do not resume",
          thrown.getMessage());
    }
  }

  @Test
  void aCheckpointOfAnEarlierVersionIsRefused() {
    TrainingConfig config = with(new MiniBatch(32));
    try (Dataset data = counts()) {
      Map<String, String> settings = Map.of("form", "ModelForm[intercept=true]");
      Checkpoint earlier = new Checkpoint(settings, data.fingerprint(), 1, 1, Map.of());
      CheckpointPolicy from = new CheckpointPolicy(Optional.of(earlier), 1e9, last -> {});
      Trainer trainer = new Trainer(config);

      CheckpointMismatchException thrown =
          assertThrows(
              CheckpointMismatchException.class, () -> trainer.fit(data, point -> {}, from));

      assertTrue(thrown.getMessage().contains("an earlier version"), thrown.getMessage());
    }
  }

  /** What of a state is changed, and to what; left out where that is empty. */
  @ParameterizedTest
  @CsvSource({
    "epochs, -1",
    "epochs, -9223372036854775808",
    "epochs, 9223372036854775807",
    "epochs, 8",
    "directions, -1",
    "directions, 2147483647",
    "directions, 4294967297",
    "directions, 20",
    "directions since the gradient, -1",
    "points, -1",
    "points, 0",
    "points, 2147483647",
    "points, 11",
    "point 9 epoch, 10",
    "point 3 updates, -1",
    "point, 0",
    "loss, "
  })
  void aStateThatNoRunLeavesBehindIsRefused(String name, Long value) {
    TrainingConfig config = with(new FullBatch()).withConjugateGradient();
    try (Dataset data = counts()) {
      List<Checkpoint> made = new ArrayList<>();
      new Trainer(config)
          .fit(data, point -> {}, new CheckpointPolicy(Optional.empty(), 1e9, made::add));
      Checkpoint good = made.get(0);
      Map<String, long[]> state = new LinkedHashMap<>(good.state());
      assertTrue(state.containsKey(name), () -> state.keySet().toString());
      state.remove(name);
      if (value != null) {
        state.put(name, new long[] {value});
      }
      Checkpoint bad =
          new Checkpoint(good.settings(), good.fingerprint(), good.epoch(), good.loss(), state);
      CheckpointPolicy from = new CheckpointPolicy(Optional.of(bad), 1e9, last -> {});
      Trainer trainer = new Trainer(config);

      CheckpointMismatchException thrown =
          assertThrows(
              CheckpointMismatchException.class, () -> trainer.fit(data, point -> {}, from));

      assertTrue(
          thrown.getMessage().startsWith("the checkpoint belongs to another run: "),
          thrown.getMessage());
    }
  }

  @Test
  void otherDataIsRefused() {
    TrainingConfig config = with(new MiniBatch(32));
    try (Dataset data = counts();
        Dataset other = Tables.random(700, 3, 1, 2)) {
      List<Checkpoint> made = new ArrayList<>();
      new Trainer(config)
          .fit(data, point -> {}, new CheckpointPolicy(Optional.empty(), 1e9, made::add));
      CheckpointPolicy from = new CheckpointPolicy(Optional.of(made.get(0)), 1e9, last -> {});
      Trainer trainer = new Trainer(config);

      CheckpointMismatchException thrown =
          assertThrows(
              CheckpointMismatchException.class, () -> trainer.fit(other, point -> {}, from));

      assertTrue(thrown.getMessage().contains("data of checksum"), thrown.getMessage());
    }
  }
}
