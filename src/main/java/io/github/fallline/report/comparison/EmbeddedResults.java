package io.github.fallline.report.comparison;

import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.report.HtmlPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * A result file as embedded in a page: gzip in base 64.
 *
 * @param name its name without the directory
 * @param packed what it held
 * @param rounded the same with numbers of five digits; empty if there is no such version
 */
public record EmbeddedResults(String name, String packed, String rounded) {
  private static final int DIGITS = 5;

  /**
   * A file that is carried as it is or not at all.
   *
   * @param packed its bytes, packed by gzip
   */
  static EmbeddedResults of(Path file, ByteArrayOutputStream packed) {
    return new EmbeddedResults(file.getFileName().toString(), base64(packed), "");
  }

  /**
   * A file of traces.
   *
   * @param packed its bytes, packed by gzip
   */
  static EmbeddedResults of(Path file, ByteArrayOutputStream packed, Convergence content) {
    String rounded = packed(content.rounded(DIGITS));
    return new EmbeddedResults(file.getFileName().toString(), base64(packed), rounded);
  }

  /** Traces that lie in no file. */
  static EmbeddedResults of(String name, Convergence content) {
    return new EmbeddedResults(name, packed(content), packed(content.rounded(DIGITS)));
  }

  private static String packed(Convergence content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer text =
        new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
      ConvergenceFile.write(text, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return base64(bytes);
  }

  private static String base64(ByteArrayOutputStream bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** A link to save the file, as exact as the size limit allows. */
  String link(int room) {
    if (packed.length() <= room) {
      return link(packed, "compressed with gzip");
    }
    return !rounded.isEmpty() && rounded.length() <= room
        ? link(rounded, "numbers rounded to five digits, compressed with gzip")
        : HtmlPage.escape(name) + ": too large for this page";
  }

  private String link(String content, String how) {
    return "<a download=\"%1$s.gz\" href=\"data:application/gzip;base64,%2$s\">%1$s</a> (%3$s)"
        .formatted(HtmlPage.escape(name), content, how);
  }
}
