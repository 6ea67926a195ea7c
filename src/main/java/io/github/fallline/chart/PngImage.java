package io.github.fallline.chart;

import io.github.fallline.chart.Shape.Place;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.ImageIO;

/** A picture as PNG, two dots a pixel each way, so that it is sharp on today's screens. */
final class PngImage {
  private static final int DOTS_PER_PIXEL = 2;
  private static final float[] DASHES = {6, 4};

  private final Graphics2D graphics;

  private PngImage(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /**
   * Writes a picture; the stream stays open.
   *
   * @throws IOException when the stream does
   */
  static void write(Drawing drawing, OutputStream stream) throws IOException {
    // A cache of image data would be a file of its own.
    ImageIO.setUseCache(false);
    ImageIO.write(image(drawing), "png", stream);
  }

  static BufferedImage image(Drawing drawing) {
    BufferedImage image =
        new BufferedImage(
            DOTS_PER_PIXEL * drawing.width(),
            DOTS_PER_PIXEL * drawing.height(),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(new Color(Palette.PAPER.rgb()));
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(DOTS_PER_PIXEL, DOTS_PER_PIXEL);
      drawing.shapes().forEach(new PngImage(graphics)::draw);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private void draw(Shape shape) {
    if (shape instanceof Shape.Line line) {
      draw(line);
    } else if (shape instanceof Shape.Area area) {
      ink(area.color(), area.opacity());
      Path2D outline = path(area.places());
      outline.closePath();
      graphics.fill(outline);
    } else if (shape instanceof Shape.Cells cells) {
      ink(cells.color(), cells.opacity());
      for (Shape.Cell cell : cells.cells()) {
        graphics.fill(new Rectangle2D.Double(cell.x(), cell.y(), cell.width(), cell.height()));
      }
    } else if (shape instanceof Shape.Dots dots) {
      draw(dots);
    } else if (shape instanceof Shape.Text text) {
      draw(text);
    }
  }

  private void draw(Shape.Line line) {
    ink(line.color(), line.opacity());
    graphics.setStroke(
        new BasicStroke(
            (float) line.width(),
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            10,
            line.dashed() ? DASHES : null,
            0));
    graphics.draw(path(line.places()));
  }

  private void draw(Shape.Dots dots) {
    ink(dots.color(), dots.opacity());
    double size = 2 * dots.radius();
    for (Place place : dots.places()) {
      graphics.fill(
          new Ellipse2D.Double(place.x() - dots.radius(), place.y() - dots.radius(), size, size));
    }
  }

  private void draw(Shape.Text text) {
    ink(text.color(), 1);
    Font font = new Font(Font.SANS_SERIF, text.bold() ? Font.BOLD : Font.PLAIN, 1);
    graphics.setFont(font.deriveFont((float) text.size()));
    double width = graphics.getFontMetrics().stringWidth(text.text());
    double before =
        switch (text.align()) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    graphics.drawString(text.text(), (float) (text.place().x() - before), (float) text.place().y());
  }

  private void ink(Palette color, double opacity) {
    graphics.setColor(new Color((color.rgb() & 0xffffff) | (int) (255 * opacity) << 24, true));
  }

  private static Path2D path(List<Place> places) {
    Path2D path = new Path2D.Double();
    for (Place place : places) {
      if (path.getCurrentPoint() == null) {
        path.moveTo(place.x(), place.y());
      } else {
        path.lineTo(place.x(), place.y());
      }
    }
    return path;
  }
}
