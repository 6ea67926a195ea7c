/**
 * The page that compares methods: their curves against time and epochs, a table of the time to each
 * gap, and the results of JMH beside them.
 *
 * <pre>{@code
 * Results results = Results.read(List.of(Path.of("convergence.json"), Path.of("jmh.json")));
 * ComparisonPage.write(Path.of("report.html"), results, "how this page was made");
 * }</pre>
 *
 * <p>{@link io.github.fallline.report.comparison.ConvergenceChart} is the main chart of the page as
 * a still picture.
 *
 * <p>Imports {@code chart}, {@code compare}, {@code json}, {@code report} and {@code text}.
 */
@NullMarked
package io.github.fallline.report.comparison;

import org.jspecify.annotations.NullMarked;
