package io.github.fallline.cli.options;

import static io.github.fallline.data.MissingValues.FAIL;
import static io.github.fallline.data.MissingValues.MEAN;
import static io.github.fallline.data.MissingValues.SKIP;

import io.github.fallline.chart.PictureFile;
import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.MissingValues;
import java.nio.file.Path;
import java.util.Optional;

/** Options shared by several commands: one name, one default, one text. */
public final class CommonOptions {
  /** The effect of each value of {@code --missing} on rows with a target. */
  public static final String MISSING_RULES =
      "fail: an error\nskip: drop the row\n"
          + "mean: impute the (weighted) mean of the training rows; a row without a target is"
          + " dropped, one without a weight is an error";

  private CommonOptions() {}

  /** {@code --json}. */
  public static CliOption<Boolean> json(CommandSpec spec) {
    return spec.section(Section.OUTPUT).flag("--json", "Print one JSON object instead of a table.");
  }

  /** {@code --seed}. */
  public static CliOption<Long> seed(OptionSection section) {
    return section.withDefault(
        Converter.LONG, "--seed=N", "0", "Random seed. Default: ${DEFAULT-VALUE}.");
  }

  /** {@code --threads}. */
  public static CliOption<Optional<Integer>> threads(OptionSection section) {
    return section.optional(
        Converter.INTEGER,
        "--threads=N",
        "Number of threads; does not affect the result. Default: all cores.");
  }

  /**
   * The number of threads.
   *
   * @param option declared by {@link #threads(OptionSection)}
   * @throws UsageException if it is not positive
   */
  public static int count(CliOption<Optional<Integer>> option) {
    int threads = option.value().orElse(Runtime.getRuntime().availableProcessors());
    if (threads < 1) {
      throw new UsageException(option.name() + ": expected at least 1, got " + threads);
    }
    return threads;
  }

  /** {@code --intercept}, {@code --no-intercept}. */
  public static CliOption<Boolean> intercept(OptionSection section) {
    return section.toggle("--intercept", "Fit an intercept. Default: yes.");
  }

  /** {@code --standardize}, {@code --no-standardize}. */
  static CliOption<Boolean> standardize(OptionSection section) {
    return section.toggle(
        "--standardize",
        "Standardize features internally. Coefficients are always on the original scale. Default:"
            + " yes.");
  }

  /**
   * {@code --missing}; never {@link MissingValues#KEEP}.
   *
   * @param rules the effect of each value, a line each
   */
  public static CliOption<MissingValues> missing(CommandSpec spec, String rules) {
    return missing(spec, "empty, NA, N/A, NaN, null or ?", rules);
  }

  /**
   * {@code --missing}; never {@link MissingValues#KEEP}.
   *
   * @param values the missing values, in words
   * @param rules the effect of each value, a line each
   */
  static CliOption<MissingValues> missing(CommandSpec spec, String values, String rules) {
    return spec.section(Section.DATA)
        .withDefault(
            Choice.of(new MissingValues[] {FAIL, SKIP, MEAN}),
            "--missing=fail|skip|mean",
            "fail",
            "Missing values: " + values + ". Default: ${DEFAULT-VALUE}.\n" + rules);
  }

  /** {@code --unseen}: how to treat categories and groups that training has not seen. */
  public static CliOption<Unseen> unseen(CommandSpec spec) {
    return spec.section(Section.COLUMNS)
        .withDefault(
            Choice.of(Unseen.values()),
            "--unseen=fail|zero|pooled",
            "fail",
            "Unknown category: fail, or encode as all zeros (like the reference level). pooled: that,"
                + " and an unknown group of train --by is predicted by the model of all rows."
                + " Default: ${DEFAULT-VALUE}.");
  }

  /** {@code --model} of the commands that use one. */
  public static CliOption<Path> model(CommandSpec spec) {
    return spec.section(Section.MODEL)
        .required(Converter.PATH, "--model=FILE.json", "Model file written by train. Required.");
  }

  /**
   * {@code --model-output}.
   *
   * @param where the model is written, unless on the machine of the command; begins with a comma
   */
  public static CliOption<Optional<Path>> modelOutput(CommandSpec spec, String where) {
    return output(
        spec,
        "--model-output=FILE.json",
        "Write the model" + where + ", for predict and evaluate.");
  }

  /** {@code --history-output}. */
  public static CliOption<Optional<Path>> historyOutput(CommandSpec spec) {
    return output(
        spec,
        "--history-output=FILE.csv",
        "Write loss, gradient norm, updates and seconds by epoch.");
  }

  /**
   * {@code --report}.
   *
   * @param content of the page
   */
  public static CliOption<Optional<Path>> report(CommandSpec spec, String content) {
    return output(spec, "--report=FILE.html", "Write an HTML page: " + content);
  }

  /**
   * {@code --plot} of commands that draw a chart.
   *
   * @param text that explains it
   */
  public static CliOption<Optional<Path>> plot(CommandSpec spec, String text) {
    return output(spec, "--plot=FILE.png|.svg", text);
  }

  /**
   * The file that a picture goes to; empty for none.
   *
   * @throws UsageException if its extension is not that of a supported format
   */
  public static Optional<PictureFile> picture(CliOption<Optional<Path>> plot) {
    return plot.isGiven()
        ? UsageException.check(() -> plot.value().map(PictureFile::of))
        : Optional.empty();
  }

  /** A file that a command writes on demand. */
  public static CliOption<Optional<Path>> output(
      CommandSpec spec, String form, String description) {
    return spec.section(Section.OUTPUT).optional(Converter.PATH, form, description);
  }
}
