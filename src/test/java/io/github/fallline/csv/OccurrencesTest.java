package io.github.fallline.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OccurrencesTest {
  private static final char[] SOUGHT = {'\n', '\r', '"', '~'};

  @Test
  void countsLikeALookAtEachByte() {
    Random random = new Random(8);
    byte[] alike = {'\n', '\r', '"', '~', 0, '\n' - 1, '\n' + 1, (byte) ('\n' | 0x80), (byte) 0xff};
    for (int trial = 0; trial < 2000; trial++) {
      byte[] text = new byte[random.nextInt(50)];
      for (int i = 0; i < text.length; i++) {
        text[i] = alike[random.nextInt(alike.length)];
      }
      int first = random.nextInt(text.length + 1);
      int end = first + random.nextInt(text.length - first + 1);
      for (char sought : SOUGHT) {
        int expected = 0;
        for (int i = first; i < end; i++) {
          expected += text[i] == sought ? 1 : 0;
        }
        assertEquals(expected, Occurrences.of(sought, text, first, end));
      }
    }
  }
}
