package io.github.fallline.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class OrderedReductionTest {
  @Test
  void driverAndClusterMergeToTheSameBits() {
    Random random = new Random(3);
    List<Tuple2<Integer, double[]>> parts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      parts.add(new Tuple2<>(i, new double[] {Math.exp(20 * random.nextGaussian())}));
    }
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    JavaPairRDD<Integer, double[]> spread = context.parallelizePairs(parts, 40);
    OrderedReduction.Merge sum = (total, other) -> total[0] += other[0];

    assertArrayEquals(
        OrderedReduction.reduce(spread, 1, sum, Long.MAX_VALUE),
        OrderedReduction.reduce(spread, 1, sum, 0),
        0);
  }
}
