package io.github.fallline.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.files.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LinkTest {
  @TempDir Path directory;

  private static LinearModel model(Link link) {
    return new LinearModel(
        List.of("x"), "y", new double[] {Math.log(2)}, Math.log(3), new double[] {1}, link);
  }

  private Path written(Link link) {
    Path file = directory.resolve(link + ".json");
    RegressionMetrics metrics = new RegressionMetrics(2, 1, 1, 1, 0.5);
    ModelFile.write(
        file,
        model(link),
        new TrainingSummary(Map.of(), metrics)
            .withRows(2, 0)
            .withSeed(0)
            .withStopReason("converged")
            .withFingerprint("f"));
    return file;
  }

  @Test
  void logarithmPredictsThePower() {
    // By hand: 3 * 2^x.
    assertEquals(24, model(Link.LOG).predict(3), 1e-13);
    try (INDArray x = Nd4j.createFromArray(new double[][] {{0}, {3}});
        INDArray predictions = model(Link.LOG).predict(x)) {
      assertEquals(3, predictions.getDouble(0, 0), 1e-14);
      assertEquals(24, predictions.getDouble(1, 0), 1e-13);
    }
    assertTrue(model(Link.LOG).toString().startsWith("y = exp("), model(Link.LOG)::toString);
  }

  @Test
  void linkDistinguishesModels() {
    assertNotEquals(model(Link.IDENTITY), model(Link.LOG));
    assertEquals(model(Link.LOG), model(Link.LOG));
  }

  @Test
  void linkIsKeptInTheFile() {
    assertEquals(model(Link.LOG), ModelFile.read(written(Link.LOG)).model());
  }

  @Test
  void fileWithoutALinkIsOfTheIdentity() throws IOException {
    Path file = written(Link.IDENTITY);

    assertFalse(Files.readString(file).contains("link"));
    assertEquals(model(Link.IDENTITY), ModelFile.read(file).model());
  }

  @Test
  void aLinkThatWasLostIsDamage() throws IOException {
    Path file = written(Link.LOG);
    Files.writeString(file, Files.readString(file).replaceFirst("  \"link\" : \"log\",\n", ""));
    assertFalse(Files.readString(file).contains("link"));

    Exception error = assertThrows(InputException.class, () -> ModelFile.read(file));

    assertTrue(error.getMessage().contains("the model is damaged"), error::getMessage);
  }

  @Test
  void refusesALinkThatIsNone() throws IOException {
    Path file = written(Link.LOG);
    Files.writeString(file, Files.readString(file).replace("\"log\"", "\"probit\""));

    Exception error = assertThrows(InputException.class, () -> ModelFile.read(file));

    assertEquals(file + ": /link: expected identity or log, got \"probit\"", error.getMessage());
  }
}
