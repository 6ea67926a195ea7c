package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that hold numbers and words, with {@code --categorical one-hot}. */
class MixedColumnTest {
  private static final List<String> MEMORIES = List.of("in-memory", "streaming");

  @TempDir Path directory;

  /** Rows of a number x, a weight w and a target y = 2 x; every few-th x is a word. */
  private Path table(int rows, String word, int every) throws IOException {
    StringBuilder text = new StringBuilder("x,w,y\n");
    for (int i = 1; i <= rows; i++) {
      int x = 1000 + 7 * i;
      text.append(i % every == 0 ? word : x).append(",1,").append(2 * x).append('\n');
    }
    return Files.writeString(directory.resolve("t.csv"), text);
  }

  /** The word, the rows, each how many-th is the word, and how many numbers there are. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "~,     60,  50, 59",
        "n.d.,  200, 60, 197",
        "12 km, 200, 70, 198",
        "<5,    60,  59, 59",
        "--,    60,   9, 54",
        "x,     61,   3, 41",
        "'5,    2000, 1999, 1999"
      })
  void wordAmongNumbersIsAnErrorThatNamesTheCell(String word, int rows, int every, int numbers)
      throws IOException {
    Path data = table(rows, word, every);
    String finding =
        "%s:%d: column 'x' is \"%s\"; expected a number".formatted(data, every + 1, word);
    for (String memory : MEMORIES) {
      for (String weight : List.of("w", "")) {
        Run run = train(data, memory, weight, "--categorical", "one-hot");
        assertEquals(3, run.code(), run.err());
        assertTrue(run.err().startsWith("fallline: " + finding), run.err());
        boolean many = numbers > 1000; // it is refused before the last row
        assertTrue(many || run.err().contains("as in " + numbers + " of " + rows), run.err());
        assertTrue(run.err().contains("--categorical-columns x"), run.err());
      }
      // The same cell is named without the option, too.
      Run plain = train(data, memory, "w");
      assertEquals(3, plain.code());
      assertTrue(plain.err().startsWith("fallline: " + finding), plain.err());
    }
  }

  private static Run train(Path data, String memory, String weight, Object... options) {
    Object[] all = new Object[6 + 2 + options.length];
    Object[] first = {"train", data, "--target", "y", "--memory", memory};
    System.arraycopy(first, 0, all, 0, 6);
    all[6] = weight.isEmpty() ? "--exclude" : "--weight";
    all[7] = "w";
    System.arraycopy(options, 0, all, 8, options.length);
    return Run.of(all);
  }

  /** Codes that are numbers for the most part; y is 5 for 1, 7 for 2 and 20 for A. */
  @Test
  void codesAreLevelsIfTheirColumnIsNamed() throws IOException {
    Path data =
        Files.writeString(directory.resolve("t.csv"), "c,y\n" + "1,5\n2,7\nA,20\n1,5\n".repeat(9));
    assertEquals(3, Run.of("train", data, "--target", "y", "--categorical", "one-hot").code());
    for (String memory : MEMORIES) {
      Run run =
          Run.of(
              "train",
              data,
              "--target",
              "y",
              "--categorical-columns",
              "c",
              "--memory",
              memory,
              "--json");
      assertEquals(0, run.code(), run.err());
      assertEquals(2, run.json().at("/coefficients/c=2").doubleValue(), 1e-9);
      assertEquals(15, run.json().at("/coefficients/c=A").doubleValue(), 1e-9);
    }
  }

  @Test
  void numbersAreLevelsIfTheirColumnIsNamed() throws IOException {
    Path data =
        Files.writeString(directory.resolve("t.csv"), "c,y\n" + "1,5\n2,7\n3,20\n".repeat(9));
    Path model = directory.resolve("model.json");
    Run run =
        Run.of(
            "train", data, "--target", "y", "--categorical-columns", "c", "--model-output", model);
    assertEquals(0, run.code(), run.err());
    Run predicted = Run.done("predict", data, "--model", model);
    assertEquals(20, Double.parseDouble(predicted.out().lines().toList().get(3)), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"y, is not a feature", "q, no column 'q' for --categorical-columns"})
  void namedColumnMustBeAFeature(String name, String message) throws IOException {
    Run run = Run.of("train", table(60, "-", 50), "--target", "y", "--categorical-columns", name);
    assertEquals(3, run.code());
    assertTrue(run.err().contains(message), run.err());
  }

  /** Texts whose rows are left out for a gap, and a part of the answer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        // The one word is in a row that is left out: the column is one of numbers.
        "x,w,y/1,2,3/2,5,9/z,,4/4,1,7/5,1,9!column 'x' is \"z\" in a row that is left out",
        "x,w,e,y/1,a,,2/2,b,,3/3,a,,5!column 'e' is missing in every row (leave the column out with"
            + " --exclude e)",
        "w,e,f,y/a,,,2/b,,,3/a,,,5!columns 'e' and 'f' are missing in every row",
        "w,e,y/a,1,/b,,3/a,2,!column 'y' lacks 2",
        "w,e,y/a,1,/b,2,/a,2,!column 'y' is missing in every row (choose another --target)"
      })
  void rowsThatAreLeftOutMakeNoLevels(String lines, String message) throws IOException {
    Path data = Files.writeString(directory.resolve("t.csv"), lines.replace('/', '\n') + "\n");
    for (String memory : MEMORIES) {
      Run run =
          Run.of(
              "train",
              data,
              "--target",
              "y",
              "--categorical",
              "one-hot",
              "--missing",
              "skip",
              "--memory",
              memory);
      assertEquals(3, run.code(), run.err());
      assertTrue(run.err().contains(message), run.err());
      assertTrue(!run.err().contains("--categorical one-hot"), run.err());
    }
  }

  @Test
  void nearlyAsManyLevelsAsRowsAreNoted() throws IOException {
    StringBuilder text = new StringBuilder("id,y\n");
    for (int i = 0; i < 40; i++) {
      text.append("p").append(i).append(',').append(i * i % 7).append('\n');
    }
    Path data = Files.writeString(directory.resolve("t.csv"), text);
    for (String memory : MEMORIES) {
      Run run =
          Run.of("train", data, "--target", "y", "--categorical", "one-hot", "--memory", memory);
      assertEquals(0, run.code(), run.err());
      assertTrue(run.err().contains("column 'id' has 40 levels in 40 rows"), run.err());
    }
  }

  @Test
  void moreColumnsThanRowsAreNoted() throws IOException {
    Path data =
        Files.writeString(directory.resolve("t.csv"), "a,b,c,y\n1,2,4,3\n2,1,5,7\n4,4,1,1\n");
    for (String memory : MEMORIES) {
      Run run = Run.of("train", data, "--target", "y", "--memory", memory);
      assertEquals(0, run.code(), run.err());
      assertTrue(run.err().contains("4 coefficients for 3 rows"), run.err());
    }
  }

  /** compare and tune encode categories as train does. */
  @ParameterizedTest
  @CsvSource({"compare", "tune"})
  void everyCommandThatTrainsOffersLevels(String command) throws IOException {
    Path data = Files.writeString(directory.resolve("t.csv"), "a,b,y\n1,x,3\n2,z,7\n");
    Run run = Run.of(command, data, "--target", "y");
    assertEquals(3, run.code());
    assertTrue(run.err().contains("--exclude b or use --categorical one-hot)"), run.err());
  }
}
