package io.github.fallline.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.MissingValues;
import io.github.fallline.groups.GroupCollector;
import io.github.fallline.groups.GroupMoments;
import io.github.fallline.stats.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Groups of a frame beside those of one machine. */
class SparkGroupsTest {
  private static final StructType SHAPE =
      new StructType()
          .add("city", DataTypes.StringType)
          .add("x", DataTypes.DoubleType)
          .add("y", DataTypes.IntegerType)
          .add("w", DataTypes.DoubleType);

  private static List<Row> rows() {
    Random random = new Random(4);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      double x = 100 + random.nextGaussian();
      String city = i % 3 == 0 ? "Bern" : i % 3 == 1 ? "7" : "7.0";
      rows.add(RowFactory.create(city, x, (int) Math.round(3 * x), (double) (i % 2)));
    }
    return rows;
  }

  private static SparkColumns columns(Optional<String> weight, MissingValues missing) {
    return new SparkColumns(List.of("x"), "y", weight, missing);
  }

  @Test
  void groupsAreThoseOfOneMachine() {
    Dataset<Row> frame = LocalSpark.session().createDataFrame(rows(), SHAPE).repartition(3);
    for (Optional<String> weight : List.of(Optional.<String>empty(), Optional.of("w"))) {
      GroupCollector alone = new GroupCollector(1);
      for (Row row : rows()) {
        String name = row.getString(0).startsWith("7") ? "7" : "Bern"; // equal numbers
        double[] features = {row.getDouble(1)};
        alone.add(name, features, row.getInt(2), weight.isPresent() ? row.getDouble(3) : 1);
      }
      Map<String, Moments> expected = alone.moments();
      GroupMoments found = SparkGroups.moments(frame, columns(weight, MissingValues.FAIL), "city");
      assertEquals(List.of("7", "Bern"), found.names());
      for (String name : found.names()) {
        Moments group = found.of(name);
        assertEquals(expected.get(name).rows(), group.rows());
        assertEquals(expected.get(name).weight(), group.weight());
        for (int j = 0; j < 2; j++) {
          double variance = expected.get(name).covariance(j, j);
          assertEquals(variance, group.covariance(j, j), 1e-11 * variance);
        }
      }
      GroupMoments again = SparkGroups.moments(frame, columns(weight, MissingValues.FAIL), "city");
      assertArrayEquals(found.of("7").toArray(), again.of("7").toArray());
    }
  }

  @Test
  void rowsThatLackAValueAreLeftOutOrErrors() {
    List<Row> rows = new ArrayList<>(rows());
    rows.add(RowFactory.create(null, 1.0, 1, 1.0));
    rows.add(RowFactory.create("Bern", null, 1, 1.0));
    Dataset<Row> frame = LocalSpark.session().createDataFrame(rows, SHAPE);
    GroupMoments found =
        SparkGroups.moments(frame, columns(Optional.empty(), MissingValues.SKIP), "city");
    assertEquals(900, found.all().rows());
    assertTrue(
        assertThrows(
                Exception.class,
                () ->
                    SparkGroups.moments(
                        frame, columns(Optional.empty(), MissingValues.FAIL), "city"))
            .getMessage()
            .contains("misses a value"));
    assertThrows(
        IllegalArgumentException.class,
        () -> SparkGroups.moments(frame, columns(Optional.empty(), MissingValues.FAIL), "x"));
  }
}
