package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import io.github.fallline.fuzz.FuzzTarget;
import io.github.fallline.fuzz.Mutation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tables, good and bad, half of them with any bytes changed, in a quarter of the cases compressed
 * before that: both readers find the same numbers or the same error.
 */
public final class TableFuzz implements FuzzTarget {
  private static final Speed COMMONS_CSV = new Speed(1, 0);

  @Override
  public void attempt(long seed) throws IOException {
    RandomTable table = new RandomTable(seed);
    SplittableRandom random = new SplittableRandom(~seed);
    byte[] bytes = random.nextInt(4) == 0 ? compressed(table.bytes) : table.bytes;
    if (random.nextBoolean()) {
      bytes = Mutation.ofBytes(bytes, random);
    }
    MissingValues missing = Mutation.oneOf(MissingValues.values(), random);
    String expected = outcome(table, bytes, missing, COMMONS_CSV);
    assertFalse(expected.contains("\n"), expected);
    Speed speed = new Speed(1 + random.nextInt(3), 1 + random.nextInt(1 + bytes.length));
    assertEquals(expected, outcome(table, bytes, missing, speed), speed.toString());
  }

  private static byte[] compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static String outcome(
      RandomTable table, byte[] bytes, MissingValues missing, Speed speed) {
    TextInput input = new TextInput(new ByteArrayInputStream(bytes), "t.csv");
    try (Dataset data =
        CsvReader.read(input, table.format, table.schema, missing, ReadingOptions.DEFAULT, speed)) {
      String targets = data.targetName().isEmpty() ? "" : bits(data.targets());
      return data.featureNames() + bits(data.features()) + targets + data.skippedRows();
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  private static String bits(INDArray matrix) {
    return Arrays.toString(
        Arrays.stream(matrix.toDoubleMatrix())
            .flatMapToDouble(Arrays::stream)
            .mapToLong(Double::doubleToLongBits)
            .toArray());
  }
}
