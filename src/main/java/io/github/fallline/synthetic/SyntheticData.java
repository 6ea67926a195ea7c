package io.github.fallline.synthetic;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.parallel.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A synthetic regression data set whose coefficients are known: {@code y = intercept + x.w + noise}
 * with normally distributed features and noise.
 *
 * <p>The features differ widely on purpose: their means lie evenly over 0 to 50 and the logarithms
 * of their standard deviations evenly over those of 0.1 to 100, each in an order of its own. A
 * coefficient is between 0.5 and 1.5 over its feature's standard deviation, of either sign, so that
 * no feature carries the signal alone.
 *
 * <p>The settings alone decide every byte of the file, on every platform and with any number of
 * threads. Data sets that differ in {@code rows} only are beginnings of one another; data sets that
 * differ in {@code noise} only have the same features and coefficients.
 *
 * @param rows rows of the data set, 1 or more
 * @param features columns x0, x1, ... before the target y, 1 or more
 * @param seed what all random numbers are derived from
 * @param noise standard deviation of the noise over that of the signal x.w, 0 to {@value
 *     #MAX_NOISE}
 * @param condition largest over smallest eigenvalue of the correlation matrix of the features, 1 to
 *     {@value #MAX_CONDITION}; 1 for independent features, and always for a single one
 */
public record SyntheticData(long rows, int features, long seed, double noise, double condition) {
  /** The noise of a data set that does not ask for another. */
  public static final double DEFAULT_NOISE = 0.25;

  /** The condition of a data set that does not ask for another: independent features. */
  public static final double DEFAULT_CONDITION = 1;

  /** With more noise, nothing is left of the signal in the digits that are written. */
  public static final double MAX_NOISE = 1e6;

  /** Beyond it, the rounding of the numbers as written is larger than the smallest eigenvalue. */
  public static final double MAX_CONDITION = 1e12;

  private static final int BLOCK_ROWS = 4096;

  /** Above 256 features, blocks have fewer rows: their text has to fit in memory several times. */
  private static final int BLOCK_CELLS = 256 * BLOCK_ROWS;

  public SyntheticData {
    Argument.require(rows >= 1, Setting.SYNTHETIC_ROWS, "1 or more", rows);
    Argument.require(features >= 1, Setting.SYNTHETIC_FEATURES, "1 or more", features);
    Argument.require(
        noise >= 0 && noise <= MAX_NOISE, Setting.SYNTHETIC_NOISE, "0 to " + MAX_NOISE, noise);
    Argument.require(
        condition >= 1 && condition <= MAX_CONDITION,
        Setting.SYNTHETIC_CONDITION,
        "1 to " + MAX_CONDITION,
        condition);
    Argument.require(
        features > 1 || condition == 1,
        Setting.SYNTHETIC_CONDITION,
        "1 for a single feature",
        condition);
  }

  /** Independent features and noise of a quarter of the signal. */
  public static SyntheticData of(long rows, int features, long seed) {
    return new SyntheticData(rows, features, seed, DEFAULT_NOISE, DEFAULT_CONDITION);
  }

  /** The coefficients, one a feature, of 4 decimal digits; a new array at each call. */
  public double[] coefficients() {
    return new SyntheticPopulation(this).coefficients;
  }

  /** The intercept. */
  public double intercept() {
    return SyntheticPopulation.INTERCEPT;
  }

  /** The standard deviation of the noise, in units of the target. */
  public double noiseStandardDeviation() {
    return new SyntheticPopulation(this).noiseDeviation;
  }

  /** The names of the features: x0, x1, ... */
  public List<String> featureNames() {
    return IntStream.range(0, features).mapToObj(j -> "x" + j).toList();
  }

  /** The name of the target: y. */
  public String targetName() {
    return "y";
  }

  /**
   * Writes the data set as CSV: a header, then the rows, commas between the fields and a newline
   * after each line.
   *
   * <p>The features have 7 to 9 digits. The target is computed from the features as they are
   * written and rounded to a billionth of its spread: the coefficients are the true ones of the
   * file, not of numbers that it only resembles. A few blocks of up to 4096 rows are in memory at a
   * time.
   *
   * @param out receives the text from the calling thread; neither flushed nor closed
   * @param threads how many threads make rows, 1 or more
   * @param rowsWritten receives the number of rows written so far, after each block, on the calling
   *     thread
   * @throws IOException if {@code out} throws it, or the calling thread is interrupted (then {@link
   *     InterruptedIOException}); the text is incomplete
   */
  public void writeCsv(OutputStream out, int threads, LongConsumer rowsWritten) throws IOException {
    Argument.require(threads >= 1, "threads", "1 or more", threads);
    SyntheticPopulation population = new SyntheticPopulation(this);
    out.write(header().getBytes(StandardCharsets.US_ASCII));
    int useful = Threads.useful(threads);
    ExecutorService workers = Executors.newFixedThreadPool(useful);
    try {
      writeBlocks(population, workers, useful + 2L, out, rowsWritten);
    } finally {
      workers.shutdownNow();
    }
  }

  private String header() {
    return featureNames().stream().collect(Collectors.joining(",", "", "," + targetName() + "\n"));
  }

  private void writeBlocks(
      SyntheticPopulation population,
      ExecutorService workers,
      long blocksAhead,
      OutputStream out,
      LongConsumer rowsWritten)
      throws IOException {
    Deque<Future<ByteArrayOutputStream>> pending = new ArrayDeque<>();
    int blockRows = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_CELLS / features));
    long submitted = 0;
    for (long first = 0; first < rows; first += blockRows) {
      while (submitted < rows && pending.size() < blocksAhead) {
        long block = submitted / blockRows;
        int count = (int) Math.min(blockRows, rows - submitted);
        pending.add(workers.submit(() -> new SyntheticSample(population, block).text(count)));
        submitted += count;
      }
      await(pending.remove()).writeTo(out);
      rowsWritten.accept(Math.min(rows, first + blockRows));
    }
  }

  private static ByteArrayOutputStream await(Future<ByteArrayOutputStream> block)
      throws IOException {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return block.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing a synthetic data set");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
