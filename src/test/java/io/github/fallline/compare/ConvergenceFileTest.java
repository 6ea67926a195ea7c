package io.github.fallline.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.files.InputException;
import io.github.fallline.report.comparison.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvergenceFileTest {
  private static final String VALID =
      """
      {"format": "fallline-convergence", "version": 1, "environment": {"cores": 2}, "new": 0,
       "dataSets": [{"name": "a", "rows": 5, "features": 2, "condition": null, "noise": 0.1}],
       "runs": [{"dataSet": "a", "method": "stochastic", "update": "plain", "threads": 1,
         "learningRate": null, "learningRateRule": "none", "repetition": 1,
         "points": [[0, 0, 0, 1], [0.5, 1, 5, 0.25]]}]}
      """;

  @TempDir Path directory;

  private Convergence read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("c.json"), text);
    return Results.read(List.of(file)).convergences().get(0);
  }

  @Test
  void comesBackAsItWasWritten() {
    Path file = directory.resolve("c.json");
    ConvergenceFile.write(file, Races.convergence());

    assertEquals(Races.convergence(), Results.read(List.of(file)).convergences().get(0));
  }

  @Test
  void whatIsNotKnownMayBeLeftOut() throws IOException {
    Convergence read = read(VALID);

    assertEquals("2", read.environment().entries().get("cores"));
    assertEquals("", read.environment().entries().get("blas"));
    assertTrue(Double.isNaN(read.problems().get(0).condition()));
    assertEquals(0, read.runs().get(0).method().batchSize());
    assertEquals(0.25, read.runs().get(0).points().get(1).gap(), 0);
  }

  /** One thing wrong each, and what the message says of place and finding. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\": 1         | \"version\": 2     | /version: expected 1, got 2",
        "\"rows\": 5            | \"rows\": 0        | /dataSets/0: a: expected at least 1 row",
        "\"rows\": 5            | \"rows\": \"5\"    | /dataSets/0/rows: expected an integer",
        "\"dataSet\": \"a\"     | \"dataSet\": \"b\" | /runs/0/dataSet: no data set 'b'",
        "\"threads\": 1         | \"threads\": 0     | /runs/0: expected at least 1 thread",
        "\"threads\": 1         | \"threads\": 9999999999 | /runs/0: integer overflow",
        "\"update\": \"plain\", | ``                 | /runs/0/update: is missing",
        "[0, 0, 0, 1],          | [0, 0, 1],         | /runs/0/points/0: expected seconds, epochs",
        "[0, 0, 0, 1],          | [-1, 0, 0, 1],     | /runs/0/points/0: expected seconds, epochs",
        "[0, 0, 0, 1],          | [0.7, 0, 0, 1],    | /runs/0: point 1 is earlier than the one",
        "[0, 0, 0, 1],          | [0, 0, 0, null],   | /runs/0/points/0/3: expected a finite number",
        "fallline-convergence   | fallline-model     | : expected JMH's JSON (-rf json) or traces",
      })
  void errorsNameTheirPlace(String valid, String wrong, String finding) {
    assertTrue(VALID.contains(valid));
    InputException error =
        assertThrows(InputException.class, () -> read(VALID.replace(valid, wrong)));

    assertTrue(error.getMessage().startsWith(directory.resolve("c.json") + ":"), error::getMessage);
    assertTrue(error.getMessage().contains(finding), error::getMessage);
  }

  @Test
  void twoDataSetsOfOneNameAreRefused() {
    String set =
        "{\"name\": \"a\", \"rows\": 5, \"features\": 2, \"condition\": null, \"noise\": 1}";
    InputException error =
        assertThrows(
            InputException.class,
            () -> read(VALID.replace("\"dataSets\": [", "\"dataSets\": [" + set + ", ")));

    assertTrue(error.getMessage().contains("/dataSets/1: 'a' is a duplicate"), error::getMessage);
  }
}
