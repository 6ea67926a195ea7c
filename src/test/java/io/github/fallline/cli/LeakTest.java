package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.NativeArrays;
import io.github.fallline.blas.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** However a command ends, the native arrays it took are closed. */
class LeakTest {
  private static final int ROWS = 3000;
  private static final String NUMBERS = "--target y --exclude color,w ";

  @TempDir static Path directory;

  @BeforeAll
  static void writeTables() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("a,b,color,w,y\n");
    for (int i = 0; i < ROWS; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double y = 3 * a - b + random.nextGaussian();
      text.append(a).append(',').append(b).append(i % 2 == 0 ? ",red," : ",blue,");
      text.append(i % 3).append(',').append(y).append('\n');
    }
    Files.writeString(directory.resolve("good.csv"), text);
    int half = text.indexOf("\n", text.length() / 2) + 1;
    Files.writeString(
        directory.resolve("bad.csv"),
        text.substring(0, half) + "1,oops,red,1,2\n" + text.substring(half));
    Files.writeString(directory.resolve("gaps.csv"), text.toString().replace(",red,1", ",red,"));
    Run.done(words("train good.csv " + NUMBERS + "--model-output model.json --json"));
  }

  /** A command line; the names of files are those of the directory. */
  private static Object[] words(String line) {
    String[] words = line.split(" ");
    for (int i = 0; i < words.length; i++) {
      if (words[i].matches("[a-z0-9]+\\.(csv|json|npy|ckpt|png|html)")) {
        words[i] = directory.resolve(words[i]).toString();
      }
    }
    return words;
  }

  @Test
  void theBooksNameWhatIsOpen() {
    Set<String> before = NativeArrays.open();
    try (INDArray one = Nd4j.createUninitialized(2, 2);
        Workspace workspace = new Workspace()) {
      workspace.view(3, 1);
      assertEquals(2, NativeArrays.openedSince(before).size());
      assertEquals(4, one.length());
    }
    assertEquals(Set.of(), NativeArrays.openedSince(before));
  }

  /** Every way down on every kind of rows: done, diverged, and with a bad cell half way. */
  static Stream<Arguments> trainings() {
    return Stream.of(
            "full-batch",
            "full-batch --gradient rows",
            "full-batch --loss huber",
            "full-batch --gradient rows --update conjugate-gradient",
            "full-batch --l1 0.01",
            "stochastic",
            "mini-batch",
            "mini-batch --variance-reduction svrg --precondition whiten")
        .flatMap(method -> Stream.of("in-memory", "streaming").map(m -> method + " --memory " + m))
        .flatMap(
            options ->
                Stream.of(
                    Arguments.of(0, "train good.csv " + NUMBERS + "--epochs 3 --method " + options),
                    Arguments.of(3, "train bad.csv " + NUMBERS + "--epochs 3 --method " + options),
                    Arguments.of(
                        options.contains("conjugate") ? 2 : 4,
                        "train good.csv " + NUMBERS + "--learning-rate 1e6 --method " + options)));
  }

  /** The other options and commands. */
  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(0, "train good.csv " + NUMBERS + "--precision float"),
        Arguments.of(0, "train good.csv " + NUMBERS + "--precision float --memory streaming"),
        Arguments.of(3, "train bad.csv " + NUMBERS + "--precision float"),
        Arguments.of(3, "train good.csv " + NUMBERS + "--precision float --tolerance 1e-30"),
        Arguments.of(0, "train good.csv " + NUMBERS + "--validation-fraction 0.2"),
        Arguments.of(3, "train bad.csv " + NUMBERS + "--validation-fraction 0.2"),
        Arguments.of(
            0, "train good.csv " + NUMBERS + "--validation-fraction 0.2 --memory streaming"),
        Arguments.of(0, "train good.csv --target y --exclude color --weight w"),
        Arguments.of(3, "train bad.csv --target y --exclude color --weight w"),
        Arguments.of(3, "train gaps.csv --target y --exclude color --weight w"),
        Arguments.of(3, "train gaps.csv --target y --exclude color --weight w --method mini-batch"),
        Arguments.of(0, "train good.csv --target y --exclude w --categorical one-hot"),
        Arguments.of(3, "train bad.csv --target color --exclude w --categorical one-hot"),
        Arguments.of(0, "train good.csv " + NUMBERS + "--cache kept.npy"),
        Arguments.of(0, "train good.csv " + NUMBERS + "--cache kept.npy --memory streaming"),
        Arguments.of(3, "train bad.csv " + NUMBERS + "--cache bad.npy"),
        Arguments.of(0, "train good.csv " + NUMBERS + "--checkpoint run.ckpt"),
        Arguments.of(3, "train good.csv " + NUMBERS + "--checkpoint run.ckpt --resume --seed 5"),
        Arguments.of(3, "train good.csv --target y"),
        Arguments.of(3, "train good.csv --target z"),
        Arguments.of(3, "train good.csv --target z --memory streaming --method stochastic"),
        Arguments.of(2, "train good.csv " + NUMBERS + "--model-output nowhere/model.json"),
        Arguments.of(0, "train good.csv " + NUMBERS + "--report page.html --plot curve.png"),
        Arguments.of(0, "predict good.csv --model model.json"),
        Arguments.of(3, "predict bad.csv --model model.json"),
        Arguments.of(3, "predict good.csv --model missing.json"),
        Arguments.of(0, "evaluate good.csv --model model.json --weight w"),
        Arguments.of(3, "evaluate bad.csv --model model.json"),
        Arguments.of(0, "compare good.csv " + NUMBERS + "--epochs 3"),
        Arguments.of(3, "compare bad.csv " + NUMBERS.strip()),
        Arguments.of(0, "tune good.csv " + NUMBERS.strip()),
        Arguments.of(3, "tune bad.csv " + NUMBERS.strip()));
  }

  @ParameterizedTest
  @MethodSource({"trainings", "others"})
  void everyArrayIsClosed(int code, String line) {
    Set<String> before = NativeArrays.open();

    Run run = Run.of(words(line));

    assertEquals(code, run.code(), run.err());
    assertEquals(Set.of(), NativeArrays.openedSince(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"in-memory", "streaming"})
  void aDamagedCacheLeavesNothingOpen(String memory) throws IOException {
    String line = "train good.csv " + NUMBERS + "--cache damaged.npy --memory " + memory;
    Run.of(words(line));
    Path cache = directory.resolve("damaged.npy");
    byte[] bytes = Files.readAllBytes(cache);
    bytes[bytes.length / 2] ^= 1;
    Files.write(cache, bytes);
    Set<String> before = NativeArrays.open();

    Run run = Run.of(words(line));

    assertTrue(run.err().contains("damaged"), run.err());
    assertEquals(Set.of(), NativeArrays.openedSince(before));
  }
}
