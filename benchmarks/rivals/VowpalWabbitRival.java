import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vowpalwabbit.spark.VowpalWabbitExample;
import org.vowpalwabbit.spark.VowpalWabbitNative;

/**
 * Linear regression in Vowpal Wabbit through its Java binding: the rows are standardized (a pass
 * over the file), then learned from in PASSES passes, all but the first from its cache. Arguments:
 * FILE.csv VERSION.
 */
public final class VowpalWabbitRival {
  private static final int PASSES = 30;

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    int features = Rows.names(file).length - 1;
    double[] means = new double[features];
    double[] scales = new double[features];
    standardize(file, means, scales);

    Path folder = Files.createTempDirectory("vw");
    Path cache = folder.resolve("cache");
    Path model = folder.resolve("model.txt");
    String options =
        "--quiet --holdout_off -k --passes "
            + PASSES
            + " --cache_file "
            + cache
            + " --readable_model "
            + model;
    try (VowpalWabbitNative learner = new VowpalWabbitNative(options);
        VowpalWabbitExample example = learner.createExample();
        Rows rows = new Rows(file)) {
      while (rows.next()) {
        for (int j = 0; j < features; j++) {
          rows.features[j] = (rows.features[j] - means[j]) / scales[j];
        }
        example.clear();
        example.addToNamespaceDense('f', 0, rows.features);
        example.setLabel((float) rows.target);
        example.learn();
      }
      learner.endPass();
      learner.performRemainingPasses();
    }
    double[] coefficients = new double[features];
    double intercept = weights(Files.readAllLines(model), coefficients);
    for (int j = 0; j < features; j++) {
      coefficients[j] /= scales[j];
      intercept -= coefficients[j] * means[j];
    }
    Files.deleteIfExists(cache);
    Files.deleteIfExists(model);
    Files.deleteIfExists(folder);
    Answer.print(coefficients, intercept, "Vowpal Wabbit " + args[1]);
  }

  /** Computes means and standard deviations by Welford's updates. */
  private static void standardize(Path file, double[] means, double[] scales) throws Exception {
    long count = 0;
    try (Rows rows = new Rows(file)) {
      while (rows.next()) {
        count++;
        for (int j = 0; j < means.length; j++) {
          double difference = rows.features[j] - means[j];
          means[j] += difference / count;
          scales[j] += difference * (rows.features[j] - means[j]);
        }
      }
    }
    for (int j = 0; j < scales.length; j++) {
      scales[j] = Math.sqrt(scales[j] / count);
    }
  }

  /**
   * Reads the lines "index:weight" of a readable model and returns the intercept, whose index is a
   * hash.
   */
  private static double weights(List<String> lines, double[] weights) {
    double intercept = 0;
    for (String line : lines) {
      if (line.matches("\\d+:\\S+.*")) {
        String[] parts = line.split("[: ]");
        int index = Integer.parseInt(parts[0]);
        if (index < weights.length) {
          weights[index] = Double.parseDouble(parts[1]);
        } else {
          intercept = Double.parseDouble(parts[1]);
        }
      }
    }
    return intercept;
  }
}
