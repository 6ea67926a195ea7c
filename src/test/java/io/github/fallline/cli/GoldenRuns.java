package io.github.fallline.cli;

import io.github.fallline.blas.Downcalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process that trains with many settings and prints a line for each: its options, and the
 * beginning of the SHA-256 of what came of it, results and files, without times.
 */
final class GoldenRuns {
  /** The property that asks for calls of BLAS without JNI from the first one on. */
  static final String DOWNCALLS = "fallline.golden.downcalls";

  private static final int ROWS = 2500;

  /** For several chunks of text and several blocks of a file. */
  private static final int STREAMED_ROWS = 12_000;

  private static final String STREAMING = "--memory streaming";

  /** Times, what depends on where files lie, and what follows from the model alone. */
  private static final List<String> LEFT_OUT =
      List.of("seconds", "streamed", "checksum", "versions", "statistics", "statisticsOmitted");

  /** Points of a trace in a checkpoint, which hold times. */
  private static final Predicate<String> TIMED = Pattern.compile("point [0-9]+").asMatchPredicate();

  private static final List<String> METHODS =
      List.of(
          "",
          "--epochs 20",
          "--gradient rows --epochs 15",
          "--gradient moments",
          "--learning-rate 0.1 --epochs 12",
          "--learning-rate 0.2 --schedule inverse --epochs 12",
          "--update momentum",
          "--update nesterov --gradient rows --epochs 9",
          "--update adagrad --epochs 9",
          "--update rmsprop --epochs 9",
          "--update adam --gradient rows --epochs 9",
          "--update conjugate-gradient",
          "--update conjugate-gradient --gradient rows",
          "--l2 0.1",
          "--l1 0.05",
          "--l1 0.05 --l2 0.05",
          "--loss huber",
          "--loss quantile --quantile 0.3",
          "--loss poisson --target count",
          "--no-intercept",
          "--no-standardize",
          "--weight w",
          "--precision float",
          "--validation-fraction 0.25",
          "--missing mean --features x0,gap",
          "--missing skip --features x0,gap",
          "--categorical one-hot --features x0,word",
          "--method stochastic",
          "--method stochastic --no-shuffle --epochs 3",
          "--method stochastic --variance-reduction svrg --epochs 3",
          "--method stochastic --learning-rate 0.001 --epochs 3",
          "--method stochastic --update momentum --epochs 3",
          "--method stochastic --weight w --epochs 3",
          "--method stochastic --precision float --epochs 3",
          "--method stochastic --loss huber",
          "--method stochastic --l1 0.05 --epochs 3",
          "--method stochastic --features alike1,alike2,x0",
          "--method mini-batch",
          "--method mini-batch --batch-size 32 --epochs 4",
          "--method mini-batch --batch-size 100 --no-shuffle --epochs 4",
          "--method mini-batch --variance-reduction svrg --epochs 4",
          "--method mini-batch --precondition none --epochs 4",
          "--method mini-batch --precondition whiten --epochs 4",
          "--method mini-batch --update nesterov --epochs 4",
          "--method mini-batch --update adam --learning-rate 0.01 --epochs 4",
          "--method mini-batch --learning-rate 0.05 --schedule step --epochs 4",
          "--method mini-batch --weight w --epochs 4",
          "--method mini-batch --precision float --epochs 4",
          "--method mini-batch --loss quantile",
          "--method mini-batch --l2 0.1 --epochs 4",
          "--method mini-batch --rows-per-epoch 700 --epochs 4");

  /** The one pass over the text leaves its errors to the moments: bits of their own. */
  private static final List<String> READ_ONCE =
      List.of(
          STREAMING,
          STREAMING + " --weight w",
          STREAMING + " --categorical one-hot --features x0,word",
          STREAMING + " --learning-rate 0.1 --epochs 12");

  private static final List<String> STREAMED =
      List.of(
          STREAMING + " --gradient rows --epochs 9",
          STREAMING + " --weight w --gradient rows --epochs 9",
          STREAMING + " --loss huber --l1 0.05",
          STREAMING + " --method mini-batch --epochs 4",
          STREAMING + " --method mini-batch --batch-size 100 --no-shuffle --epochs 1",
          STREAMING + " --method mini-batch --precision float --epochs 3",
          STREAMING + " --method stochastic --epochs 3",
          STREAMING + " --method stochastic --no-shuffle --epochs 1",
          STREAMING + " --method stochastic --missing mean --features x0,gap --epochs 2");

  private GoldenRuns() {}

  /**
   * Trains.
   *
   * @param arguments an empty directory
   */
  public static void main(String[] arguments) {
    if (Boolean.getBoolean(DOWNCALLS) && !Downcalls.link()) {
      throw new IllegalStateException("this JVM has no calls without JNI");
    }
    Path directory = Path.of(arguments[0]);
    write(directory.resolve("d.csv"), ROWS);
    for (String options : METHODS) {
      System.out.println(options + "\t" + line(directory, options));
    }
    write(directory.resolve("d.csv"), STREAMED_ROWS);
    for (String options : READ_ONCE) {
      System.out.println(options + "\t" + line(directory, options));
    }
    for (String options : STREAMED) {
      System.out.println(options + "\t" + line(directory, options));
    }
    GoldenTargets.print();
  }

  /** The digests of a setting, from runs on one thread and two, in memory and from a file. */
  private static String line(Path directory, String options) {
    Path cache = directory.resolve("c.npy");
    boolean cached = !options.contains("--weight") && !READ_ONCE.contains(options);
    String stored = cached ? " --cache " + cache : "";
    Map<String, String> first = digests(directory, options + " --threads 1");
    List<String> others = new ArrayList<>();
    others.add(options + " --threads 2");
    others.add(options + " --threads 2" + stored);
    if (STREAMED.contains(options)) {
      others.add(options.replace(STREAMING, "--memory in-memory --threads 2"));
    }
    for (String same : others) {
      Map<String, String> found = digests(directory, same);
      if (!found.equals(first)) {
        return "other bits with " + same + ": " + found + " than " + first;
      }
    }
    if (cached) {
      first.put("cache", digestOf(cache));
      delete(cache);
    }
    return joined(first);
  }

  static String joined(Map<String, String> digests) {
    List<String> parts = new ArrayList<>();
    digests.forEach((name, digest) -> parts.add(name + " " + digest));
    return String.join(", ", parts);
  }

  private static Map<String, String> digests(Path directory, String options) {
    Path model = directory.resolve("m.json");
    Path history = directory.resolve("h.csv");
    Path checkpoint = directory.resolve("run.checkpoint");
    Path predictions = directory.resolve("p.csv");
    String target = options.contains("--target") ? "" : " --target y";
    String features = options.contains("--features") ? "" : " --features x0,x1,x2,x3";
    String line =
        "train "
            + directory.resolve("d.csv")
            + target
            + features
            + " "
            + options
            + " --json --model-output "
            + model
            + " --history-output "
            + history
            + " --checkpoint "
            + checkpoint;
    Run run = run(line);
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("result", digest(text(Run.json(run.out()))));
    digests.put("model", digest(text(withoutStatistics(Run.json(read(model))))));
    digests.put("history", digest(withoutSeconds(read(history))));
    digests.put("checkpoint", digest(text(Run.json(read(checkpoint)))));
    String missing = options.contains("--missing") ? " --missing mean" : "";
    run(
        "predict "
            + directory.resolve("d.csv")
            + missing
            + " --model "
            + model
            + " --output "
            + predictions);
    digests.put("predictions", digestOf(predictions));
    for (Path file : List.of(model, history, checkpoint, predictions)) {
      delete(file);
    }
    return digests;
  }

  private static Run run(String line) {
    Run run = Run.of((Object[]) line.strip().split(" +", -1));
    if (run.code() != 0) {
      throw new IllegalStateException(line + ": " + run.err());
    }
    return run;
  }

  /** A JSON text in one order, without what changes from run to run. */
  private static String text(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(LEFT_OUT);
      List.copyOf(object.propertyNames()).stream().filter(TIMED).forEach(object::remove);
      object.values().forEach(GoldenRuns::text);
    }
    return node.toString();
  }

  /** A model as a version of its file without statistics has it. */
  private static JsonNode withoutStatistics(JsonNode model) {
    if (model instanceof ObjectNode object && object.has("statistics")) {
      object.put("version", object.has("categorical") ? 2 : 1);
    }
    return model;
  }

  private static String withoutSeconds(String history) {
    StringBuilder text = new StringBuilder();
    int seconds = -1;
    for (String line : history.split("\n", -1)) {
      String[] fields = line.split(",", -1);
      for (int i = 0; i < fields.length; i++) {
        seconds = fields[i].contains("seconds") ? i : seconds;
        text.append(i == seconds ? "" : fields[i]).append(',');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digestOf(Path file) {
    try {
      return digest(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, int rows) {
    SplittableRandom random = new SplittableRandom(20);
    StringBuilder text = new StringBuilder("x0,x1,x2,x3,alike1,alike2,gap,word,w,count,y\n");
    String[] words = {"ash", "elm", "oak", "yew"};
    for (int i = 0; i < rows; i++) {
      double x0 = random.nextDouble() - 0.5;
      double x1 = 1000 + 30 * random.nextDouble();
      double x2 = x0 + 0.1 * random.nextDouble();
      double x3 = i % 97 == 0 ? 40 * random.nextDouble() : random.nextDouble();
      double alike = x1 + 1e-3 * random.nextDouble();
      int word = random.nextInt(words.length);
      double y = 3 * x0 - 0.2 * x1 + x3 + word + random.nextDouble();
      String gap = i % 11 == 0 ? "" : String.format(Locale.ROOT, "%.4f", x2 * x2);
      text.append(
          String.format(
              Locale.ROOT,
              "%.6f,%.5f,%.6f,%.6f,%.6f,%.6f,%s,%s,%d,%d,%.6f%n",
              x0,
              x1,
              x2,
              x3,
              x1,
              alike,
              gap,
              words[word],
              random.nextInt(4),
              (int) (4 * random.nextDouble() * Math.abs(x0 + 1)),
              y));
    }
    try {
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L)); // kept in files
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
