package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are absurd where a model, a checkpoint or results are expected: refused in a line. */
class AbsurdFilesTest {
  @TempDir static Path directory;

  /** A text of a beginning, a middle so many times over, and an end. */
  record Absurd(String name, String begin, String middle, int times, String end) {
    Path write() throws IOException {
      Path file = directory.resolve("absurd.json");
      try (Writer text = Files.newBufferedWriter(file)) {
        text.write(begin);
        for (int i = 0; i < times; i++) {
          text.write(middle);
        }
        text.write(end);
      }
      return file;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Absurd> texts() {
    String model = "{\"format\": \"fallline-model\", \"version\": 1, \"features\": ";
    String checkpoint = "{\"format\": \"fallline-checkpoint\", \"version\": 1, ";
    return Stream.of(
        new Absurd("nested arrays", "", "[", 100_000, ""),
        new Absurd("nested objects", "", "{\"a\":", 100_000, "1"),
        new Absurd("nested in a model", model, "[", 100_000, ""),
        new Absurd("more features than memory", model + "[", "{},", 2_000_000, "{}]}"),
        new Absurd("a name of megabytes", "{\"", "n".repeat(1000), 10_000, "\": 1}"),
        new Absurd("a number of megabytes", model, "9".repeat(1000), 10_000, "}"),
        new Absurd("an exponent of kilobytes", model + "1e", "9", 900, "}"),
        new Absurd(
            "a version beyond long",
            "{\"format\": \"fallline-model\", \"version\": ",
            "9",
            99,
            "}"),
        new Absurd("blanks", "", " ".repeat(1000), 10_000, ""),
        new Absurd("nulls", "", "\0".repeat(1000), 10_000, ""),
        new Absurd("a state of absurd length", checkpoint + "\"state\": ", "2147483647", 1, "}"),
        new Absurd(
            "an epoch beyond long",
            checkpoint
                + "\"settings\": {}, \"state\": {\"w\": \"AA\"}, \"fingerprint\": \"\", \"loss\": \"1\","
                + " \"checksum\": \"\", \"epoch\": ",
            "9",
            40,
            "}"));
  }

  private static void assertRefused(Path file, Run run) {
    assertEquals(3, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("fallline: " + file), run.err());
    assertTrue(run.err().length() < 500, run.err());
    assertFalse(run.err().contains("OutOfMemory"), run.err());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void absurdTextsAreRefusedInALine(Absurd absurd) throws IOException {
    Path file = absurd.write();
    Path data = Files.writeString(directory.resolve("data.csv"), "a,y\n1,2\n2,3\n3,5\n");

    assertRefused(file, Run.of("predict", data, "--model", file));
    assertRefused(file, Run.of("evaluate", data, "--model", file));
    assertRefused(file, Run.of("train", data, "--target", "y", "--checkpoint", file, "--resume"));
    assertRefused(file, Run.of("report", file, "--output", directory.resolve("page.html")));
  }

  /** 3 GB that take no room on the disk. */
  @ParameterizedTest
  @MethodSource("kinds")
  void threeGigabytesAreRefusedInALine(String command) throws IOException {
    Path file = directory.resolve("sparse.json");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    Files.writeString(directory.resolve("data.csv"), "a,y\n1,2\n2,3\n3,5\n");
    String line =
        command
            .replace("FILE", file.toString())
            .replace("DATA", directory.resolve("data.csv").toString());

    assertRefused(file, Run.of((Object[]) line.split(" ")));
  }

  static Stream<String> kinds() {
    return Stream.of(
        "predict DATA --model FILE",
        "train DATA --target y --checkpoint FILE --resume",
        "train DATA --target y --cache FILE",
        "train FILE --target y",
        "report FILE --output page.html");
  }
}
