package io.github.fallline.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTextTest {
  /** Bytes read, bytes there are (0: not known), rows, seconds; what a person sees. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "250000000; 1000000000; 1000000; 1; '[###         ]  25 %, 1,000,000 rows, 250 MB/s, 3 s left'",
        "0; 1000000000; 0; 1; '[            ]   0 %, 0 MB/s'",
        "1000; 1000; 1; 1; '[############] 100 %, 1 row, 0 MB/s, 0 s left'",
        "1000000000; 0; 5; 2; '1,000 MB, 5 rows, 500 MB/s'",
        "1000000; 1000000000; 5; 1; '[            ]   0 %, 5 rows, 1 MB/s, 17 min left'",
        "1000000; 100000000000; 5; 1; '[            ]   0 %, 5 rows, 1 MB/s, 28 h left'",
        "2000; 1000; 1; 1; '[############] 100 %, 1 row, 0 MB/s, 0 s left'",
      })
  void showsShareRowsRateAndRemainingTime(
      long bytes, long total, long rows, double seconds, String expected) {
    OptionalLong size = total == 0 ? OptionalLong.empty() : OptionalLong.of(total);
    assertEquals(expected, ProgressText.reading(bytes, size, rows, seconds));
  }

  @Test
  void nothingIsShownOfWorkThatIsShort() {
    StringWriter err = new StringWriter();
    try (Progress progress = new Progress(new PrintWriter(err, true), "training")) {
      progress.state(() -> "epoch 1");
    }
    assertEquals("", err.toString());
  }

  @Test
  void nothingIsShownWithoutATerminal() {
    StringWriter err = new StringWriter();
    try (Progress progress = new Terminal(new PrintWriter(err, true)).progress("training")) {
      progress.state(() -> "epoch 1");
    }
    assertEquals("", err.toString());
  }
}
