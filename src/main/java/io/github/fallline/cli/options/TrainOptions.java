package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.Shuffling;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Preconditioning;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.RmsProp;
import io.github.fallline.optim.UpdateRule;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The options that make up a {@link TrainingConfig}. */
public final class TrainOptions {
  private static final String[] UPDATES = {
    "plain", "momentum", "nesterov", "adagrad", "rmsprop", "adam", TrainingConfig.CONJUGATE_GRADIENT
  };

  private final CliOption<String> method;
  private final CliOption<Integer> batchSize;
  private final CliOption<String> precondition;
  private final CliOption<String> varianceReduction;
  private final RateOptions rate;
  private final CliOption<String> update;
  private final CliOption<Double> momentum;
  private final CliOption<String> gradient;
  private final CliOption<Long> epochs;
  private final CliOption<Double> tolerance;
  private final CliOption<Integer> patience;
  private final ObjectiveOptions objective;
  private final CliOption<Boolean> intercept;
  private final CliOption<Boolean> standardize;
  private final CliOption<Double> initialWeight;
  private final CliOption<Boolean> shuffle;
  private final CliOption<Long> rowsPerEpoch;
  private final CliOption<Long> seed;
  private final CliOption<Integer> threads;

  public TrainOptions(CommandSpec spec) {
    method =
        CliOption.orDefault(
            spec,
            Section.METHOD,
            String.class,
            "--method",
            "NAME",
            "full-batch",
            "full-batch, stochastic or mini-batch. Default: ${DEFAULT-VALUE}.");
    batchSize =
        CliOption.of(
            spec,
            Section.METHOD,
            Integer.class,
            "--batch-size",
            "N",
            "Rows in a mini-batch. Default: " + GradientMethod.MiniBatch.DEFAULT_SIZE + ".");
    update =
        CliOption.orDefault(
            spec,
            Section.METHOD,
            String.class,
            "--update",
            "NAME",
            "plain",
            "plain, momentum, nesterov, adagrad, rmsprop, adam or conjugate-gradient (full batch"
                + " only). Default: ${DEFAULT-VALUE}.");
    momentum =
        CliOption.of(
            spec,
            Section.METHOD,
            Double.class,
            "--momentum",
            "M",
            "Momentum of --update momentum or nesterov. Default: "
                + UpdateRule.DEFAULT_MOMENTUM
                + ".");
    gradient =
        CliOption.of(
            spec,
            Section.METHOD,
            String.class,
            "--gradient",
            "NAME",
            """
            How to compute full-batch gradients (same iterates). Default: auto.
            rows: a pass over the rows in each epoch
            moments: from the second moments, one pass in all
            auto: moments where they apply\
            """);
    precondition =
        CliOption.of(
            spec,
            Section.METHOD,
            String.class,
            "--precondition",
            "NAME",
            "Whiten the features for stochastic and mini-batch steps: none, whiten or auto (if"
                + " strongly correlated). Default: auto.");
    varianceReduction =
        CliOption.of(
            spec,
            Section.METHOD,
            String.class,
            "--variance-reduction",
            "NAME",
            "Variance reduction of stochastic and mini-batch gradients: none or svrg (a snapshot"
                + " in each epoch). Default: none.");
    shuffle =
        CliOption.choice(
            spec,
            Section.METHOD,
            "--shuffle",
            "Shuffle the rows in stochastic and mini-batch epochs. Default: yes.");
    rowsPerEpoch =
        CliOption.orDefault(
            spec,
            Section.METHOD,
            Long.class,
            "--rows-per-epoch",
            "N",
            "0",
            "End a stochastic or mini-batch epoch after N rows; with 1, an epoch is a step on one"
                + " random row. Default: all rows.");
    initialWeight =
        CliOption.orDefault(
            spec,
            Section.METHOD,
            Double.class,
            "--initial-weight",
            "R",
            "0",
            "Initial value of every coefficient. Default: ${DEFAULT-VALUE}.");
    seed = CommonOptions.seed(spec, Section.METHOD);
    threads = CommonOptions.threads(spec, Section.METHOD);
    rate = new RateOptions(spec);
    objective = new ObjectiveOptions(spec);
    intercept = CommonOptions.intercept(spec);
    standardize =
        CliOption.choice(
            spec,
            Section.LOSS,
            "--standardize",
            "Standardize features internally. Coefficients are always on the original scale."
                + " Default: yes.");
    epochs =
        CliOption.of(
            spec,
            Section.STOPPING,
            Long.class,
            "--epochs",
            "N",
            "Maximum number of epochs. Default: a budget to convergence.");
    tolerance =
        CliOption.of(
            spec,
            Section.STOPPING,
            Double.class,
            "--tolerance",
            "T",
            "Stop when the loss is certified to lie within T target variances of its minimum"
                + " (other losses than squared: T times the loss). Default: 1e-18, or 1e-9 if"
                + " rounding prevents that; 1e-12 with --l1; 1e-4 for stochastic, mini-batch,"
                + " adagrad, rmsprop and adam; 0 (never) if a learning rate and --epochs are"
                + " given.");
    patience =
        CliOption.of(
            spec,
            Section.STOPPING,
            Integer.class,
            "--patience",
            "K",
            "Stop after K epochs in which the loss did not improve. Default: never; 1000 for"
                + " other losses than squared and for adagrad, rmsprop and adam.");
  }

  /** Whether a learning rate or {@code auto} is given. */
  public boolean namesLearningRate() {
    return rate.isGiven();
  }

  /** The rows of a mini-batch; null where they are not given. */
  public Integer batchSize() {
    return batchSize.get();
  }

  /** The name of the update rule, unchecked. */
  public String update() {
    return update.get();
  }

  /** The settings, checked. */
  public TrainingConfig config() {
    try {
      TrainingConfig defaults = TrainingConfig.of(method());
      TrainingConfig config =
          new TrainingConfig(
              defaults.method(),
              updateRule(),
              rate.learningRate(),
              objective.objective(),
              new ModelSpec(intercept.get(), standardize.get(), initialWeight.get()),
              new Shuffling(shuffle.get(), seed.get(), rowsPerEpoch.get()),
              new StopRule(
                  epochs.get() == null ? OptionalLong.empty() : OptionalLong.of(epochs.get()),
                  tolerance.get() == null
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(tolerance.get()),
                  patience.orElse(0)),
              threads.orElse(defaults.threads()));
      if (update.get().equals(TrainingConfig.CONJUGATE_GRADIENT)) {
        config = config.withConjugateGradient();
      }
      config.requireCompatible();
      return config;
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  private GradientMethod method() {
    GradientMethod chosen =
        switch (method.get()) {
          case "full-batch" -> new GradientMethod.FullBatch(gradients());
          case "stochastic" -> new GradientMethod.Stochastic(acceleration());
          case "mini-batch" ->
              new GradientMethod.MiniBatch(
                  batchSize.orElse(GradientMethod.MiniBatch.DEFAULT_SIZE), acceleration());
          default ->
              throw Choice.unknown(
                  "--method", method.get(), "full-batch", "stochastic", "mini-batch");
        };
    UsageException.requireOnlyWith(
        "--batch-size", batchSize.get(), "--method mini-batch", method.get().equals("mini-batch"));
    UsageException.requireOnlyWith(
        "--gradient", gradient.get(), "--method full-batch", method.get().equals("full-batch"));
    String partial = "--method stochastic or mini-batch";
    boolean some = !method.get().equals("full-batch");
    UsageException.requireOnlyWith("--precondition", precondition.get(), partial, some);
    UsageException.requireOnlyWith("--variance-reduction", varianceReduction.get(), partial, some);
    Long drawn = rowsPerEpoch.get() == 0 ? null : rowsPerEpoch.get();
    UsageException.requireOnlyWith("--rows-per-epoch", drawn, partial, some);
    return chosen;
  }

  private GradientMethod.Acceleration acceleration() {
    GradientMethod.Acceleration defaults = GradientMethod.Acceleration.DEFAULT;
    return new GradientMethod.Acceleration(
        precondition.get() == null
            ? defaults.precondition()
            : Choice.of(
                "--precondition",
                precondition.get(),
                Map.of(
                    "none", Preconditioning.NONE,
                    "whiten", Preconditioning.WHITEN,
                    "auto", Preconditioning.AUTO)),
        varianceReduction.get() == null
            ? defaults.reducesVariance()
            : Choice.of(
                "--variance-reduction",
                varianceReduction.get(),
                Map.of("none", false, "svrg", true)));
  }

  private GradientMethod.Gradients gradients() {
    return Choice.of(
        "--gradient",
        gradient.orElse("auto"),
        Map.of(
            "auto", GradientMethod.Gradients.AUTO,
            "rows", GradientMethod.Gradients.ROWS,
            "moments", GradientMethod.Gradients.MOMENTS));
  }

  private UpdateRule updateRule() {
    double chosen = momentum.orElse(UpdateRule.DEFAULT_MOMENTUM);
    UpdateRule rule =
        switch (update.get()) {
          case "momentum" -> new Momentum(chosen);
          case "nesterov" -> new Nesterov(chosen);
          case "adagrad" -> new AdaGrad();
          case "rmsprop" -> new RmsProp();
          case "adam" -> new Adam();
          case "plain", TrainingConfig.CONJUGATE_GRADIENT -> new PlainUpdate();
          default -> throw Choice.unknown("--update", update.get(), UPDATES);
        };
    UsageException.requireOnlyWith(
        "--momentum",
        momentum.get(),
        "--update momentum or nesterov",
        update.get().equals("momentum") || update.get().equals("nesterov"));
    return rule;
  }
}
