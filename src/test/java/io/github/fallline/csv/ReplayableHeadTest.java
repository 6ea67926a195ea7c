package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How many lines there seem to be, by texts of which that is known. */
class ReplayableHeadTest {
  private static long linesAbout(String text) {
    ReplayableHead head =
        new ReplayableHead(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    head.fill();
    return head.linesAbout();
  }

  @Test
  void countsFewLinesExactly() {
    assertEquals(0, linesAbout(""));
    assertEquals(0, linesAbout("no end"));
    assertEquals(3, linesAbout("a\nb\n\nd"));
    assertEquals(3, linesAbout("a\r\nb\r\nc\r\n"));
    assertEquals(200, linesAbout("1\r".repeat(200)));
  }

  @Test
  void judgesManyLinesByTheFirst() {
    assertEquals(10_000, linesAbout("1234567\n".repeat(10_000)));
    assertEquals(10_000, linesAbout("12,345\r".repeat(10_000)));
  }

  /** Lines that fill much of the head each. */
  @Test
  void seesLongLines() {
    String row = "1".repeat(100_000) + "\n";
    assertEquals(7, linesAbout(row.repeat(7)));
    String header = "name,".repeat(8000) + "\n";
    assertEquals(101, linesAbout(header + ("0".repeat(7000) + "\n").repeat(100)));
  }
}
