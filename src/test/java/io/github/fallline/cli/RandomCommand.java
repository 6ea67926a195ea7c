package io.github.fallline.cli;

import io.github.fallline.fuzz.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The arguments of a random command, many of them good ones. Names of files are relative to no
 * folder yet: {@code %in/} and {@code %out/} stand for those of inputs and outputs.
 *
 * <p>What would take its time because it was asked to, such as a billion epochs, is not asked for.
 */
final class RandomCommand {
  /** Tables to read; {@link CommandLineFuzz} writes them. */
  static final String[] TABLES = {
    "plain.csv", "plain.csv", "plain.csv", "plain.tsv", "gaps.csv", "words.csv", "constant.csv",
    "huge.csv", "counts.csv", "one.csv", "header.csv", "empty.csv", "plain.csv.gz", "cut.csv.gz",
    "mutated.csv", "mutated.csv", "missing.csv", "bare.csv", "", "/dev/null", "-"
  };

  private static final String[] ODD = {
    "",
    " ",
    "-",
    "--",
    "-1",
    "0",
    "-0.0",
    "1.5",
    "NaN",
    "nan",
    "Infinity",
    "-Infinity",
    "1e400",
    "1e-400",
    "0x1p-3",
    "1d",
    "99999999999999999999",
    "\u0663",
    "a\nb",
    "'",
    "\"",
    "*",
    "%s%n",
    "${x}",
    "@file",
    "auto",
    "none",
    "null",
    "true",
    "\ud800",
    "y,",
    ",",
    "y,y",
    "x".repeat(3000)
  };

  /** Odd values of options of which more is more work. */
  private static final String[] ODD_AND_CHEAP = {
    "", "0", "-1", "1.5", "NaN", "1e3", "99999999999999999999", "-2147483649", "x", "\u0663", "+2"
  };

  private static final String[] NAMES = {"y", "a", "b", "w", "1", "2", "3", "Y", "a,b", "n", "zzz"};
  private static final String[] NUMBERS = {
    "0", "1", "0.5", "0.1", "2", "1e-9", "1e-300", "1e300", "1e12", "-1", "10", "0.99", "4.9e-324"
  };
  private static final String[] SEEDS = {"0", "1", "-1", "9223372036854775807", "7"};
  private static final String[] FLAG = {};
  private static final String[] SEPARATORS = {",", ";", "tab", "|", "\\t", "\t", " ", "\"", "ab"};
  private static final String[] PICTURES = {
    "%out/p.png", "%out/p.svg", "%out/p.gif", "%out/none/p.png", "%in/plain.csv", "%out/h.csv"
  };
  private static final String[] PAGES = {"%out/r.html", "%out/r", "%out", "%out/none/r.html", "-"};
  private static final String[] COUNTS = {"1", "2", "3", "8", "20"};
  private static final String[] THREADS = {"1", "2", "3", "17", "2147483647"};

  /** Options whose odd values are cheap ones. */
  private static final List<String> COSTLY =
      List.of(
          "--epochs",
          "--threads",
          "--repetitions",
          "--seconds",
          "--rows",
          "--patience",
          "--rows-per-epoch");

  private static final List<String> FILES =
      List.of(
          "--cache",
          "--model-output",
          "--history-output",
          "--checkpoint",
          "--plot",
          "--report",
          "--output");

  private static final Map<String, String[]> DATA =
      Map.of(
          "--separator", SEPARATORS,
          "--no-header", FLAG,
          "--missing", new String[] {"fail", "skip", "mean", "keep"});

  private static final Map<String, String[]> COLUMNS =
      Map.of(
          "--features", NAMES,
          "--exclude", NAMES,
          "--categorical", new String[] {"fail", "one-hot"},
          "--weight", NAMES);

  private static final Map<String, String[]> TRAINING =
      Map.ofEntries(
          Map.entry("--method", new String[] {"full-batch", "stochastic", "mini-batch"}),
          Map.entry("--batch-size", new String[] {"1", "3", "20", "256", "2147483647"}),
          Map.entry("--learning-rate", new String[] {"auto", "0.1", "1", "1e-5", "1e5", "1e300"}),
          Map.entry(
              "--schedule",
              new String[] {"constant", "inverse", "step", "exponential", "polynomial", "sigmoid"}),
          Map.entry("--schedule-rate", NUMBERS),
          Map.entry("--schedule-power", NUMBERS),
          Map.entry("--schedule-epochs", COUNTS),
          Map.entry(
              "--update",
              new String[] {
                "plain", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "conjugate-gradient"
              }),
          Map.entry("--momentum", NUMBERS),
          Map.entry("--precondition", new String[] {"none", "whiten", "auto"}),
          Map.entry("--variance-reduction", new String[] {"none", "svrg"}),
          Map.entry("--gradient", new String[] {"auto", "rows", "moments"}),
          Map.entry("--epochs", COUNTS),
          Map.entry("--tolerance", NUMBERS),
          Map.entry("--patience", COUNTS),
          Map.entry("--loss", new String[] {"squared", "huber", "quantile", "poisson"}),
          Map.entry("--huber-delta", NUMBERS),
          Map.entry("--quantile", NUMBERS),
          Map.entry("--l1", NUMBERS),
          Map.entry("--l2", NUMBERS),
          Map.entry("--intercept", FLAG),
          Map.entry("--no-intercept", FLAG),
          Map.entry("--no-standardize", FLAG),
          Map.entry("--initial-weight", NUMBERS),
          Map.entry("--no-shuffle", FLAG),
          Map.entry("--rows-per-epoch", COUNTS),
          Map.entry("--seed", SEEDS),
          Map.entry("--threads", THREADS));

  private static final Map<String, String[]> TRAIN =
      Map.of(
          "--validation-fraction", new String[] {"0", "0.3", "0.999", "1", "1e-9"},
          "--memory", new String[] {"auto", "in-memory", "streaming", "streaming"},
          "--precision", new String[] {"float", "double"},
          "--cache", new String[] {"%out/rows.cache", "%in/plain.csv", "%out/none/c"},
          "--model-output", new String[] {"%out/m.json", "%in/plain.csv", "%out", "-", "%out/m.gz"},
          "--history-output", new String[] {"%out/h.csv", "%out/m.json"},
          "--checkpoint", new String[] {"%out/c.json", "%out"},
          "--checkpoint-every", new String[] {"0", "1e9"},
          "--resume", FLAG);

  private static final Map<String, String[]> OUTPUTS =
      Map.of("--plot", PICTURES, "--report", PAGES, "--json", FLAG, "--debug", FLAG);

  private static final Map<String, String[]> GENERATE =
      Map.of(
          "--features", new String[] {"1", "2", "5", "40"},
          "--noise", NUMBERS,
          "--condition", NUMBERS,
          "--seed", SEEDS,
          "--threads", THREADS,
          "--json", FLAG);

  private static final Map<String, String[]> COMPARE =
      Map.of(
          "--all", FLAG,
          "--l2", NUMBERS,
          "--no-intercept", FLAG,
          "--seed", SEEDS,
          "--threads", THREADS,
          "--seconds", new String[] {"0.001", "0.005"},
          "--repetitions", new String[] {"1", "2"},
          "--epochs", COUNTS);

  private static final Map<String, String[]> READING =
      Map.of("--unseen", new String[] {"fail", "zero"}, "--target", NAMES, "--json", FLAG);

  private final SplittableRandom random;
  private final List<String> arguments = new ArrayList<>();

  private RandomCommand(SplittableRandom random) {
    this.random = random;
  }

  /** The arguments of one command. */
  static List<String> of(SplittableRandom random) {
    RandomCommand command = new RandomCommand(random);
    command.write();
    command.spoil();
    command.keepInside();
    return command.arguments;
  }

  private void write() {
    switch (random.nextInt(16)) {
      case 0, 1 -> generate();
      case 2 -> compare();
      case 3, 4 -> readModel("predict", "--output", "%out/p.csv");
      case 5, 6 -> readModel("evaluate", "--weight", "w");
      case 7 -> report();
      default -> train();
    }
  }

  private void train() {
    data("train");
    add("--target", random.nextInt(20) == 0 ? oneOf(NAMES) : "y");
    some(COLUMNS, 2);
    some(TRAINING, 5);
    some(TRAIN, 3);
    some(OUTPUTS, 2);
    // With these, all of the budget of work may be used, which is seconds.
    String all = String.join(" ", arguments);
    boolean late = all.matches("(?s).*--(l[12]|tolerance|learning-rate|update|loss).*");
    if (!arguments.contains("--epochs") && (random.nextBoolean() || late)) {
      add("--epochs", oneOf(COUNTS));
    }
  }

  private void compare() {
    data("compare");
    add("--target", "y");
    some(COMPARE, 3);
    some(OUTPUTS, 2);
    for (String[] bound : new String[][] {{"--seconds", "0.005"}, {"--repetitions", "1"}}) {
      if (!arguments.contains(bound[0])) {
        add(bound);
      }
    }
  }

  private void generate() {
    add("generate", "--rows", oneOf(random.nextInt(8) == 0 ? ODD_AND_CHEAP : COUNTS));
    add("--output", random.nextInt(8) == 0 ? oneOf(PAGES) : "%out/g.csv");
    add("--features", oneOf(COUNTS));
    some(GENERATE, 3);
  }

  private void readModel(String command, String option, String value) {
    data(command);
    add("--model", "%in/" + (random.nextInt(6) == 0 ? "plain.csv" : "model.json"));
    if (random.nextBoolean()) {
      add(option, value);
    }
    some(READING, 2);
  }

  private void report() {
    add("report");
    for (int files = 1 + random.nextInt(2); files > 0; files--) {
      add("%in/" + oneOf(new String[] {"race.json", "model.json", "plain.csv", "mutated.json"}));
    }
    add("--output", random.nextInt(4) == 0 ? oneOf(PAGES) : "%out/r.html");
    some(Map.of("--plot", PICTURES, "--debug", FLAG), 1);
  }

  private void data(String command) {
    String table = random.nextInt(3) == 0 ? oneOf(TABLES) : TABLES[0];
    add(command, table.matches("|-|/.*") ? table : "%in/" + table);
    some(DATA, random.nextInt(3) == 0 ? 2 : 0);
  }

  private void some(Map<String, String[]> options, int most) {
    // Maps made by Map.of have another order in each JVM.
    String[] names = options.keySet().stream().sorted().toArray(String[]::new);
    for (int count = random.nextInt(most + 1); count > 0; count--) {
      String name = oneOf(names);
      if (!arguments.contains(name) || random.nextInt(20) == 0) {
        option(name, options.get(name));
      }
    }
  }

  private void option(String name, String[] values) {
    if (values.length == 0) {
      add(name);
      return;
    }
    String[] odd = COSTLY.contains(name) ? ODD_AND_CHEAP : ODD;
    String value = oneOf(random.nextInt(12) == 0 ? odd : values);
    if (random.nextBoolean()) {
      add(name, value);
    } else {
      add(name + "=" + value);
    }
  }

  /**
   * Once in ten times: an argument is lost, said twice, changed, or is one too many. No number gets
   * larger: it may be one of rows to be written.
   */
  private void spoil() {
    if (random.nextInt(10) > 0) {
      return;
    }
    int place = random.nextInt(arguments.size());
    String there = arguments.get(place);
    switch (random.nextInt(6)) {
      case 0 -> arguments.remove(place);
      case 1 -> arguments.add(place, there);
      case 2 -> arguments.add(place, oneOf(ODD));
      case 3 -> arguments.add("--" + oneOf(new String[] {"help", "version", "nonsense", "epoch"}));
      case 4 -> arguments.set(place, there.matches("|-\\d+") ? "x" : there.substring(1));
      default -> arguments.set(place, there.matches("\\d+") ? "x" : there + there);
    }
  }

  /** What is named for output by chance lies in the folder for that, too. */
  private void keepInside() {
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=') + 1;
      if (equals > 0 && FILES.contains(argument.substring(0, equals - 1))) {
        arguments.set(i, argument.substring(0, equals) + inside(argument.substring(equals)));
      } else if (FILES.contains(arguments.get(i - 1))) {
        arguments.set(i, inside(argument));
      }
    }
  }

  private static String inside(String path) {
    boolean outside = path.isEmpty() || path.equals("-") || path.matches("(?s)(?:%in|%out|/).*");
    return outside ? path : "%out/" + path;
  }

  private void add(String... some) {
    arguments.addAll(List.of(some));
  }

  private String oneOf(String[] some) {
    return Mutation.oneOf(some, random);
  }
}
