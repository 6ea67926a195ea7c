package io.github.fallline.chart;

import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.OutputException;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that a picture goes to: PNG or SVG, by the end of its name.
 *
 * @param path the file
 * @param format how it is written
 */
public record PictureFile(Path path, Format format) {
  /** The format of a picture file. */
  public enum Format {
    /** Dots. */
    PNG,
    /** Text. */
    SVG
  }

  /**
   * The file of a name.
   *
   * @throws IllegalArgumentException unless it ends in .png or .svg
   * @throws OutputException for .png where this Java has no fonts to write with
   */
  public static PictureFile of(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      return new PictureFile(path, Format.SVG);
    }
    if (!name.endsWith(".png")) {
      throw new IllegalArgumentException(path + ": unsupported image format; use .png or .svg");
    }
    requireFonts(path);
    return new PictureFile(path, Format.PNG);
  }

  /** Small systems have none, and Java finds that out with errors of several kinds. */
  private static void requireFonts(Path path) {
    try {
      new Font(Font.SANS_SERIF, Font.PLAIN, 12)
          .getStringBounds("n", new FontRenderContext(null, true, true));
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new OutputException(
          path + ": this Java has no fonts to draw with; install one or name a .svg file", e);
    }
  }

  /**
   * Writes a picture; the file appears complete or not at all.
   *
   * @throws OutputException when it cannot be written
   */
  public void write(Drawing drawing) {
    AtomicOutput.write(
        path,
        output -> {
          if (format == Format.SVG) {
            output.writer().write(SvgImage.of(drawing));
          } else {
            PngImage.write(drawing, output.stream());
          }
        });
  }
}
