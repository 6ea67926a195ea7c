package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import java.nio.file.Path;

/** Options shared by several commands: one name, one default, one text. */
public final class CommonOptions {
  private CommonOptions() {}

  /** {@code --json}. */
  public static CliOption<Boolean> json(CommandSpec spec) {
    return CliOption.flag(
        spec, Section.OUTPUT, "--json", "Print one JSON object instead of a table.");
  }

  /** {@code --seed}. */
  public static CliOption<Long> seed(CommandSpec spec, Section section) {
    return CliOption.orDefault(
        spec, section, Long.class, "--seed", "N", "0", "Random seed. Default: ${DEFAULT-VALUE}.");
  }

  /** {@code --threads}. */
  public static CliOption<Integer> threads(CommandSpec spec, Section section) {
    return CliOption.of(
        spec,
        section,
        Integer.class,
        "--threads",
        "N",
        "Number of threads; does not affect the result. Default: all cores.");
  }

  /** {@code --intercept}, {@code --no-intercept}. */
  public static CliOption<Boolean> intercept(CommandSpec spec) {
    return CliOption.choice(spec, Section.LOSS, "--intercept", "Fit an intercept. Default: yes.");
  }

  /** {@code --model} of the commands that use one. */
  public static CliOption<Path> model(CommandSpec spec) {
    return CliOption.required(
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
  public static CliOption<Path> modelOutput(CommandSpec spec, String where) {
    return CliOption.of(
        spec,
        Section.OUTPUT,
        Path.class,
        "--model-output",
        "FILE.json",
        "Write the model" + where + ", for predict and evaluate.");
  }

  /** {@code --history-output}. */
  public static CliOption<Path> historyOutput(CommandSpec spec) {
    return CliOption.of(
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
  public static CliOption<Path> report(CommandSpec spec, String content) {
    return CliOption.of(
        spec,
        Section.OUTPUT,
        Path.class,
        "--report",
        "FILE.html",
        "Write an HTML page: " + content);
  }
}
