package io.github.fallline.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Bytes that are nearly those of a good file. */
public final class Mutation {
  private static final String[] ODD_NUMBERS = {
    "0",
    "-0",
    "-1",
    "1e308",
    "1e309",
    "-1e400",
    "1e-400",
    "4.9e-324",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "123456789012345678901234567890",
    "1e2147483647",
    "1e-2147483648",
    "0.1",
    "1e99999999999",
    "NaN",
    "Infinity",
    "-Infinity",
    "01",
    "+1",
    ".5",
    "5.",
    "0x10",
    "1_000",
    "null",
    "true",
    "\"1\""
  };
  private static final String[] ODD_TEXTS = {
    "",
    " ",
    "\\u0000",
    "\\ud800",
    "\\",
    "a\tb",
    "\u00ff\u00fe",
    "../../etc/passwd",
    "${jndi:x}",
    "%n%s%d",
    "{}",
    "[]",
    "null",
    "x".repeat(5000),
    "\\n",
    "-",
    "1",
    "intercept",
    "y"
  };
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  private static final Pattern ENTRY = Pattern.compile("\"[^\"]*\"\\s*:\\s*[^,\\[{}\\]]+,?");

  private Mutation() {}

  /** A copy with one to four changes of any bytes: flips, cuts, copies, and what is added. */
  public static byte[] ofBytes(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, SplittableRandom random) {
    int place = random.nextInt(bytes.length);
    int end = place + random.nextInt(Math.min(bytes.length - place, 1 << random.nextInt(12)) + 1);
    switch (random.nextInt(8)) {
      case 0, 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[place] = (byte) random.nextInt(256);
      case 3 -> {
        return Arrays.copyOf(bytes, place);
      }
      case 4 -> {
        return joined(bytes, place, new byte[0], end);
      }
      case 5 -> {
        return joined(bytes, place, Arrays.copyOfRange(bytes, place, end), place);
      }
      case 6 -> {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + end - place);
        return joined(bytes, place, Arrays.copyOfRange(bytes, from, to), end);
      }
      default -> Arrays.fill(bytes, place, end, (byte) (random.nextBoolean() ? 0 : 0xff));
    }
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int place, byte[] middle, int rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, place);
    out.writeBytes(middle);
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }

  /**
   * A copy of a JSON text, most of the time still JSON: numbers and texts are replaced by odd ones,
   * entries left out or said twice, and brackets nested.
   */
  public static byte[] ofJson(byte[] good, SplittableRandom random) {
    // Every byte is one character, so that nothing else is changed on the way.
    String text = new String(good, ISO_8859_1);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      text = changed(text, random);
    }
    return text.getBytes(ISO_8859_1);
  }

  private static String changed(String text, SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> replaced(text, NUMBER, oddNumber(random), random);
      case 3 -> replaced(text, TEXT, '"' + oneOf(ODD_TEXTS, random) + '"', random);
      case 4 -> replaced(text, ENTRY, "", random);
      case 5 -> {
        MatchResult entry = any(text, ENTRY, random);
        yield entry == null
            ? text
            : text.substring(0, entry.start()) + entry.group() + text.substring(entry.start());
      }
      case 6 -> {
        int depth = 1 << random.nextInt(16);
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        String close = open.equals("[") ? "]" : "}";
        String nested =
            open.repeat(depth) + "1" + (random.nextBoolean() ? close.repeat(depth) : "");
        yield replaced(text, random.nextBoolean() ? NUMBER : TEXT, nested, random);
      }
      default -> replaced(text, TEXT, oddNumber(random), random);
    };
  }

  private static String oddNumber(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Long.toString(random.nextLong());
      case 1 -> "9".repeat(1 << random.nextInt(13));
      default -> oneOf(ODD_NUMBERS, random);
    };
  }

  private static String replaced(
      String text, Pattern what, String replacement, SplittableRandom random) {
    MatchResult match = any(text, what, random);
    return match == null
        ? text
        : text.substring(0, match.start()) + replacement + text.substring(match.end());
  }

  /** Any match of a pattern; null if there is none. */
  private static MatchResult any(String text, Pattern what, SplittableRandom random) {
    MatchResult[] matches = what.matcher(text).results().toArray(MatchResult[]::new);
    return matches.length == 0 ? null : matches[random.nextInt(matches.length)];
  }

  /** Any of some. */
  public static <T> T oneOf(T[] some, SplittableRandom random) {
    return some[random.nextInt(some.length)];
  }
}
