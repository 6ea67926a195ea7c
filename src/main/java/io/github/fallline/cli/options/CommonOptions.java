package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import java.nio.file.Path;

/** Options that mean the same in several commands: one name, one default, one text. */
public final class CommonOptions {
  private CommonOptions() {}

  /** {@code --json}. */
  public static Given<Boolean> json(CommandSpec spec) {
    return Given.flag(spec, "--json", "Print one JSON object instead of a table.");
  }

  /** {@code --seed}. */
  public static Given<Long> seed(CommandSpec spec) {
    return Given.orDefault(
        spec,
        Long.class,
        "--seed",
        "N",
        "0",
        "The source of all randomness. Default: ${DEFAULT-VALUE}.");
  }

  /** {@code --threads}. */
  public static Given<Integer> threads(CommandSpec spec) {
    return Given.of(
        spec,
        Integer.class,
        "--threads",
        "N",
        "Threads; they change the time and nothing else. Default: all cores.");
  }

  /** {@code --intercept}, {@code --no-intercept}. */
  public static Given<Boolean> intercept(CommandSpec spec) {
    return Given.choice(
        spec,
        "--intercept",
        "Whether the model has an intercept. r2 is centred, about the target's mean, either way."
            + " Default: yes.");
  }

  /** {@code --model} of the commands that use one. */
  public static Given<Path> model(CommandSpec spec) {
    return Given.required(spec, Path.class, "--model", "FILE.json", "The model that train wrote.");
  }

  /**
   * {@code --model-output}.
   *
   * @param where the model goes, if not where the command was given: words with a blank before them
   */
  public static Given<Path> modelOutput(CommandSpec spec, String where) {
    return Given.of(
        spec,
        Path.class,
        "--model-output",
        "FILE.json",
        "Write the model" + where + ", for predict and evaluate.");
  }

  /** {@code --history-output}. */
  public static Given<Path> historyOutput(CommandSpec spec) {
    return Given.of(
        spec,
        Path.class,
        "--history-output",
        "FILE.csv",
        "Write epoch, updates, seconds, loss and gradient norm on the way down.");
  }

  /**
   * {@code --report}.
   *
   * @param content what is on the page
   */
  public static Given<Path> report(CommandSpec spec, String content) {
    return Given.of(spec, Path.class, "--report", "FILE.html", "Write a page with " + content);
  }
}
