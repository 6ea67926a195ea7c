package io.github.fallline.regression;

import io.github.fallline.descent.Trace;
import io.github.fallline.files.AtomicOutput;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/**
 * The history of a training run as CSV: one line per evaluation of the objective. The column {@code
 * validation_loss}, the mean loss on rows held out, is there if there are any.
 */
final class HistoryFile {
  private HistoryFile() {}

  static void write(Path path, Trace trace) {
    AtomicOutput.write(path, output -> write(output.writer(), trace));
  }

  private static void write(Writer text, Trace trace) throws IOException {
    boolean validated = trace.isValidated();
    text.write("epoch,updates,seconds,loss,gradient_norm");
    text.write(validated ? ",validation_loss\n" : "\n");
    for (Trace.Point point : trace.points()) {
      text.write(point.epoch() + "," + point.updates() + "," + point.seconds());
      text.write("," + point.loss() + "," + point.gradientNorm());
      text.write(validated ? "," + point.validationLoss() + "\n" : "\n");
    }
  }
}
