package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number that is refused once the rows were read is named by its line in the file. */
class WrongNumberTest {
  private static final String NEGATIVE =
      " is -1.0; the poisson loss needs targets of at least 0.0\n";

  @TempDir Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(
        directory.resolve(name), text.replace("\\n", "\n").replace("\\r", "\r"));
  }

  private static Run train(Path file, String options) {
    List<Object> arguments = new ArrayList<>(List.of("train", file));
    arguments.addAll(List.of(options.split(" ")));
    return Run.of(arguments.toArray());
  }

  /** Texts with a wrong number, options, and its line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y\\n1,-1\\n2,4\\n3,6\\n | --target y | 2",
        "x,y\\n1,1\\n2,4\\n3,-1\\n | --target y | 4",
        "x,y\\n1,1\\n\\n\\n2,-1\\n3,-1\\n | --target y | 5",
        "x,y\\n1,1\\n,-1\\n,3\\n4,-1\\n5,2\\n | --target y --missing skip | 5",
        "x,y\\n1,1\\n,-1\\n4,2\\n5,2\\n | --target y --missing mean | 3",
        "x,y\\n1,\\n2,2\\n4,-1\\n5,2\\n | --target y --missing skip | 4",
        "x,y\\r\\n1,1\\r\\n2,4\\r\\n3,-1\\r\\n | --target y | 4",
        "x,z,y\\n1,\"a\\nb\",1\\n2,c,4\\n3,d,-1\\n | --target y --features x | 5",
        "1,3\\n2,4\\n3,-1\\n | --target 2 --no-header | 3",
        "x,w,y\\n1,1,1\\n2,0,4\\n3,2,-1\\n | --target y --weight w | 4",
        "x,y\\na,1\\nb,4\\na,-1\\n | --target y --categorical one-hot | 4",
      })
  void negativeCountsAreNamedByTheirLine(String text, String options, int line) throws IOException {
    for (String memory : List.of("in-memory", "streaming")) {
      for (int threads = 1; threads <= 3; threads += 2) {
        Path file = file("counts.csv", text);
        String more = options + " --loss poisson --memory " + memory + " --threads " + threads;

        Run run = train(file, more);

        String column = options.contains("--no-header") ? "2" : "y";
        String error = run.err().substring(run.err().lastIndexOf("fallline: "));
        assertEquals(
            "fallline: " + file + ":" + line + ": column '" + column + "'" + NEGATIVE, error);
        assertEquals(3, run.code());
      }
    }
  }

  @Test
  void lastOfManyRowsIsNamedFromACompressedFileAndACache() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 60_000; i++) {
      text.append(i % 7).append(',').append(i % 5).append('\n');
    }
    text.append("1,-1\n");
    Path plain = file("many.csv", text.toString());
    Path packed = directory.resolve("many.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    String poisson = "--target y --loss poisson";
    String cached = poisson + " --memory streaming --cache " + directory.resolve("rows.npy");

    assertEquals(
        "fallline: " + plain + ":60002: column 'y'" + NEGATIVE, train(plain, poisson).err());
    assertEquals(
        "fallline: " + plain + ":60002: column 'y'" + NEGATIVE, train(plain, cached).err());
    assertEquals(
        "fallline: " + packed + ":60002: column 'y'" + NEGATIVE, train(packed, poisson).err());
  }

  @Test
  void numbersBeyondFloatsAreNamedByTheirLine() throws IOException {
    Path file = file("large.csv", "x,z,y\n1,3,1\n2,1,2\n3,2,3\n4,-1e39,2\n");

    Run run = train(file, "--target y --precision float");

    assertEquals(
        "fallline: "
            + file
            + ":5: column 'z' is -1.0E39; expected a finite number in the range of a float\n",
        run.err());
  }

  @Test
  void rowsOfStandardInputAreCountedFromOne() {
    InputStream before = System.in;
    try {
      byte[] text = "x,y\n1,2\n2,-1\n3,4\n".getBytes(StandardCharsets.UTF_8);
      System.setIn(new ByteArrayInputStream(text));
      Run run = Run.of("train", "-", "--target", "y", "--loss", "poisson");

      assertEquals("fallline: standard input: column 'y' of training row 2:" + NEGATIVE, run.err());
    } finally {
      System.setIn(before);
    }
  }
}
