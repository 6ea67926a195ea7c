package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.cli.args.Section;
import java.nio.file.Path;

/** Options shared by several commands: one name, one default, one text. */
public final class CommonOptions {
  private CommonOptions() {}

  /** {@code --json}. */
  public static Given<Boolean> json(CommandSpec spec) {
    return Given.flag(spec, Section.OUTPUT, "--json", "Print one JSON object instead of a table.");
  }

  /** {@code --seed}. */
  public static Given<Long> seed(CommandSpec spec, Section section) {
    return Given.orDefault(
        spec, section, Long.class, "--seed", "N", "0", "Random seed. Default: ${DEFAULT-VALUE}.");
  }

  /** {@code --threads}. */
  public static Given<Integer> threads(CommandSpec spec, Section section) {
    return Given.of(
        spec,
        section,
        Integer.class,
        "--threads",
        "N",
        "Number of threads; does not affect the result. Default: all cores.");
  }

  /** {@code --intercept}, {@code --no-intercept}. */
  public static Given<Boolean> intercept(CommandSpec spec) {
    return Given.choice(spec, Section.LOSS, "--intercept", "Fit an intercept. Default: yes.");
  }

  /** {@code --model} of the commands that use one. */
  public static Given<Path> model(CommandSpec spec) {
    return Given.required(
        spec,
        Section.MODEL,
        Path.class,
        "--model",
        "FILE.json",
        "Model file written by train. Required.");
  }

  /**
   * {@code --model-output}.
   *
   * @param where the model is written, unless on the machine of the command; begins with a comma
   */
  public static Given<Path> modelOutput(CommandSpec spec, String where) {
    return Given.of(
        spec,
        Section.OUTPUT,
        Path.class,
        "--model-output",
        "FILE.json",
        "Write the model" + where + ", for predict and evaluate.");
  }

  /** {@code --history-output}. */
  public static Given<Path> historyOutput(CommandSpec spec) {
    return Given.of(
        spec,
        Section.OUTPUT,
        Path.class,
        "--history-output",
        "FILE.csv",
        "Write loss, gradient norm, updates and seconds by epoch.");
  }

  /**
   * {@code --report}.
   *
   * @param content of the page
   */
  public static Given<Path> report(CommandSpec spec, String content) {
    return Given.of(
        spec,
        Section.OUTPUT,
        Path.class,
        "--report",
        "FILE.html",
        "Write an HTML page: " + content);
  }
}
