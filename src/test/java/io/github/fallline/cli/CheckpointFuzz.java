package io.github.fallline.cli;

import io.github.fallline.checkpoint.CheckpointFile;
import io.github.fallline.descent.Checkpoint;
import io.github.fallline.files.InputException;
import io.github.fallline.fuzz.FuzzTarget;
import io.github.fallline.fuzz.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Training that is to go on from a checkpoint that is nearly good. Half of them are whole files
 * with a state that no run leaves behind.
 */
public final class CheckpointFuzz implements FuzzTarget {
  private static final String[] METHODS = {
    "--method full-batch",
    "--method full-batch --gradient rows --update nesterov",
    "--method full-batch --update conjugate-gradient",
    "--method full-batch --loss huber --gradient rows",
    "--method stochastic --update adam",
    "--method mini-batch --batch-size 3 --variance-reduction svrg",
    "--method mini-batch --batch-size 3 --precondition whiten"
  };
  private static final double[] ODD = {
    0, -0.0, -1, 1e308, -1e308, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY
  };

  private final Path table;
  private final Path file;
  private final List<byte[]> good = new ArrayList<>();

  /** Trains with checkpoints in a folder. */
  public CheckpointFuzz(Path folder) throws IOException {
    table = folder.resolve("checkpoint-table.csv");
    file = folder.resolve("fuzzed.checkpoint");
    StringBuilder text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 20; i++) {
      text.append(i).append(',').append(i * i % 7).append(',').append(2 * i - i % 3).append('\n');
    }
    Files.writeString(table, text);
    for (String method : METHODS) {
      Run.of(command(method, "4").toArray());
      good.add(Files.readAllBytes(file));
      Files.delete(file);
      Files.deleteIfExists(previous());
    }
  }

  private Path previous() {
    return file.resolveSibling(file.getFileName() + ".previous");
  }

  private List<Object> command(String method, String epochs) {
    List<Object> command = new ArrayList<>(List.of("train", table, "--target", "y"));
    command.addAll(List.of(method.split(" ")));
    command.addAll(List.of("--checkpoint", file, "--epochs", epochs, "--checkpoint-every", "0"));
    command.addAll(List.of("--threads", "1"));
    return command;
  }

  @Override
  public void attempt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    int which = random.nextInt(METHODS.length);
    Files.deleteIfExists(previous());
    Files.write(file, good.get(which));
    if (random.nextBoolean()) {
      byte[] bytes = good.get(which);
      Files.write(
          file,
          random.nextBoolean() ? Mutation.ofBytes(bytes, random) : Mutation.ofJson(bytes, random));
    } else {
      rewrite(random);
    }
    List<Object> command = command(METHODS[which], "6");
    command.add("--resume");
    Answer.requireInOrder(Run.of(command.toArray()));
  }

  private void rewrite(SplittableRandom random) {
    Checkpoint whole = read();
    Map<String, long[]> state = new LinkedHashMap<>(whole.state());
    String[] names = state.keySet().toArray(String[]::new);
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      String name = Mutation.oneOf(names, random);
      switch (random.nextInt(6)) {
        case 0 -> state.remove(name);
        case 1 -> state.put(name, new long[0]);
        case 2 -> state.put(Mutation.oneOf(names, random), state.getOrDefault(name, new long[1]));
        default -> state.computeIfPresent(name, (same, bits) -> changed(bits, random));
      }
    }
    long epoch = random.nextInt(4) > 0 ? whole.epoch() : odd(random);
    double loss = random.nextInt(4) > 0 ? whole.loss() : Double.longBitsToDouble(odd(random));
    new CheckpointFile(file)
        .write(new Checkpoint(whole.settings(), whole.fingerprint(), epoch, loss, state));
  }

  private Checkpoint read() {
    try {
      return new CheckpointFile(file).read().orElseThrow();
    } catch (InputException e) {
      throw new AssertionError(e);
    }
  }

  private static long[] changed(long[] bits, SplittableRandom random) {
    long[] changed = random.nextInt(4) > 0 ? bits.clone() : Arrays.copyOf(bits, random.nextInt(20));
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] = odd(random);
    }
    return changed;
  }

  private static long odd(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextLong(-3, 100);
      case 2 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
      default -> Double.doubleToRawLongBits(ODD[random.nextInt(ODD.length)]);
    };
  }
}
