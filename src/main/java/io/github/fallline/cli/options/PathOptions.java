package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.descent.path.PathSettings;
import io.github.fallline.model.ModelSpec;
import io.github.fallline.selection.SubsetSelection;
import java.util.List;
import java.util.Optional;

/** The options of a path: its models and penalties, and which of them is chosen. */
public final class PathOptions {
  /** Which model of a path is chosen. */
  public enum Chosen {
    /** That of the least error in cross-validation. */
    BEST,
    /** The simplest whose error is within one standard error of the least. */
    ONE_SE,
    /** That of the least AIC, of subsets of the features. */
    AIC,
    /** That of the least BIC, of subsets of the features. */
    BIC
  }

  private enum Subsets {
    FORWARD,
    BEST
  }

  private final CliOption<Double> mix;
  private final CliOption<Integer> penalties;
  private final CliOption<Optional<Double>> smallest;
  private final CliOption<Optional<Subsets>> subsets;
  private final CliOption<Chosen> chosen;
  private final CliOption<Boolean> intercept;
  private final CliOption<Boolean> standardize;

  /** Declares the options. */
  public PathOptions(CommandSpec spec) {
    OptionSection section = spec.section(Section.LOSS);
    mix =
        section.withDefault(
            Converter.REAL,
            "--mix=R",
            "1",
            "Share of the penalty on absolute weights: 1 is the lasso, 0 ridge regression, between"
                + " them the elastic net. Default: ${DEFAULT-VALUE}.");
    penalties =
        section.withDefault(
            Converter.INTEGER,
            "--penalties=N",
            "100",
            "Number of penalties, evenly spaced on a logarithmic scale; the largest is the least"
                + " that makes all weights 0. Default: ${DEFAULT-VALUE}.");
    smallest =
        section.optional(
            Converter.REAL,
            "--smallest-penalty=R",
            "The smallest penalty as a share of the largest. Default: 0.0001; 0.01 if there are no"
                + " more rows than features.");
    intercept = CommonOptions.intercept(section);
    standardize = CommonOptions.standardize(section);
    subsets =
        section.optional(
            Choice.of(Subsets.values()),
            "--subsets=forward|best",
            "Instead of penalties, the model of every number of features: forward adds the feature"
                + " that explains most, one after the other; best is the best of all subsets, of up"
                + " to "
                + SubsetSelection.MOST_FOR_BEST
                + " features.");
    chosen =
        section.withDefault(
            Choice.of(Chosen.values()),
            "--choose=best|one-se|aic|bic",
            "best",
            "Which model --model-output writes: the one of the least error in cross-validation, the"
                + " simplest whose error is within one standard error of it, or with --subsets that"
                + " of the least AIC or BIC. Default: ${DEFAULT-VALUE}.");
  }

  /**
   * The settings of the path.
   *
   * @throws UsageException if one is out of range
   */
  public PathSettings settings() {
    return UsageException.check(this::unchecked);
  }

  private PathSettings unchecked() {
    PathSettings all =
        PathSettings.DEFAULT
            .withMix(mix.value())
            .withPenalties(penalties.value())
            .withSpec(new ModelSpec(intercept.value(), standardize.value(), 0));
    return smallest.isGiven() ? all.withSmallestRatio(smallest.value().orElseThrow()) : all;
  }

  /**
   * How subsets of the features are chosen; empty for a path of penalties.
   *
   * @throws UsageException if an option is for the other
   */
  public Optional<SubsetSelection.Method> subsets() {
    if (subsets.value().isEmpty()) {
      boolean penalized = chosen.value() == Chosen.BEST || chosen.value() == Chosen.ONE_SE;
      chosen.requireOnlyWith(penalized, "--subsets where it is aic or bic");
      return Optional.empty();
    }
    for (CliOption<?> option : List.of(mix, penalties, smallest, standardize)) {
      if (option.isGiven()) {
        throw new UsageException(option.name() + ": expected no --subsets with it");
      }
    }
    return Optional.of(
        subsets.value().get() == Subsets.BEST
            ? SubsetSelection.Method.BEST
            : SubsetSelection.Method.FORWARD);
  }

  /** Which model is chosen. */
  public Chosen chosen() {
    return chosen.value();
  }
}
