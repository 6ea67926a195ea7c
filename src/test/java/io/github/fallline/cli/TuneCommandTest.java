package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TuneCommandTest {
  @TempDir Path directory;

  private static Run tune(Object... options) {
    return Run.done(
        Stream.concat(Stream.of("tune", "data/norris.csv", "--target", "y"), Stream.of(options))
            .toArray());
  }

  @Test
  void tableFitsATerminalAndEndsWithTheCommand() {
    List<String> lines = tune("--batch-size", 8).out().lines().toList();

    assertTrue(lines.stream().anyMatch(line -> line.startsWith("* ")));
    assertTrue(lines.get(lines.size() - 1).startsWith("  fallline train data/norris.csv "));
    lines
        .subList(0, lines.size() - 1) // the command is copied, not read
        .forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void commandTrainsAsTheBestRunDid() {
    JsonNode tuned = tune("--batch-size", 8, "--seed", 3, "--no-shuffle", "--json").json();
    String command = tuned.get("command").asString();

    assertTrue(command.contains(" --target y --seed 3 --no-shuffle --method mini-batch"), command);
    Object[] words = (command.replace("fallline ", "") + " --json").split(" ", -1);
    double loss = Run.of(words).json().get("loss").doubleValue();
    double optimum = tuned.at("/optimum/loss").doubleValue();
    double way = tuned.get("startLoss").doubleValue() - optimum;
    assertTrue(loss - optimum <= 1e-3 * way, () -> "loss " + loss);
  }

  @Test
  void jsonHasEveryTrial() {
    JsonNode tuned = tune("--method", "full-batch", "--epochs", 20, "--json").json();

    assertEquals("full-batch", tuned.get("method").asString());
    assertEquals(16, tuned.get("trials").size()); // 2 rounds of 8
    assertEquals(20, tuned.get("epochsOfARun").intValue());
    assertTrue(tuned.get("trials").get(15).get("loss").isNull()); // ten times what is stable
    assertEquals("good", tuned.at("/best/verdict").asString());
  }

  @Test
  void plotIsAPicture() throws Exception {
    Path png = directory.resolve("rates.png");
    Path svg = directory.resolve("rates.svg");
    tune("--method", "full-batch", "--plot", png);
    tune("--method", "full-batch", "--plot", svg);

    assertEquals(1440, ImageIO.read(png.toFile()).getWidth()); // two dots a pixel
    String text = Files.readString(svg);
    for (String verdict : List.of("too small", "good", "diverging")) {
      assertTrue(text.contains(verdict), verdict);
    }
  }

  /** The best trial has its mark in picture and page; every size of a batch has its line. */
  @Test
  void pictureAndPageMarkTheBestTrial() throws Exception {
    Path page = directory.resolve("tuning.html");
    Path svg = directory.resolve("rates.svg");
    Path data = directory.resolve("data.csv");
    Run.done("generate", "--rows", 300, "--features", 2, "--output", data);
    Run run = Run.done("tune", data, "--target", "y", "--report", page, "--plot", svg);

    String text = Files.readString(page);
    for (String expected :
        List.of("best: rate ", "★", "fallline train", "batches of 16", "batches of 64")) {
      assertTrue(text.contains(expected), expected);
    }
    assertFalse(run.out().contains("--report"), "train would replace the page");
    assertEquals(1, text.split("★", -1).length - 1);
    assertTrue(Files.readString(svg).contains("decades of the gap a second"));
    assertTrue(run.err().contains("wrote " + page), run.err());
    assertTrue(run.err().contains("wrote " + svg), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--learning-rate 1            | --learning-rate is the result of tune; leave it out",
        "--update conjugate-gradient  | --update conjugate-gradient has no learning rate to tune",
        "--gap 2                      | --gap: expected a number between 0 and 1, got 2.0",
        "--batch-size 0               | --batch-size: expected at least 1, got 0",
        "--method stochastic --batch-size 8 | --batch-size requires --method mini-batch",
        "--patience 3                 | no option '--patience'",
        "--plot rates.gif             | unsupported image format; use .png or .svg"
      })
  void wrongUsageIsOneLine(String options, String finding) {
    Object[] words =
        Stream.concat(
                Stream.of("tune", "no-such.csv", "--target", "y"),
                Stream.of(options.split(" ", -1)))
            .toArray();
    Run run = Run.of(words);

    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(finding), run.err());
  }
}
