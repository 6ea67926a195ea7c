package io.github.fallline.cli.args;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arguments of the process with all their characters.
 *
 * <p>In the locale C or POSIX a JVM decodes its arguments as ASCII, and other characters are lost.
 * Linux has their bytes in /proc/self/cmdline, and these are decoded as UTF-8, as data is.
 */
public final class CommandLineText {
  static final String LOCALE_REMEDY = "set LC_ALL=C.UTF-8 for letters outside ASCII";

  private static final Path BYTES = Path.of("/proc/self/cmdline");

  private CommandLineText() {}

  /** The arguments as they were given; as the JVM decoded them if the bytes are not available. */
  public static String[] of(String[] decoded) {
    for (String argument : decoded) {
      if (isLossy(argument)) {
        try {
          return restored(decoded, Files.readAllBytes(BYTES));
        } catch (IOException e) {
          return decoded; // another system
        }
      }
    }
    return decoded;
  }

  private static boolean isLossy(String argument) {
    for (int i = 0; i < argument.length(); i++) {
      if (isReplacement(argument.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReplacement(char c) {
    return c == '\ufffd' || c == '?';
  }

  /**
   * Arguments decoded again.
   *
   * @param decoded as the JVM has them
   * @param bytes of the whole command line, of which they are the last, each ended by a NUL
   */
  static String[] restored(String[] decoded, byte[] bytes) {
    String[] restored = decoded.clone();
    int end = bytes.length - 1;
    for (int i = decoded.length - 1; i >= 0; i--) {
      int start = end - 1;
      while (start >= 0 && bytes[start] != 0) {
        start--;
      }
      if (end < 0 || bytes[end] != 0) {
        return decoded; // cut off
      }
      byte[] argument = Arrays.copyOfRange(bytes, start + 1, end);
      if (!isDecodingOf(argument, decoded[i])) {
        return decoded; // other arguments, for example from an argument file
      }
      restored[i] = utf8(argument, decoded[i]);
      end = start;
    }
    return restored;
  }

  /** Whether a text is the ASCII decoding of bytes, with a replacement for each other byte. */
  private static boolean isDecodingOf(byte[] bytes, String text) {
    if (text.length() != bytes.length) {
      return isUtf8(bytes, text); // decoded without a loss
    }
    for (int i = 0; i < bytes.length; i++) {
      char c = text.charAt(i);
      if (bytes[i] >= 0 ? c != bytes[i] : !isReplacement(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(byte[] bytes, String text) {
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
  }

  private static String utf8(byte[] bytes, String otherwise) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return otherwise;
    }
  }
}
