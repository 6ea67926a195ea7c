package io.github.fallline.cli.args;

import java.util.ArrayList;
import java.util.List;

/** Names separated by commas; a name in double quotes may contain commas, as a field of CSV. */
final class NameList {
  private NameList() {}

  /**
   * The names of a text.
   *
   * @param option that the text is the value of, for the error
   * @throws UsageException if quotes do not pair
   */
  static List<String> of(String option, String text) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      boolean quoted = text.startsWith("\"", at);
      int end = quoted ? closingQuote(option, text, at) + 1 : text.indexOf(',', at);
      end = end < 0 ? text.length() : end;
      String name = text.substring(at, end);
      names.add(quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name);
      at = end + 1;
    }
    return names;
  }

  /** The place of the quote that ends a name, behind which the next name or the end follows. */
  private static int closingQuote(String option, String text, int from) {
    int at = from + 1;
    while (at < text.length() && (text.charAt(at) != '"' || text.startsWith("\"\"", at))) {
      at += text.charAt(at) == '"' ? 2 : 1;
    }
    if (at >= text.length() || (at + 1 < text.length() && text.charAt(at + 1) != ',')) {
      throw new UsageException(
          option
              + ": quotes do not pair in '"
              + text
              + "'; expected names such as a,\"b, c\", with a quote inside written twice");
    }
    return at;
  }
}
