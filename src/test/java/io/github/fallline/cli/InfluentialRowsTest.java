package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rows that {@code train --diagnostics} names, and their lines. */
class InfluentialRowsTest {
  @TempDir Path directory;

  private static JsonNode influential(Object... arguments) {
    Object[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--diagnostics", "--json")).toArray();
    return Run.done(all).json().at("/statistics/diagnostics/influentialRows");
  }

  private static List<Long> each(JsonNode rows, String field) {
    List<Long> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(field).longValue()));
    return values;
  }

  /**
   * R 4.2.2 (2022-11-10 r83330): {@code d <- read.csv("auto-mpg.csv", na.strings=c("?","NA",""));
   * d$name <- NULL; order(-cooks.distance(lm(mpg ~ ., d)))[1:20]}, as names of the rows, which
   * count those that are left out, plus 1 for the header.
   */
  @Test
  void linesAreTheRowsOfR() {
    JsonNode rows =
        influential(
            "train",
            SharedData.file("auto-mpg.csv"),
            "--target",
            "mpg",
            "--missing",
            "skip",
            "--exclude",
            "name");

    assertEquals(
        List.of(
            15L, 396L, 328L, 389L, 327L, 246L, 324L, 113L, 331L, 46L, 336L, 157L, 329L, 168L, 73L,
            156L, 110L, 272L, 335L, 245L),
        each(rows, "line"));
    assertEquals(0.0778008351397723, rows.get(0).get("cooksDistance").doubleValue(), 1e-9);
    assertEquals(389, rows.get(1).get("row").longValue());
  }

  /** Rows about y = 2 x, with one that is far from it at a known line. */
  private Path outlier() throws IOException {
    StringBuilder text = new StringBuilder("x,\"name\nof two lines\",w,y\n\n");
    for (int i = 0; i < 300; i++) {
      text.append(i).append(i % 7 == 0 ? ",\"a\n\nb\",1," : ",c,1,");
      text.append(i == 250 ? "900" : Double.toString(2 * i + i % 3)).append('\n');
      if (i % 11 == 0) {
        text.append("\n,skipped,1,3\n");
      }
    }
    return Files.writeString(directory.resolve("o.csv"), text.toString());
  }

  /** The line that the outlier begins on, by counting line feeds before it. */
  private static long lineOfOutlier(Path file) throws IOException {
    String text = Files.readString(file);
    String before = text.substring(0, text.indexOf("\n250,") + 1);
    return before.chars().filter(c -> c == '\n').count() + 1;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--memory streaming",
        "--memory in-memory",
        "--weight w",
        "--threads 1",
        "--validation-fraction 0.1",
        "--validation-fraction 0.1 --weight w"
      })
  void lineIsThatOfTheFileWhereverRowsAreHeld(String options) throws IOException {
    Path file = outlier();
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", file, "--target", "y", "--missing", "skip", "--features", "x"));
    arguments.addAll(List.of(options.isEmpty() ? new String[0] : options.split(" ")));
    JsonNode first = influential(arguments.toArray()).get(0);

    assertEquals(lineOfOutlier(file), first.get("line").longValue());
    assertEquals(251, first.get("row").longValue());
  }

  @Test
  void rowsOfStandardInputAreCountedOnly() throws IOException {
    Path file = outlier();
    InputStream before = System.in;
    try (InputStream stream = Files.newInputStream(file)) {
      System.setIn(stream);
      JsonNode first =
          influential("train", "-", "--target", "y", "--missing", "skip", "--features", "x").get(0);

      assertTrue(first.get("line").isNull());
      assertEquals(251, first.get("row").longValue());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void textShowsTheFirstFiveLines() throws IOException {
    Path file = outlier();
    String text =
        Run.done(
                "train",
                file,
                "--target",
                "y",
                "--missing",
                "skip",
                "--features",
                "x",
                "--diagnostics")
            .out();
    List<String> table =
        text.lines().dropWhile(line -> !line.contains("most influential lines")).toList();

    assertEquals(6, table.size(), text);
    assertTrue(table.get(1).strip().startsWith(lineOfOutlier(file) + " "), text);
  }
}
