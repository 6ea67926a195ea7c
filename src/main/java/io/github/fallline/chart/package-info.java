/**
 * Charts as still pictures: described once, drawn as SVG text or as PNG.
 *
 * <pre>{@code
 * Series loss = new Series("loss", Series.Style.LINE, Palette.BLUE, points);
 * LineChart chart =
 *     new LineChart("Loss", Axis.linear("epochs"), Axis.log("mean squared error"), List.of(loss));
 * PictureFile.of(Path.of("loss.svg")).write(chart.draw(720, 420));
 * }</pre>
 *
 * <p>A chart ({@link io.github.fallline.chart.LineChart}, {@link
 * io.github.fallline.chart.BarChart}, {@link io.github.fallline.chart.IntervalChart}, {@link
 * io.github.fallline.chart.HeatMap}) lays itself out as a {@link io.github.fallline.chart.Drawing},
 * which is a list of {@link io.github.fallline.chart.Shape}s in pixels; {@code SvgImage} and {@code
 * PngImage} put marks on paper and know nothing of charts.
 *
 * <p>Imports {@code files}.
 */
@NullMarked
package io.github.fallline.chart;

import org.jspecify.annotations.NullMarked;
