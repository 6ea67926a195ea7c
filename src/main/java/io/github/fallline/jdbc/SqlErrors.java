package io.github.fallline.jdbc;

import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of errors and URLs for people, on one line and without passwords. */
final class SqlErrors {
  private static final int LONGEST = 400;

  /** {@code jdbc:}, the database, and for Oracle the driver. */
  private static final Pattern BEGINNING =
      Pattern.compile("jdbc:[\\w.+-]+:((thin|oci):)?(//)?", Pattern.CASE_INSENSITIVE);

  /** A setting that may be a secret, in a URL or in the text of an error. */
  private static final Pattern SECRET =
      Pattern.compile(
          "([\\w.-]*(?:passw|pwd|secret|token|credential)[\\w.-]*\\s*[=:]\\s*)"
              + "(\"[^\"]*\"|'[^']*'|[^;&\\s]*)",
          Pattern.CASE_INSENSITIVE);

  /** A user with a password before a host. */
  private static final Pattern USER = Pattern.compile("//[^/@\\s]*@|(?<=(thin|oci):)[^@\\s]*@");

  private SqlErrors() {}

  /** A URL without its settings, user and password. */
  static String withoutSecrets(String url) {
    String place = url.split("[?;]", 2)[0];
    Matcher beginning = BEGINNING.matcher(place);
    int host = place.lastIndexOf('@');
    if (host >= 0 && beginning.lookingAt() && beginning.end() <= host) {
      return place.substring(0, beginning.end()) + place.substring(host + 1);
    }
    return place;
  }

  /** A word of a command line as it may be shown: a URL without passwords. */
  static String withoutPassword(String word) {
    if (!word.toLowerCase(Locale.ROOT).contains("jdbc:")) {
      return word;
    }
    String shown = USER.matcher(word).replaceAll("//...@");
    return SECRET.matcher(shown).replaceAll("$1...");
  }

  /**
   * An error to keep as the cause of another one: with the stack trace of one that may have secrets
   * in its text.
   */
  static SQLException cause(Throwable error, String url) {
    SQLException shown = new SQLException(text(error, url));
    shown.setStackTrace(error.getStackTrace());
    return shown;
  }

  /** The text of an error, or its kind if it has none. */
  static String text(Throwable error) {
    String message = error.getMessage();
    return message == null || message.isBlank()
        ? error.getClass().getSimpleName()
        : oneLine(message);
  }

  /**
   * The text of an error of a connection.
   *
   * @param url that it may repeat
   */
  static String text(Throwable error, String url) {
    String message = error.getMessage();
    if (message == null || message.isBlank()) {
      return error.getClass().getSimpleName();
    }
    return oneLine(message.replace(url, withoutSecrets(url)));
  }

  private static String oneLine(String message) {
    String text = message.strip().replaceAll("\\s+", " ");
    text = USER.matcher(text).replaceAll("//...@");
    text = SECRET.matcher(text).replaceAll("$1...");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
