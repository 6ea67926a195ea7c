package io.github.fallline.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.chart.Shape.Align;
import io.github.fallline.chart.Shape.Place;
import io.github.fallline.files.OutputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PictureFileTest {
  /** A blue line across and a green polygon below it, right of a line of writing. */
  private static final Drawing PICTURE = picture("Loss");

  @TempDir Path directory;

  private static Drawing picture(String name) {
    return new Drawing(
        name,
        100,
        60,
        List.of(
            new Shape.Line(
                name, List.of(new Place(0, 10), new Place(100, 10)), Palette.BLUE, 4, 1, false),
            new Shape.Area(
                List.of(new Place(60, 20), new Place(100, 20), new Place(100, 60)),
                Palette.GREEN,
                1),
            new Shape.Dots(name, List.of(new Place(10, 50)), Palette.ORANGE, 3, 0.5),
            new Shape.Text(name, new Place(5, 40), Align.START, Palette.TEXT, 12, true)));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void pngHasTwoDotsAPixelInTheGivenColours() throws IOException {
    Path file = directory.resolve("a.PNG");
    PictureFile.of(file).write(PICTURE);

    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(200, image.getWidth());
    assertEquals(120, image.getHeight());
    assertEquals(Palette.BLUE.rgb(), image.getRGB(100, 20) & 0xffffff);
    assertEquals(Palette.GREEN.rgb(), image.getRGB(190, 60) & 0xffffff);
    assertEquals(Palette.PAPER.rgb(), image.getRGB(100, 110) & 0xffffff);
  }

  @Test
  void svgHasEveryMarkWithItsColour() throws Exception {
    Path file = directory.resolve("a.svg");
    PictureFile.of(file).write(PICTURE);

    Document svg = parse(Files.readString(file));
    assertEquals("0 0 100 60", svg.getDocumentElement().getAttribute("viewBox"));
    assertEquals("Loss", svg.getDocumentElement().getAttribute("aria-label"));
    assertEquals(3, svg.getElementsByTagName("path").getLength());
    assertEquals("Loss", svg.getElementsByTagName("text").item(0).getTextContent());
    String line =
        Files.readString(file).lines().filter(l -> l.contains("M0 10L100 10")).toList().get(0);
    assertTrue(line.contains("stroke=\"#0072b2\""), line);
  }

  /** Whatever a column is called, the picture is XML and the name is text in it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"<script>alert(1)</script>", "a\" onload=\"x", "&lt;", "]]>", "Größe 🙂", "'"})
  void namesStayText(String name) throws Exception {
    Document svg = parse(SvgImage.of(picture(name)));

    assertEquals(name, svg.getDocumentElement().getAttribute("aria-label"));
    assertEquals(name, svg.getElementsByTagName("text").item(0).getTextContent());
    assertEquals(0, svg.getElementsByTagName("script").getLength());
    assertFalse(svg.getDocumentElement().hasAttribute("onload"));
  }

  /** Characters that XML 1.0 cannot hold, escaped or not. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u001b", "\ud800", "\uffff"})
  void charactersThatXmlHasNotAreReplaced(String character) throws Exception {
    Document svg = parse(SvgImage.of(picture("a" + character + "b")));

    assertEquals("a\ufffdb", svg.getElementsByTagName("text").item(0).getTextContent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.gif", "png", "a.svg.txt", "a"})
  void rejectsOtherFormats(String name) {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> PictureFile.of(Path.of(name)));

    assertEquals(name + ": unsupported image format; use .png or .svg", error.getMessage());
  }

  @Test
  void missingDirectoryIsAnOutputError() {
    PictureFile file = PictureFile.of(directory.resolve("no/a.svg"));

    assertThrows(OutputException.class, () -> file.write(PICTURE));
  }

  @Test
  void sheetPutsPicturesRowByRow() {
    Drawing sheet = Drawing.sheet("All", 2, List.of(PICTURE, PICTURE, PICTURE));

    assertEquals(200, sheet.width());
    assertEquals(120, sheet.height());
    Shape.Text last = (Shape.Text) sheet.shapes().get(sheet.shapes().size() - 1);
    assertEquals(new Place(5, 100), last.place());
  }

  @Test
  void longNamesAreShortenedInTheirMiddle() {
    assertEquals("abcd", Shape.Text.fitted("abcd", 10, 1000));
    String fitted = Shape.Text.fitted("a" + "b".repeat(100) + "c", 10, 60);
    assertTrue(fitted.startsWith("ab") && fitted.endsWith("bc"), fitted);
    assertTrue(Shape.Text.width(fitted, 10) <= 60, fitted);
  }
}
