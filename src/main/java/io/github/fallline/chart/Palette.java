package io.github.fallline.chart;

import java.util.List;
import java.util.Locale;

/**
 * The colours of a picture: four for paper and writing, and those of series, which are
 * distinguishable with any kind of colour vision (Okabe and Ito, 2008; their black and yellow are
 * left out, because one vanishes on dark paper and the other on white).
 */
public enum Palette {
  /** Writing. */
  TEXT(0x1f2328),
  /** Writing that stands back. */
  MUTED(0x59636e),
  /** Lines to read values by. */
  GRID(0xdfe3e8),
  /** The background. */
  PAPER(0xffffff),
  /** The first series. */
  BLUE(0x0072b2),
  /** The second series. */
  VERMILION(0xd55e00),
  /** The third series. */
  GREEN(0x009e73),
  /** The fourth series. */
  PURPLE(0xcc79a7),
  /** The fifth series. */
  ORANGE(0xe69f00),
  /** The sixth series. */
  SKY(0x56b4e9),
  /** The seventh series. */
  GREY(0x7f7f7f);

  private static final List<Palette> SERIES =
      List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, GREY);

  private final int rgb;

  Palette(int rgb) {
    this.rgb = rgb;
  }

  /** The ink of a series, by its place from 0; after the seventh they come again. */
  public static Palette ofSeries(int place) {
    return SERIES.get(place % SERIES.size());
  }

  /** The number of inks for series. */
  public static int seriesCount() {
    return SERIES.size();
  }

  /** Red, green and blue, eight bits each. */
  public int rgb() {
    return rgb;
  }

  /** The colour as SVG and CSS write it, such as {@code #0072b2}. */
  public String hex() {
    return String.format("#%06x", rgb);
  }

  /** The name of the ink as a CSS class, such as {@code ink-grid}. */
  public String cssClass() {
    return "ink-" + name().toLowerCase(Locale.ROOT);
  }
}
