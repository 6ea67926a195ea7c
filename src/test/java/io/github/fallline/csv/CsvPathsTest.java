package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A text gives the same matrix or the same error, whichever way it is read. */
class CsvPathsTest {
  private static final Speed COMMONS_CSV = new Speed(1, 0);
  private static final List<MissingValues> RULES = List.of(MissingValues.values());
  private static final int TABLES_AT_ONCE = 50;

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("fallline.tables", 400) / TABLES_AT_ONCE);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void chunksAndThreadsMakeNoDifference(long block) {
    for (long seed = block * TABLES_AT_ONCE; seed < (block + 1) * TABLES_AT_ONCE; seed++) {
      RandomTable table = new RandomTable(seed);
      MissingValues missing = RULES.get((int) (seed % RULES.size()));
      String expected = outcome(table, missing, COMMONS_CSV);
      SplittableRandom random = new SplittableRandom(seed);
      int small = 1 + random.nextInt(40);
      int middling = 1 + random.nextInt(1 + table.bytes.length);
      for (Speed speed :
          new Speed[] {
            new Speed(1, small),
            new Speed(1, 1 << 20),
            new Speed(2 + random.nextInt(3), small),
            new Speed(2 + random.nextInt(3), middling)
          }) {
        assertEquals(expected, outcome(table, missing, speed), "table " + seed + ", " + speed);
      }
    }
  }

  /** Otherwise the test above would compare little. */
  @Test
  void tablesAreGoodAndBad() {
    int good = 0;
    Set<String> errors = new HashSet<>();
    for (long seed = 0; seed < 300; seed++) {
      String outcome =
          outcome(new RandomTable(seed), MissingValues.KEEP, ReadingOptions.DEFAULT.speed());
      if (outcome.startsWith("t.csv")) {
        errors.add(outcome.replaceAll("[0-9]+", "").replaceAll("\".*\"", ""));
      } else {
        good++;
      }
    }
    assertTrue(good > 150, "good: " + good);
    assertTrue(errors.size() > 10, () -> "errors: " + errors);
  }

  private static String outcome(RandomTable table, MissingValues missing, Speed speed) {
    TextInput input = new TextInput(new ByteArrayInputStream(table.bytes), "t.csv");
    try (Dataset data =
        CsvReader.read(input, table.format, table.schema, missing, ReadingOptions.DEFAULT, speed)) {
      String targets = data.targetName().isEmpty() ? "" : bits(data.targets());
      return data.featureNames() + bits(data.features()) + targets + data.skippedRows();
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  private static String bits(INDArray matrix) {
    long[] bits =
        Arrays.stream(matrix.toDoubleMatrix())
            .flatMapToDouble(Arrays::stream)
            .mapToLong(Double::doubleToLongBits)
            .toArray();
    return Arrays.toString(matrix.shape()) + Arrays.toString(bits);
  }
}
