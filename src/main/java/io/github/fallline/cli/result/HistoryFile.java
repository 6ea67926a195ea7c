package io.github.fallline.cli.result;

import io.github.fallline.descent.Trace;
import io.github.fallline.files.AtomicOutput;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/** The history of a training run as CSV: one line per evaluation of the objective. */
public final class HistoryFile {
  private HistoryFile() {}

  public static void write(Path path, Trace trace) {
    AtomicOutput.write(path, output -> write(output.writer(), trace));
  }

  private static void write(Writer text, Trace trace) throws IOException {
    text.write("epoch,updates,seconds,loss,gradient_norm\n");
    for (Trace.Point point : trace.points()) {
      text.write(point.epoch() + "," + point.updates() + "," + point.seconds());
      text.write("," + point.loss() + "," + point.gradientNorm() + "\n");
    }
  }
}
