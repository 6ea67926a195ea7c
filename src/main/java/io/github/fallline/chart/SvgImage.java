package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * A picture as SVG text. Colours are attributes, so that it looks right anywhere, and each mark
 * also has its ink as a class, which the style sheet of a page may use to recolour it.
 */
public final class SvgImage {
  private static final String FONT = "system-ui,-apple-system,'Segoe UI',Arial,sans-serif";

  private final StringBuilder svg = new StringBuilder();

  private SvgImage() {}

  /** A whole SVG document. */
  public static String of(Drawing drawing) {
    SvgImage image = new SvgImage();
    image.draw(drawing);
    return image.svg.toString();
  }

  /**
   * A text for XML and HTML, in elements and in quoted attributes. Characters that XML has not are
   * replaced by U+FFFD.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isLegal(character) ? character : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean isLegal(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || (character >= 0x20 && character <= 0xd7ff)
        || (character >= 0xe000 && character <= 0xfffd)
        || character >= 0x10000;
  }

  private void draw(Drawing drawing) {
    String title = escape(drawing.title());
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\""
                + " height=\"%2$d\" role=\"img\" aria-label=\"%3$s\" font-family=\"%4$s\">\n"
                + "<title>%3$s</title>\n"
                + "<rect class=\"%5$s\" width=\"%1$d\" height=\"%2$d\" fill=\"%6$s\"/>\n",
            drawing.width(),
            drawing.height(),
            title,
            FONT,
            Palette.PAPER.cssClass(),
            Palette.PAPER.hex()));
    drawing.shapes().forEach(this::draw);
    svg.append("</svg>\n");
  }

  private void draw(Shape shape) {
    if (shape instanceof Shape.Line line) {
      draw(line);
    } else if (shape instanceof Shape.Area area) {
      open("path", area.color(), "fill", area.opacity());
      svg.append(" d=\"").append(path(area.places())).append("Z\"/>\n");
    } else if (shape instanceof Shape.Cells cells) {
      draw(cells);
    } else if (shape instanceof Shape.Dots dots) {
      draw(dots);
    } else if (shape instanceof Shape.Text text) {
      draw(text);
    }
  }

  private void draw(Shape.Line line) {
    open("path", line.color(), "stroke", line.opacity());
    svg.append(" fill=\"none\" stroke-width=\"").append(number(line.width())).append('"');
    svg.append(" stroke-linejoin=\"round\"");
    if (line.dashed()) {
      svg.append(" stroke-dasharray=\"6 4\"");
    }
    svg.append(" d=\"").append(path(line.places()));
    named("path", line.name());
  }

  /** Cells are one path: rectangles of whole rows would double the size of a page. */
  private void draw(Shape.Cells cells) {
    open("path", cells.color(), "fill", cells.opacity());
    svg.append(" d=\"");
    for (Shape.Cell cell : cells.cells()) {
      String width = number(cell.width());
      svg.append('M').append(number(cell.x())).append(' ').append(number(cell.y()));
      svg.append('h').append(width).append('v').append(number(cell.height()));
      svg.append("h-").append(width).append('z');
    }
    svg.append("\"/>\n");
  }

  /** Dots are strokes of no length with round ends: one element for them all. */
  private void draw(Shape.Dots dots) {
    open("path", dots.color(), "stroke", dots.opacity());
    svg.append(" fill=\"none\" stroke-linecap=\"round\" stroke-width=\"")
        .append(number(2 * dots.radius()))
        .append("\" d=\"");
    for (Place place : dots.places()) {
      svg.append('M').append(at(place)).append("h0");
    }
    named("path", dots.name());
  }

  private void draw(Shape.Text text) {
    open("text", text.color(), "fill", 1);
    svg.append(" x=\"").append(number(text.place().x()));
    svg.append("\" y=\"").append(number(text.place().y()));
    svg.append("\" font-size=\"").append(number(text.size())).append('"');
    if (text.align() != Shape.Align.START) {
      String anchor = text.align() == Shape.Align.MIDDLE ? "middle" : "end";
      svg.append(" text-anchor=\"").append(anchor).append('"');
    }
    if (text.bold()) {
      svg.append(" font-weight=\"600\"");
    }
    svg.append('>').append(escape(text.text())).append("</text>\n");
  }

  private void open(String element, Palette color, String property, double opacity) {
    svg.append('<').append(element);
    svg.append(" class=\"").append(color.cssClass()).append("\" ");
    svg.append(property).append("=\"").append(color.hex()).append('"');
    if (opacity < 1) {
      svg.append(' ').append(property).append("-opacity=\"").append(number(opacity)).append('"');
    }
  }

  private void named(String element, String name) {
    if (name.isEmpty()) {
      svg.append("\"/>\n");
    } else {
      svg.append("\"><title>").append(escape(name)).append("</title></");
      svg.append(element).append(">\n");
    }
  }

  private static String path(List<Place> places) {
    StringBuilder path = new StringBuilder(12 * places.size());
    for (Place place : places) {
      path.append(path.isEmpty() ? 'M' : 'L').append(at(place));
    }
    return path.toString();
  }

  private static String at(Place place) {
    return number(place.x()) + " " + number(place.y());
  }

  /** Hundredths of a pixel, without zeros at the end. */
  private static String number(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
