package io.github.fallline.report;

import io.github.fallline.chart.Drawing;
import io.github.fallline.chart.SvgImage;
import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.OutputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTML page built from top to bottom. It is self-contained: style and scripts are embedded, and
 * a content policy forbids fetching.
 */
public final class HtmlPage {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

  /** Where the list of sections goes. */
  private static final String CONTENTS = "<!-- contents -->";

  private final StringBuilder body = new StringBuilder();
  private final Map<String, Integer> captions = new HashMap<>();
  private final Map<String, String> sections = new LinkedHashMap<>();
  private final String title;

  public HtmlPage(String title) {
    this.title = title;
  }

  /** A text as HTML. */
  public static String escape(String text) {
    return SvgImage.escape(text);
  }

  /** Adds HTML as it is. */
  public HtmlPage html(String html) {
    body.append(html).append('\n');
    return this;
  }

  /** Adds single numbers with their names, beside each other. */
  public HtmlPage figures(Map<String, String> figures) {
    html("<dl class=\"figures\">");
    figures.forEach(
        (name, value) ->
            html("<div><dt>" + escape(name) + "</dt><dd>" + escape(value) + "</dd></div>"));
    return html("</dl>");
  }

  /** Adds a paragraph of plain text. */
  public HtmlPage paragraph(String text) {
    return html("<p>" + escape(text) + "</p>");
  }

  /** Begins a section; the next one, or the end, ends it. */
  public HtmlPage section(String id, String heading) {
    sections.put(id, heading);
    return html(
        "</section>\n<section id=\"%1$s\" aria-labelledby=\"%1$s-heading\">\n<h2 id=\"%1$s-heading\">%2$s</h2>"
            .formatted(id, escape(heading)));
  }

  /** Adds a list of all sections, with links; at most once. */
  public HtmlPage contents() {
    return html(CONTENTS);
  }

  private String links() {
    StringBuilder links = new StringBuilder("<nav aria-label=\"Contents\"><ul>");
    sections.forEach(
        (id, heading) ->
            links.append("<li><a href=\"#%s\">%s</a></li>".formatted(id, escape(heading))));
    return links.append("</ul></nav>").toString();
  }

  /** Adds pictures in columns, as far as the width allows. */
  public HtmlPage columns(int count, List<Drawing> drawings) {
    html("<div class=\"columns-" + count + "\">");
    for (Drawing drawing : drawings) {
      html("<figure>" + SvgImage.of(drawing) + "</figure>");
    }
    return html("</div>");
  }

  /**
   * Adds a table that a click on a heading sorts.
   *
   * @param caption what it shows; later tables of the same caption are numbered for screen readers
   * @param rows the first cell of each is its heading
   */
  public HtmlPage table(String caption, List<String> headings, List<List<Cell>> rows) {
    int count = captions.merge(caption, 1, Integer::sum);
    html(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\""
            + escape(count == 1 ? caption : caption + ", " + count)
            + "\">");
    html("<table class=\"sortable\"><caption>" + escape(caption) + "</caption><thead><tr>");
    headings.forEach(
        heading ->
            html(
                "<th scope=\"col\"><button type=\"button\">" + escape(heading) + "</button></th>"));
    html("</tr></thead><tbody>");
    for (List<Cell> row : rows) {
      body.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        body.append(row.get(i).html(i == 0));
      }
      body.append("</tr>\n");
    }
    return html("</tbody></table></div>");
  }

  /**
   * A cell of a table.
   *
   * @param text what is shown
   * @param detail what is shown below it, smaller; may be empty
   * @param number what is sorted by, NaN for the text itself
   */
  public record Cell(String text, String detail, double number) {
    public static Cell of(String text) {
      return new Cell(text, "", Double.NaN);
    }

    public static Cell of(double number) {
      return new Cell(NumberFormats.rounded(number, 4), "", number);
    }

    public static Cell of(String text, double number) {
      return new Cell(text, "", number);
    }

    private String html(boolean heading) {
      String small = detail.isEmpty() ? "" : "<small>" + escape(detail) + "</small>";
      String value =
          Double.isNaN(number)
              ? ""
              : " class=\"number\" data-value=\"%s\"".formatted(Double.toString(number));
      String content = value + ">" + escape(text) + small;
      return heading ? "<th scope=\"row\"" + content + "</th>" : "<td" + content + "</td>";
    }
  }

  /** How many bytes the page has so far, about: style and scripts are counted as 65,000. */
  public int size() {
    return 65_000 + body.length();
  }

  /** The whole page. */
  String render(String... scripts) {
    StringBuilder page = new StringBuilder(body.length() + (1 << 15));
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.append("<title>").append(escape(title)).append("</title>\n");
    page.append("<style>\n").append(resource("page.css")).append("</style>\n</head>\n<body>\n");
    page.append("<main>\n<section>\n<h1>").append(escape(title)).append("</h1>\n");
    page.append(body.toString().replace(CONTENTS, links())).append("</section>\n</main>\n");
    for (String script : scripts) {
      page.append("<script>\n").append(resource(script)).append("</script>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }

  /**
   * Writes the page; the file appears complete or not at all.
   *
   * @throws OutputException when it cannot be written
   */
  public void write(Path file, String... scripts) {
    AtomicOutput.write(file, output -> output.writer().write(render(scripts)));
  }

  private static String resource(String name) {
    try (InputStream stream = HtmlPage.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
