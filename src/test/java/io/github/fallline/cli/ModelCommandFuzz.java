package io.github.fallline.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.fallline.fuzz.FuzzTarget;
import io.github.fallline.fuzz.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that read a model, with models and tables that are nearly good. */
public final class ModelCommandFuzz implements FuzzTarget {
  private static final Pattern CHECKSUM = Pattern.compile("it has checksum (crc32c:[0-9a-f]{8})");

  private final Path table;
  private final Path model;
  private final byte[] goodTable;
  private final byte[] goodModel;

  /** Trains a good model in a folder. */
  public ModelCommandFuzz(Path folder) throws IOException {
    table = folder.resolve("model-table.csv");
    model = folder.resolve("command-model.json");
    Files.writeString(table, "a,w,y\n1,p,2\n2,q,3\n3,p,5\n4,q,4\n5,r,7\n6,p,7\n");
    Run.of("train", table, "--target", "y", "--categorical", "one-hot", "--model-output", model);
    goodTable = Files.readAllBytes(table);
    goodModel = Files.readAllBytes(model);
  }

  @Override
  public void attempt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes =
        random.nextInt(4) == 0
            ? Mutation.ofBytes(goodModel, random)
            : Mutation.ofJson(goodModel, random);
    Files.write(model, bytes);
    Files.write(table, random.nextBoolean() ? goodTable : Mutation.ofBytes(goodTable, random));
    List<Object> command = new ArrayList<>();
    command.addAll(List.of(random.nextBoolean() ? "predict" : "evaluate", table));
    command.addAll(List.of("--model", model));
    if (random.nextBoolean()) {
      command.addAll(List.of("--missing", random.nextBoolean() ? "skip" : "mean"));
    }
    Run run = Run.of(command.toArray());
    Answer.requireInOrder(run);
    Matcher checksum = CHECKSUM.matcher(run.err());
    if (checksum.find()) {
      String text = new String(bytes, ISO_8859_1);
      Files.writeString(
          model, text.replaceAll("crc32c:[0-9a-f]{8}", checksum.group(1)), ISO_8859_1);
      Answer.requireInOrder(Run.of(command.toArray()));
    }
  }
}
