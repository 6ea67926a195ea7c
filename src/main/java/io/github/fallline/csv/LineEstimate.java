package io.github.fallline.csv;

import io.github.fallline.files.TextInput;
import java.util.List;
import java.util.OptionalLong;

/** Estimates the lines of several texts from a plain one and a compressed one of them. */
final class LineEstimate {
  private LineEstimate() {}

  /**
   * Estimates the number of lines of all texts by their sizes; empty if a size is unknown.
   *
   * @param number of the text that is open
   */
  static OptionalLong of(List<TextInput> texts, int number, OpenText open, CsvDialect dialect) {
    long[] bytes = new long[2];
    int[] samples = {-1, -1};
    for (int i = 0; i < texts.size(); i++) {
      OptionalLong size = texts.get(i).size();
      if (size.isEmpty()) {
        return size;
      }
      int kind = texts.get(i).isCompressedFile() ? 1 : 0;
      bytes[kind] += size.getAsLong();
      samples[kind] = samples[kind] < 0 || i == number ? i : samples[kind];
    }
    double lines = 0;
    for (int kind = 0; kind < samples.length; kind++) {
      if (samples[kind] >= 0) {
        OptionalLong some =
            samples[kind] == number ? open.linesAbout() : sample(texts.get(samples[kind]), dialect);
        double share = (double) bytes[kind] / texts.get(samples[kind]).size().orElse(1);
        lines += some.orElse(0) * share;
      }
    }
    return OptionalLong.of((long) lines);
  }

  private static OptionalLong sample(TextInput input, CsvDialect dialect) {
    try (OpenText text = new OpenText(input, dialect, false)) {
      return text.linesAbout();
    }
  }
}
