package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Preconditioning;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.PlainUpdate;
import io.github.fallline.optim.RmsProp;
import io.github.fallline.optim.UpdateRule;
import java.util.Optional;

/** The options that make up a {@link GradientMethod} and an {@link UpdateRule}. */
final class MethodOptions {
  private enum Method {
    FULL_BATCH,
    STOCHASTIC,
    MINI_BATCH
  }

  private enum Update {
    PLAIN,
    MOMENTUM,
    NESTEROV,
    ADAGRAD,
    RMSPROP,
    ADAM,
    CONJUGATE_GRADIENT
  }

  private enum VarianceReduction {
    NONE,
    SVRG
  }

  /** Those that may be asked for; the others follow from the settings. */
  private static final Preconditioning[] WORDS = {
    Preconditioning.NONE, Preconditioning.WHITEN, Preconditioning.AUTO
  };

  /** The methods whose steps use some of the rows, for errors. */
  static final String PARTIAL = "--method stochastic or mini-batch";

  private final CliOption<Method> method;
  private final CliOption<Optional<Integer>> batchSize;
  private final CliOption<Update> update;
  private final CliOption<Optional<Double>> momentum;
  private final CliOption<Optional<GradientMethod.Gradients>> gradient;
  private final CliOption<Optional<Preconditioning>> precondition;
  private final CliOption<Optional<VarianceReduction>> varianceReduction;

  MethodOptions(OptionSection section, String defaultMethod, String defaultSize) {
    method =
        section.withDefault(
            Choice.of(Method.values()),
            "--method=NAME",
            defaultMethod,
            "full-batch, stochastic or mini-batch. Default: ${DEFAULT-VALUE}.");
    batchSize =
        section.optional(
            Converter.INTEGER,
            "--batch-size=N",
            "Rows in a mini-batch. Default: " + defaultSize + ".");
    update =
        section.withDefault(
            Choice.of(Update.values()),
            "--update=NAME",
            "plain",
            "plain, momentum, nesterov, adagrad, rmsprop, adam or conjugate-gradient (full batch"
                + " only). Default: ${DEFAULT-VALUE}.");
    momentum =
        section.optional(
            Converter.REAL,
            "--momentum=M",
            "Momentum of --update momentum or nesterov. Default: "
                + UpdateRule.DEFAULT_MOMENTUM
                + ".");
    gradient =
        section.optional(
            Choice.of(GradientMethod.Gradients.values()),
            "--gradient=NAME",
            """
            How to compute full-batch gradients (same iterates). Default: auto.
            rows: a pass over the rows in each epoch
            moments: from the second moments, one pass in all
            auto: moments where they apply""");
    precondition =
        section.optional(
            Choice.of(WORDS),
            "--precondition=NAME",
            "Whiten the features for stochastic and mini-batch steps: none, whiten or auto (if"
                + " strongly correlated). Default: auto.");
    varianceReduction =
        section.optional(
            Choice.of(VarianceReduction.values()),
            "--variance-reduction=NAME",
            "Variance reduction of stochastic and mini-batch gradients: none or svrg (a snapshot"
                + " in each epoch). Default: none.");
  }

  /** The rows of a mini-batch; empty where they are not given. */
  Optional<Integer> batchSize() {
    return batchSize.value();
  }

  /** Whether steps are taken by conjugate gradients. */
  boolean isConjugateGradient() {
    return update.value() == Update.CONJUGATE_GRADIENT;
  }

  /** Whether a step uses all rows. */
  boolean isFullBatch() {
    return method.value() == Method.FULL_BATCH;
  }

  /** The method, checked. */
  GradientMethod method() {
    GradientMethod chosen =
        switch (method.value()) {
          case FULL_BATCH ->
              new GradientMethod.FullBatch(gradient.value().orElse(GradientMethod.Gradients.AUTO));
          case STOCHASTIC -> new GradientMethod.Stochastic(acceleration());
          case MINI_BATCH ->
              new GradientMethod.MiniBatch(
                  batchSize.value().orElse(GradientMethod.MiniBatch.DEFAULT_SIZE), acceleration());
        };
    batchSize.requireOnlyWith(method.value() == Method.MINI_BATCH, "--method mini-batch");
    gradient.requireOnlyWith(isFullBatch(), "--method full-batch");
    precondition.requireOnlyWith(!isFullBatch(), PARTIAL);
    varianceReduction.requireOnlyWith(!isFullBatch(), PARTIAL);
    return chosen;
  }

  private GradientMethod.Acceleration acceleration() {
    return new GradientMethod.Acceleration(
        precondition.value().orElse(GradientMethod.Acceleration.DEFAULT.precondition()),
        varianceReduction.isGiven()
            ? varianceReduction.value().orElseThrow() == VarianceReduction.SVRG
            : GradientMethod.Acceleration.DEFAULT.reducesVariance());
  }

  /** The update rule, checked; that of conjugate directions is plain. */
  UpdateRule updateRule() {
    double chosen = momentum.value().orElse(UpdateRule.DEFAULT_MOMENTUM);
    Update name = update.value();
    UpdateRule rule =
        switch (name) {
          case PLAIN, CONJUGATE_GRADIENT -> new PlainUpdate();
          case MOMENTUM -> new Momentum(chosen);
          case NESTEROV -> new Nesterov(chosen);
          case ADAGRAD -> new AdaGrad();
          case RMSPROP -> new RmsProp();
          case ADAM -> new Adam();
        };
    momentum.requireOnlyWith(
        name == Update.MOMENTUM || name == Update.NESTEROV, "--update momentum or nesterov");
    return rule;
  }
}
