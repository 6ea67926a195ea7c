package io.github.fallline.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingWordsTest {
  private static boolean contains(MissingWords words, String cell) {
    byte[] bytes = ("x" + cell + "y").getBytes(StandardCharsets.UTF_8);
    boolean found = words.contains(bytes, 1, bytes.length - 1);
    assertEquals(words.contains(cell), found, cell);
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "NA", "na", "Na", "N/A", "n/a", "NaN", "nan", "NAN", "NULL", "null", "None", "NONE",
        "none", "nil", "Nil", "?", "-", ".", "#N/A", "#n/a", "#NA"
      })
  void aMissingValueIsKnownInAnyCase(String cell) {
    assertTrue(contains(MissingWords.DEFAULT, cell));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "--", "n", "nones", "??", "..", "nans", "NA1", "-nan", "#", "N/", "-1", "\u00e9"
      })
  void nothingElseIsMissing(String cell) {
    assertFalse(contains(MissingWords.DEFAULT, cell));
  }

  @Test
  void wordsReplaceTheDefaultOnes() {
    MissingWords words = new MissingWords(List.of(" Keine Angabe ", "k.A.", "\u00fc"));

    assertTrue(contains(words, "keine angabe"));
    assertTrue(contains(words, "K.a."));
    assertTrue(contains(words, "\u00fc"));
    assertTrue(contains(words, ""));
    assertFalse(contains(words, "NA"));
    assertFalse(words.hasNumbers());
  }

  @Test
  void aNumberStandsForItsValue() {
    MissingWords words = new MissingWords(List.of("-999", "1e3", "x"));

    assertTrue(words.hasNumbers());
    assertTrue(words.contains(-999.0));
    assertTrue(words.contains(1000.0));
    assertFalse(words.contains(999.0));
  }

  @Test
  void anEmptyWordIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> new MissingWords(List.of("a", " ")));
  }
}
