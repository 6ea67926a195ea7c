package io.github.fallline.cli;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.OptionWording;
import io.github.fallline.cli.options.TrainOptions;
import io.github.fallline.descent.MultiTargetTrainer;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The part of {@link GoldenRuns} that trains for three targets at once, by the Java interface. */
final class GoldenTargets {
  /** More than a tile of this width has, so that sums are merged. */
  private static final int ROWS = 9000;

  private static final int FEATURES = 4;
  private static final int TARGETS = 3;

  private static final List<String> SETTINGS =
      List.of(
          "",
          "--gradient rows --epochs 15",
          "--gradient moments --learning-rate 0.1 --epochs 12",
          "--update conjugate-gradient",
          "--update nesterov --gradient rows --epochs 9",
          "--l2 0.1 --gradient rows --epochs 9",
          "--no-intercept --gradient rows --epochs 9",
          "--no-standardize --gradient rows --epochs 9",
          "--method mini-batch --epochs 4",
          "--method mini-batch --batch-size 100 --no-shuffle --epochs 4",
          "--method mini-batch --update adam --learning-rate 0.01 --epochs 4",
          "--method mini-batch --precondition whiten --epochs 4",
          "--method mini-batch --rows-per-epoch 700 --l2 0.1 --epochs 4",
          "--method stochastic --epochs 3",
          "--method stochastic --no-shuffle --epochs 3",
          "--method stochastic --learning-rate 0.001 --update momentum --epochs 3");

  private GoldenTargets() {}

  /** Prints a line for each setting. */
  static void print() {
    SplittableRandom random = new SplittableRandom(21);
    double[][] x = new double[ROWS][FEATURES];
    double[][] y = new double[ROWS][TARGETS];
    for (int i = 0; i < ROWS; i++) {
      double[] row = x[i];
      Arrays.setAll(row, j -> 10 * j + (j + 1) * random.nextDouble());
      row[1] += row[0];
      Arrays.setAll(y[i], t -> row[t] - 0.3 * row[t + 1] + (t + 1) * random.nextDouble());
    }
    try (INDArray features = Nd4j.createFromArray(x);
        INDArray targets = Nd4j.createFromArray(y)) {
      for (String options : SETTINGS) {
        System.out.println(
            ("3 targets " + options).strip() + "\t" + line(features, targets, options));
      }
    }
  }

  private static String line(INDArray features, INDArray targets, String options) {
    String first = digests(features, targets, options + " --threads 1");
    String found = digests(features, targets, options + " --threads 2");
    return found.equals(first) ? first : "other bits with --threads 2: " + found + " than " + first;
  }

  private static String digests(INDArray features, INDArray targets, String options) {
    List<Training> trainings = new MultiTargetTrainer(config(options)).fit(features, targets);
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    for (Training training : trainings) {
      add(texts, "model", training.model().intercept());
      add(texts, "model", Arrays.toString(training.model().coefficientArray()));
      add(texts, "metrics", training.metrics());
      add(texts, "result", training.stopReason());
      add(texts, "result", training.epochs() + " " + training.updates());
      add(texts, "result", training.learningRate() + " " + training.loss() + " " + training.gap());
      add(texts, "result", OptionWording.of(training.notes()));
      for (Trace.Point point : training.trace().points()) {
        add(texts, "history", point.epoch() + " " + point.updates());
        add(texts, "history", point.loss() + " " + point.gradientNorm());
      }
    }
    Map<String, String> digests = new LinkedHashMap<>();
    texts.forEach((name, text) -> digests.put(name, GoldenRuns.digest(text.toString())));
    return GoldenRuns.joined(digests);
  }

  private static void add(Map<String, StringBuilder> texts, String name, Object value) {
    texts.computeIfAbsent(name, unused -> new StringBuilder()).append(value).append('\n');
  }

  private static TrainingConfig config(String options) {
    CommandSpec spec = new CommandSpec("train", "", "");
    TrainOptions given = new TrainOptions(spec);
    spec.parse(List.of(options.strip().split(" +", -1)));
    return given.config();
  }
}
