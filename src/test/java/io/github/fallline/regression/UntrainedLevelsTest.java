package io.github.fallline.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Levels that no training row has are named. */
class UntrainedLevelsTest {
  private static final String ELSEWHERE = " (it is in rows held out or of weight 0)";

  @TempDir Path directory;

  private List<String> notes(String rows, String options) throws IOException {
    Path data = Files.writeString(directory.resolve("d.csv"), rows.replace('/', '\n'));
    Run run =
        Run.of(
            (Object[])
                ("train " + data + " --target y --categorical one-hot" + options).split(" "));
    assertEquals(0, run.code(), run.err());
    return run.err().lines().filter(line -> line.contains("no training row")).toList();
  }

  /** The words of rows of weight 1 and of weight 0, and what is said of them. */
  @ParameterizedTest
  @CsvSource({
    "elm oak elm oak, elm oak, none",
    "elm oak elm oak, pine, level 'pine' of column 'c': its coefficient is 0",
    "elm oak elm oak, ash, level 'ash' of column 'c': predictions for it are not determined",
    "elm oak ash oak, fir pine, level 'fir' of column 'c': its coefficient is 0"
  })
  void levelsOfRowsOfWeightZeroAreNamed(String counted, String others, String expected)
      throws IOException {
    StringBuilder rows = new StringBuilder("c,w,y/");
    int i = 0;
    for (String word : counted.split(" ", -1)) {
      rows.append(word).append(",1,").append(i++).append('/');
    }
    for (String word : others.split(" ", -1)) {
      rows.append(word).append(",0,").append(1000 * i++).append('/');
    }

    List<String> notes = notes(rows.toString(), " --weight w");

    if (expected.equals("none")) {
      assertEquals(List.of(), notes);
    } else {
      assertEquals("fallline: one-hot: no training row has " + expected + ELSEWHERE, notes.get(0));
    }
  }

  /** Of rows with as many levels, those held out have some of their own. */
  @Test
  void levelsOfRowsHeldOutAreNamed() throws IOException {
    StringBuilder rows = new StringBuilder("x,c,y/");
    for (int i = 0; i < 40; i++) {
      rows.append(i * i).append(",w").append(i % 20 + 10).append(',').append(i).append('/');
    }
    List<String> some = notes(rows.toString(), " --validation-fraction 0.7 --l2 0.1");
    assertTrue(some.size() > 3, () -> some.toString());
    assertEquals(List.of(), notes(rows.toString(), " --l2 0.1"));
  }
}
