package io.github.fallline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * A process that trains again and again, done and refused, and prints what it holds resident in
 * bytes: once when it is warm and once at the end.
 */
final class ManyTrainings {
  private ManyTrainings() {}

  /**
   * Trains.
   *
   * @param arguments a table, the same table with a bad cell in it, how many trainings make it
   *     warm, and how many follow
   */
  public static void main(String[] arguments) throws IOException {
    Path good = Path.of(arguments[0]);
    Path bad = Path.of(arguments[1]);
    train(good, bad, Integer.parseInt(arguments[2]));
    long warm = Pointer.physicalBytes();
    train(good, bad, Integer.parseInt(arguments[3]));
    Files.writeString(
        good.resolveSibling("resident.txt"), warm + "\n" + Pointer.physicalBytes() + "\n");
  }

  private static void train(Path good, Path bad, int times) {
    List<String> lines =
        List.of(
            "train " + good + " --target y",
            "train " + bad + " --target y",
            "train " + good + " --target y --method mini-batch --epochs 2",
            "train " + good + " --target y --method stochastic --epochs 2 --memory streaming",
            "train " + bad + " --target y --memory streaming",
            "train " + good + " --target y --method mini-batch --learning-rate 1e6",
            "train " + good + " --target y --gradient rows --epochs 2 --precision float");
    for (int i = 0; i < times; i++) {
      String line = lines.get(i % lines.size());
      int expected = line.contains("1e6") ? 4 : line.contains(bad.toString()) ? 3 : 0;
      Run run = Run.of((Object[]) line.split(" "));
      if (run.code() != expected) {
        throw new IllegalStateException(line + ": " + run);
      }
    }
  }
}
