package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.fallline.files.Compressed;
import io.github.fallline.files.TextFiles;
import io.github.fallline.files.TextSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of a random table in one file, and in several, some of which have none. */
final class SplitTable {
  private static final String[] CELLS = {"1", "-2.5", "3e2", "0.125", "\"7\"", " 8 ", "12345678.9"};
  private static final String[] ODD = {"", "NA", "\"\"", "w", "\"5", "6\"", "1,2", "\"a\" b"};
  private static final Pattern PLACE = Pattern.compile("whole\\.csv:(\\d+): (.*)");

  private final long seed;
  private final Path directory;
  private final SplittableRandom random;
  private final List<Path> parts = new ArrayList<>();

  /** For each part, the line of the whole text that its first row is on, and its header's lines. */
  private final List<Integer> firstLines = new ArrayList<>();

  private final List<Integer> headerLines = new ArrayList<>();
  private final Path whole;

  SplitTable(long seed, Path directory) throws IOException {
    this.seed = seed;
    this.directory = directory;
    random = new SplittableRandom(seed);
    String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
    String header = random.nextInt(4) == 0 ? "a,\"word\",b,y" : "a,word,b,y";
    int rows = 1 + random.nextInt(40);
    double odd = random.nextInt(3) * 0.004;
    double cut = random.nextDouble() * 0.5;
    StringBuilder all = new StringBuilder(header + end);
    StringBuilder part = begin(header, end, 2);
    int line = 2;
    for (int i = 0; i < rows; i++) {
      while (i > 0 && random.nextDouble() < cut) {
        finish(part);
        part = begin(header, end, line);
      }
      String row = row(odd, end) + end;
      all.append(row);
      part.append(row);
      line += (int) row.chars().filter(c -> c == '\n').count();
    }
    finish(part);
    whole = Files.writeString(directory.resolve("whole.csv"), all.toString());
  }

  private String row(double odd, String end) {
    String blank = random.nextInt(20) == 0 ? end : "";
    String word = random.nextInt(9) == 0 ? "\"two" + end + "lines\"" : "\u00e9x";
    return blank + cell(odd) + "," + word + "," + cell(odd) + "," + cell(odd);
  }

  private String cell(double odd) {
    String[] from = random.nextDouble() < odd ? ODD : CELLS;
    return from[random.nextInt(from.length)];
  }

  private StringBuilder begin(String header, String end, int line) {
    firstLines.add(line);
    String blank = random.nextInt(8) == 0 ? end : "";
    headerLines.add(blank.isEmpty() ? 1 : 2);
    return new StringBuilder(blank + header + end);
  }

  private void finish(StringBuilder part) throws IOException {
    Path path = directory.resolve("p%03d".formatted(parts.size()));
    byte[] bytes = part.toString().getBytes(UTF_8);
    parts.add(Files.write(path, Compressed.bytes(bytes, random.nextInt(2 * Compressed.KINDS))));
  }

  TextSource whole() {
    return TextFiles.of(List.of(whole));
  }

  TextSource parts() {
    return TextFiles.of(parts);
  }

  /** The error for the parts, instead of that for the whole; other outcomes are the same. */
  String place(String outcome) {
    Matcher known = PLACE.matcher(outcome.replace(directory + "/", ""));
    if (!known.matches()) {
      return outcome.replace(directory + "/", "").replace("whole.csv", name());
    }
    int line = Integer.parseInt(known.group(1));
    int part = 0;
    for (int i = 0; i < parts.size(); i++) {
      // Of parts without rows, which begin on the same line, the last has the row.
      part = firstLines.get(i) <= line ? i : part;
    }
    return "p%03d:%d: %s"
        .formatted(part, line - firstLines.get(part) + headerLines.get(part) + 1, known.group(2));
  }

  private String name() {
    int more = parts.size() - 1;
    return more == 0 ? "p000" : "p000 and " + more + " more file" + (more == 1 ? "" : "s");
  }

  @Override
  public String toString() {
    return Long.toString(seed);
  }
}
