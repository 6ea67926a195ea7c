package io.github.fallline.cli;

import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.ModelForm;
import io.github.fallline.descent.Precondition;
import io.github.fallline.descent.Shuffling;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.UpdateRule;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that make up a {@link TrainingConfig}. */
final class TrainOptions {
  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "full-batch",
      description = "full-batch, stochastic or mini-batch. Default: ${DEFAULT-VALUE}.")
  private String method;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Rows a mini-batch. Default: " + GradientMethod.MiniBatch.DEFAULT_SIZE + ".")
  private Integer batchSize;

  @Option(
      names = "--precondition",
      paramLabel = "NAME",
      description =
          "none, whiten or auto: whether stochastic and mini-batch steps see features made"
              + " uncorrelated. Default: auto, where columns are much alike.")
  private String precondition;

  @Option(
      names = "--variance-reduction",
      paramLabel = "NAME",
      description =
          "none or svrg: whether stochastic and mini-batch gradients are corrected by a snapshot"
              + " taken every epoch. Default: none.")
  private String varianceReduction;

  @Mixin private RateOptions rate;

  @Option(
      names = "--update",
      paramLabel = "NAME",
      defaultValue = "plain",
      description =
          "plain, momentum, nesterov, adagrad, rmsprop, adam or conjugate-gradient (full batch,"
              + " about as many epochs as columns). Default: ${DEFAULT-VALUE}.")
  private String update;

  @Option(
      names = "--momentum",
      paramLabel = "M",
      description =
          "With --update momentum or nesterov. Default: " + UpdateRule.DEFAULT_MOMENTUM + ".")
  private Double momentum;

  @Option(
      names = "--gradient",
      paramLabel = "NAME",
      description =
          "Where full-batch gradients come from: rows (a pass an epoch), moments (one pass in"
              + " all), or auto. Same path either way. Default: auto.")
  private String gradient;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the rows at most. Default: until converged, within a budget.")
  private Long epochs;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      description =
          "Converged when the loss is certified within T variances of the target of its minimum."
              + " Default: 1e-18; 1e-12 with --l1; stochastic, mini-batch, adagrad, rmsprop and"
              + " adam 1e-4; 0, never, with a learning rate and epochs given.")
  private Double tolerance;

  @Option(
      names = "--patience",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Stop after K epochs without progress of the loss. Default: never; 1000 with another loss"
              + " than squared or with adagrad, rmsprop or adam.")
  private int patience;

  @Mixin private ObjectiveOptions objective;

  @Option(
      names = "--intercept",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether the model has an intercept. Default: yes.")
  private boolean intercept;

  @Option(
      names = "--standardize",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Whether descent sees features of mean 0 and deviation 1. Coefficients are on the"
              + " original scale all the same. Default: yes.")
  private boolean standardize;

  @Option(
      names = "--initial-weight",
      paramLabel = "R",
      defaultValue = "0",
      description = "Where every coefficient begins. Default: ${DEFAULT-VALUE}.")
  private double initialWeight;

  @Option(
      names = "--shuffle",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Whether stochastic and mini-batch epochs visit the rows in a fresh random order."
              + " Default: yes.")
  private boolean shuffle;

  @Option(
      names = "--rows-per-epoch",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "End a stochastic or mini-batch epoch after N rows; with 1, an epoch is a step on a row"
              + " drawn at random. Default: all rows.")
  private long rowsPerEpoch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The source of all randomness. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; they change the time and nothing else. Default: all cores.")
  private Integer threads;

  /** The settings, checked. */
  TrainingConfig config() {
    return UsageException.check(
        () -> {
          TrainingConfig defaults = TrainingConfig.of(method());
          TrainingConfig config =
              new TrainingConfig(
                  defaults.method(),
                  updateRule(),
                  rate.learningRate(),
                  objective.objective(),
                  new ModelForm(intercept, standardize, initialWeight),
                  new Shuffling(shuffle, seed, rowsPerEpoch),
                  new StopRule(
                      epochs == null ? OptionalLong.empty() : OptionalLong.of(epochs),
                      tolerance == null ? OptionalDouble.empty() : OptionalDouble.of(tolerance),
                      patience),
                  threads == null ? defaults.threads() : threads);
          config.requireCompatible();
          return config;
        });
  }

  private GradientMethod method() {
    Supplier<GradientMethod> chosen =
        Choice.of(
            "--method",
            method,
            Map.of(
                "full-batch",
                () -> new GradientMethod.FullBatch(gradients()),
                "stochastic",
                () -> new GradientMethod.Stochastic(acceleration()),
                "mini-batch",
                () ->
                    new GradientMethod.MiniBatch(
                        batchSize == null ? GradientMethod.MiniBatch.DEFAULT_SIZE : batchSize,
                        acceleration())));
    UsageException.requireOnlyWith(
        "--batch-size", batchSize, "--method mini-batch", method.equals("mini-batch"));
    UsageException.requireOnlyWith(
        "--gradient", gradient, "--method full-batch", method.equals("full-batch"));
    String partial = "--method stochastic or mini-batch";
    boolean some = !method.equals("full-batch");
    UsageException.requireOnlyWith("--precondition", precondition, partial, some);
    UsageException.requireOnlyWith("--variance-reduction", varianceReduction, partial, some);
    Long drawn = rowsPerEpoch == 0 ? null : rowsPerEpoch;
    UsageException.requireOnlyWith("--rows-per-epoch", drawn, partial, some);
    return chosen.get();
  }

  private GradientMethod.Acceleration acceleration() {
    GradientMethod.Acceleration defaults = GradientMethod.Acceleration.DEFAULT;
    return new GradientMethod.Acceleration(
        precondition == null
            ? defaults.precondition()
            : Choice.of(
                "--precondition",
                precondition,
                Map.of(
                    "none", Precondition.NONE,
                    "whiten", Precondition.WHITEN,
                    "auto", Precondition.AUTO)),
        varianceReduction == null
            ? defaults.reducesVariance()
            : Choice.of(
                "--variance-reduction", varianceReduction, Map.of("none", false, "svrg", true)));
  }

  private GradientMethod.Gradients gradients() {
    return Choice.of(
        "--gradient",
        gradient == null ? "auto" : gradient,
        Map.of(
            "auto", GradientMethod.Gradients.AUTO,
            "rows", GradientMethod.Gradients.ROWS,
            "moments", GradientMethod.Gradients.MOMENTS));
  }

  private UpdateRule updateRule() {
    double chosen = momentum == null ? UpdateRule.DEFAULT_MOMENTUM : momentum;
    Supplier<UpdateRule> rule =
        Choice.of(
            "--update",
            update,
            Map.of(
                "plain", UpdateRule.Plain::new,
                "momentum", () -> new UpdateRule.Momentum(chosen),
                "nesterov", () -> new UpdateRule.Nesterov(chosen),
                "adagrad", UpdateRule.AdaGrad::new,
                "rmsprop", UpdateRule.RmsProp::new,
                "adam", UpdateRule.Adam::new,
                "conjugate-gradient", UpdateRule.ConjugateGradient::new));
    UsageException.requireOnlyWith(
        "--momentum",
        momentum,
        "--update momentum or nesterov",
        update.equals("momentum") || update.equals("nesterov"));
    return rule.get();
  }
}
