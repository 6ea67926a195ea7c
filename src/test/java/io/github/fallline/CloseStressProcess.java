package io.github.fallline;

import io.github.fallline.blas.NativeMemory;
import io.github.fallline.blas.Precision;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Split;
import io.github.fallline.data.ValidationSplit;
import io.github.fallline.descent.GradientMethod.FullBatch;
import io.github.fallline.descent.GradientMethod.Gradients;
import io.github.fallline.descent.GradientMethod.MiniBatch;
import io.github.fallline.descent.GradientMethod.Stochastic;
import io.github.fallline.descent.StopRule;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.TextInput;
import io.github.fallline.model.LinearModel;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A process of its own that closes data at random moments while another thread fits a model to it.
 * A fit ends with the model of data that stays open, or by an IllegalStateException; anything else
 * is printed and ends the process with 1, if it does not crash.
 */
final class CloseStressProcess {
  private static final int ROWS = 20_000;
  private static final int COLUMNS = 6;
  private static final List<String> KINDS =
      List.of("owned", "floats", "arrays", "held-out", "stored");

  private static final List<TrainingConfig> METHODS =
      List.of(
          TrainingConfig.of(new FullBatch()),
          TrainingConfig.of(new FullBatch(Gradients.ROWS)).withStop(StopRule.epochs(20)),
          TrainingConfig.of(new Stochastic()).withStop(StopRule.epochs(3)),
          TrainingConfig.of(new MiniBatch(64)).withStop(StopRule.epochs(6)));

  private static final byte[] TEXT = text();

  private CloseStressProcess() {}

  private static byte[] text() {
    SplittableRandom random = new SplittableRandom(2);
    StringBuilder text = new StringBuilder("a,b,c,d,e,f,y\n");
    for (int i = 0; i < ROWS; i++) {
      double sum = random.nextDouble();
      for (int j = 0; j < COLUMNS; j++) {
        double number = random.nextDouble(-1, 1);
        sum += (j + 1) * number;
        text.append(number).append(',');
      }
      text.append(sum).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static TextInput input() {
    return new TextInput(new ByteArrayInputStream(TEXT), "table.csv");
  }

  private static Dataset read(Precision precision) {
    return CsvReader.read(
        input(),
        CsvFormat.DETECT,
        Schema.target("y"),
        MissingValues.FAIL,
        ReadingOptions.DEFAULT.withPrecision(precision));
  }

  /** Rows, and what frees their memory. */
  private record Rows(RowSource source, Runnable closing) {
    static Rows of(String kind) {
      switch (kind) {
        case "owned", "floats" -> {
          Dataset data = read(kind.equals("owned") ? Precision.DOUBLE : Precision.FLOAT);
          return new Rows(data, data::close);
        }
        case "held-out" -> {
          Dataset data = read(Precision.DOUBLE);
          return new Rows(ValidationSplit.training(data, new Split(0.3, 1)), data::close);
        }
        case "stored" -> {
          try (CsvStream stream =
              new CsvStream(
                  input(),
                  CsvFormat.DETECT,
                  Schema.target("y"),
                  MissingValues.FAIL,
                  ReadingOptions.DEFAULT)) {
            RowSource stored = stream.stored(Path.of(System.getProperty("java.io.tmpdir")));
            return new Rows(stored, stored::close);
          }
        }
        default -> {
          try (Dataset data = read(Precision.DOUBLE)) {
            INDArray features = data.features().dup();
            INDArray targets = data.targets().dup();
            Dataset borrowed = Dataset.of(features, targets);
            return new Rows(
                borrowed,
                () -> {
                  features.close();
                  targets.close();
                });
          }
        }
      }
    }
  }

  private static LinearModel fit(TrainingConfig config, RowSource source) {
    return new Trainer(config.withThreads(2)).fit(source).model();
  }

  /**
   * Closes for as many milliseconds as the argument says.
   *
   * @param arguments milliseconds, and a seed
   */
  public static void main(String[] arguments) throws InterruptedException {
    long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000;
    SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
    int fitted = 0;
    int refused = 0;
    for (String kind : KINDS) {
      for (TrainingConfig config : METHODS) {
        Rows open = Rows.of(kind);
        long before = System.nanoTime();
        LinearModel expected = fit(config, open.source());
        long nanos = System.nanoTime() - before;
        open.closing().run();
        long share = (end - System.nanoTime()) / KINDS.size() / METHODS.size();
        long until = System.nanoTime() + Math.max(share, 1);
        do {
          if (fitsOrRefuses(kind, config, expected, random.nextLong(nanos))) {
            fitted++;
          } else {
            refused++;
          }
        } while (System.nanoTime() < until);
      }
    }
    System.out.println(
        fitted + " fitted, " + refused + " refused, " + NativeMemory.blocks() + " blocks left");
  }

  /**
   * Fits while another thread closes the rows. Returns whether there was a model, the right one.
   */
  private static boolean fitsOrRefuses(
      String kind, TrainingConfig config, LinearModel expected, long afterNanos)
      throws InterruptedException {
    Rows rows = Rows.of(kind);
    Thread closer =
        new Thread(
            () -> {
              LockSupport.parkNanos(afterNanos);
              rows.closing().run();
            });
    closer.start();
    boolean fits = false;
    try {
      LinearModel found = fit(config, rows.source());
      if (!found.equals(expected)) {
        System.out.println(kind + ", " + config + ": expected " + expected + ", got " + found);
        System.exit(1);
      }
      fits = true;
    } catch (IllegalStateException e) {
      if (!e.getMessage().contains("closed;")) {
        System.out.println(kind + ", " + config + ": " + e);
        System.exit(1);
      }
    } catch (RuntimeException e) {
      System.out.println(kind + ", " + config + ": " + e);
      System.exit(1);
    }
    closer.join();
    return fits;
  }

  static ProcessBuilder command(long milliseconds, long seed) {
    return JavaProcess.of(
        CloseStressProcess.class,
        ClosedDataProcess.CRASH_OPTIONS,
        Long.toString(milliseconds),
        Long.toString(seed));
  }
}
