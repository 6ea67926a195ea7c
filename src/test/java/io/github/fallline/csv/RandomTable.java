package io.github.fallline.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.fallline.data.Schema;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The bytes of a random table in a random dialect, most of them good ones, and what to read from
 * it. The first columns hold numbers, the others anything; the target is the first.
 */
final class RandomTable {
  private static final char[] SEPARATORS = {',', ';', '\t', '|', ',', ';', ' ', '^', ':'};
  private static final String[] LINE_ENDS = {"\n", "\r\n", "\n", "\r"};
  private static final String[] MISSING = {
    "", "NA", "n/a", "NaN", "nULL", "?", " ", "\"\"", "\" \""
  };
  private static final String[] WORDS = {
    "x",
    "caf\u00e9",
    "\u96ea",
    "1d",
    "0x1p3",
    "1e400",
    "-",
    ".",
    "1.2.3",
    "--1",
    "1e",
    "inf",
    "N",
    "nul",
    "7,5",
    "1_0",
    "\u2003",
    "5\u00a0",
    "\u0085",
    "\ufeff",
    "\u001c",
    "\f",
    "a b",
    "1 2",
    "+-1",
    "\u0663"
  };
  private static final String[] FAULTS = {
    "\"",
    "5\" pipe",
    "\"a\"b",
    "a\"\"b",
    "\"a\" \"b\"",
    "\0",
    "\"\0\"",
    "\f\"1\"",
    "\"1\"\f",
    "\"\n",
    "\"1",
    "1\""
  };

  private final SplittableRandom random;
  private final char separator;
  private final String lineEnd;
  private final boolean mixedEnds;
  private final int numbers;
  private final int others;
  private final double missingRate;
  private final double faultRate;
  private final double quoteRate;
  private final boolean header;
  final byte[] bytes;
  final CsvFormat format;
  final Schema schema;

  RandomTable(long seed) {
    random = new SplittableRandom(seed);
    separator = SEPARATORS[random.nextInt(SEPARATORS.length)];
    lineEnd = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
    mixedEnds = random.nextInt(8) == 0;
    numbers = 1 + random.nextInt(5);
    others = random.nextInt(3);
    missingRate = random.nextInt(2) * random.nextDouble(0.05);
    faultRate = random.nextInt(3) == 0 ? random.nextDouble(0.01) : 0;
    quoteRate = random.nextInt(2) * random.nextDouble();
    header = random.nextInt(8) > 0;
    bytes = table();
    boolean given = random.nextBoolean();
    format = new CsvFormat(given ? Optional.of(separator) : Optional.empty(), header);
    schema = schema();
  }

  private String name(int column) {
    return header ? "c" + column : Integer.toString(column + 1);
  }

  private Schema schema() {
    List<String> features = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    for (int j = 1; j < numbers; j++) {
      features.add(0, name(j));
    }
    for (int j = 0; j < others; j++) {
      excluded.add(name(numbers + j));
    }
    if (numbers == 1) {
      return Schema.unlabelled().withFeatures(List.of(name(0)));
    }
    return random.nextBoolean()
        ? Schema.target(name(0)).withFeatures(features)
        : Schema.target(name(0)).withExcluded(excluded);
  }

  private byte[] table() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, random.nextInt(8) == 0 ? "\ufeff" : "");
    if (header) {
      for (int j = 0; j < numbers + others; j++) {
        write(out, (j > 0 ? String.valueOf(separator) : "") + field("c" + j));
      }
      write(out, end());
    }
    int rows = random.nextInt(60);
    for (int i = 0; i < rows; i++) {
      record(out);
      write(out, i == rows - 1 && random.nextBoolean() ? "" : end());
    }
    return out.toByteArray();
  }

  private String end() {
    String one = mixedEnds ? LINE_ENDS[random.nextInt(LINE_ENDS.length)] : lineEnd;
    String blank = random.nextBoolean() ? "" : " \t".substring(random.nextInt(2));
    return random.nextInt(12) == 0
        ? one + (separator == ' ' || separator == '\t' ? "" : blank) + one
        : one;
  }

  private void record(ByteArrayOutputStream out) {
    int width = numbers + others + (happens(faultRate) ? random.nextInt(-1, 2) : 0);
    for (int j = 0; j < width; j++) {
      write(out, j > 0 ? String.valueOf(separator) : "");
      if (happens(faultRate / 4)) {
        out.write(0x80 | random.nextInt(128)); // no UTF-8, most of the time
      }
      write(out, happens(faultRate) ? fault() : cell(j));
    }
  }

  private String fault() {
    return random.nextBoolean()
        ? FAULTS[random.nextInt(FAULTS.length)]
        : WORDS[random.nextInt(WORDS.length)];
  }

  private String cell(int column) {
    if (happens(missingRate)) {
      return MISSING[random.nextInt(MISSING.length)];
    }
    return field(column < numbers ? number() : words());
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      words.append(WORDS[random.nextInt(WORDS.length)].replace(separator, '_'));
    }
    return words + "~".repeat(random.nextInt(40) == 0 ? random.nextInt(3000) : 0);
  }

  /** A field in one of its looks; in quotes, it may hold what it could not without. */
  private String field(String content) {
    String blank = separator == ' ' ? "" : " ".repeat(random.nextInt(10) == 0 ? 1 : 0);
    if (!happens(quoteRate)) {
      return blank + content + blank;
    }
    boolean text = content.isEmpty() || Character.isLetter(content.charAt(0));
    boolean more = text && !content.startsWith("c") && random.nextBoolean();
    String inner = more ? "\"\"" + separator + end() + "\r\n\"\"" : "";
    return blank + '"' + blank + content + inner + '"' + blank;
  }

  private String number() {
    double uniform = random.nextDouble(-1, 1);
    return switch (random.nextInt(8)) {
      case 0 -> Integer.toString(random.nextInt(-1000, 1000));
      case 1 -> Double.toString(uniform);
      case 2 -> String.format(Locale.ROOT, "%.20e", uniform);
      case 3 -> String.format(Locale.ROOT, "%+.3f", uniform);
      case 4 -> Long.toString(random.nextLong()) + (random.nextBoolean() ? "." : "");
      case 5 -> "." + random.nextInt(100_000_000);
      default -> String.format(Locale.ROOT, "%." + random.nextInt(10) + "f", uniform * 1e4);
    };
  }

  private boolean happens(double rate) {
    return random.nextDouble() < rate;
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(UTF_8));
  }
}
