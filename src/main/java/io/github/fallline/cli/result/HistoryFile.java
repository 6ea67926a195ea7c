package io.github.fallline.cli.result;

import io.github.fallline.descent.Trace;
import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.OutputException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/** The history of a training run as CSV: one line per evaluation of the objective. */
public final class HistoryFile {
  private HistoryFile() {}

  public static void write(Path path, Trace trace) {
    try (AtomicOutput output = AtomicOutput.create(path)) {
      Writer text = output.writer();
      text.write("epoch,updates,seconds,loss,gradient_norm\n");
      for (Trace.Point point : trace.points()) {
        text.write(
            point.epoch()
                + ","
                + point.updates()
                + ","
                + point.seconds()
                + ","
                + point.loss()
                + ","
                + point.gradientNorm()
                + "\n");
      }
      output.commit();
    } catch (IOException e) {
      throw new OutputException(path + ": " + e.getMessage(), e);
    }
  }
}
