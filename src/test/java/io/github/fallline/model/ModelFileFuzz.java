package io.github.fallline.model;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.files.InputException;
import io.github.fallline.fuzz.FuzzTarget;
import io.github.fallline.fuzz.Mutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Model files that are nearly good: what is read is written and read again the same, anything else
 * is an {@link InputException}. A checksum that does not fit is made to, most of the time.
 */
public final class ModelFileFuzz implements FuzzTarget {
  private static final Pattern CHECKSUM = Pattern.compile("it has checksum (crc32c:[0-9a-f]{8})");

  private final Path file;
  private final List<byte[]> good = new ArrayList<>();

  /** Writes good models into a folder. */
  public ModelFileFuzz(Path folder) throws IOException {
    file = folder.resolve("fuzzed-model.json");
    CategoricalColumn column = new CategoricalColumn("w", List.of("a", "b", "\u20ac"), true);
    List<String> names = new ArrayList<>(List.of("area", "age"));
    names.addAll(column.indicators());
    double[] numbers = new double[names.size()];
    LinearModel model = new LinearModel(names, "price", numbers, 10, numbers.clone());
    ModelFile.write(file, new SavedModel(model, training()).withCategorical(List.of(column)));
    good.add(Files.readAllBytes(file));
    LinearModel plain =
        new LinearModel(
            List.of("x", "z"), "y", new double[] {2.1, -0.5}, 1e-300, new double[] {1e2 / 3, 30});
    ModelFile.write(file, plain, training());
    good.add(Files.readAllBytes(file));
  }

  private static TrainingSummary training() {
    return new TrainingSummary(
            Map.of("method", "full-batch", "epochs", 7L),
            new RegressionMetrics(3, 1, 1, 0.5, Double.NaN))
        .withRows(3, 1)
        .withSeed(-5)
        .withStopReason("converged")
        .withFingerprint("crc32c:00000000")
        .withVersions(Map.of("java", "17"));
  }

  @Override
  public void attempt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] base = good.get(random.nextInt(good.size()));
    byte[] bytes =
        random.nextInt(3) == 0 ? Mutation.ofBytes(base, random) : Mutation.ofJson(base, random);
    try {
      Files.write(file, bytes);
      roundTrip();
    } catch (InputException e) {
      Matcher checksum = CHECKSUM.matcher(e.getMessage());
      if (checksum.find()) {
        mend(bytes, checksum.group(1));
      }
    }
  }

  private void mend(byte[] bytes, String checksum) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Files.writeString(
        file,
        text.replaceAll("\"checksum\" : \"[^\"]*\"", "\"checksum\" : \"" + checksum + "\""),
        StandardCharsets.ISO_8859_1);
    try {
      roundTrip();
    } catch (InputException e) {
      return; // other things are wrong, too
    }
  }

  private void roundTrip() {
    SavedModel read = ModelFile.read(file);
    ModelFile.write(file, read);
    if (!ModelFile.read(file).equals(read)) {
      throw new AssertionError("what was read is not what was written");
    }
  }
}
