package io.github.fallline.report.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.blas.Precision;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.files.TextInput;
import io.github.fallline.model.LinearModel;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RowSampleTest {
  /** Predicts 1 + 2 x1 + 3 x2. */
  private static final LinearModel MODEL =
      new LinearModel(List.of("x1", "x2"), "y", new double[] {2, 3}, 1, new double[] {0, 0});

  /** Rows (i, 1) with target 10 i. */
  private static RowSample sample(int rows) {
    double[][] features = new double[rows][];
    double[][] targets = new double[rows][];
    for (int i = 0; i < rows; i++) {
      features[i] = new double[] {i, 1};
      targets[i] = new double[] {10.0 * i};
    }
    try (INDArray x = Nd4j.create(features);
        INDArray y = Nd4j.create(targets);
        Dataset data = Dataset.of(x, y)) {
      return RowSample.of(MODEL, data);
    }
  }

  @Test
  void fewRowsAreAllThere() {
    RowSample sample = sample(3);

    assertEquals(
        List.of(
            new RowSample.Point(0, 4, 0),
            new RowSample.Point(1, 6, 10),
            new RowSample.Point(2, 8, 20)),
        sample.points());
    assertEquals(12, sample.points().get(2).residual(), 0);
    assertEquals("3 rows", sample.description());
    // The population deviation of 0, 1, 2, and that of a constant.
    assertEquals(List.of(Math.sqrt(2.0 / 3), 0.0), sample.deviations());
  }

  @Test
  void ofManyRowsSomeAreThereAtEvenSpaces() {
    RowSample sample = sample(5000);

    assertEquals(RowSample.MOST_POINTS, sample.points().size());
    for (int i = 0; i < sample.points().size(); i++) {
      assertEquals(Math.floor(i * 2.5), sample.points().get(i).feature(), 0);
    }
    assertEquals("2,000 of 5,000 rows, evenly spaced", sample.description());
  }

  @Test
  void floatsThatAreStoredLessAnOriginAreShownWithIt() {
    String text = "x1,x2,y\n1000001,1,4\n1000002,1,5\n1000006,1,7\n";
    TextInput input = new TextInput(new ByteArrayInputStream(text.getBytes(UTF_8)), "t.csv");
    ReadingOptions floats = ReadingOptions.DEFAULT.withPrecision(Precision.FLOAT);
    try (Dataset data =
        CsvReader.read(input, CsvFormat.DETECT, Schema.target("y"), MissingValues.FAIL, floats)) {
      RowSample sample = RowSample.of(MODEL, data);

      assertEquals(1_000_003, data.offset(0), 5);
      // 1 + 2 x1 + 3 by hand.
      assertEquals(
          List.of(
              new RowSample.Point(1_000_001, 2_000_006, 4),
              new RowSample.Point(1_000_002, 2_000_008, 5),
              new RowSample.Point(1_000_006, 2_000_016, 7)),
          sample.points());
    }
  }
}
