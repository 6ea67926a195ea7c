/**
 * HTML reports: the outcome of a training run, and how fast methods converge. Each is one
 * self-contained HTML file: no network, no other files.
 *
 * <p>{@link io.github.fallline.report.HtmlPage} is the frame with headings, tables and charts;
 * {@code report.training} is the page of one training, {@code report.comparison} the page that
 * compares methods.
 *
 * <p>Imports {@code chart} and {@code files}.
 */
@NullMarked
package io.github.fallline.report;

import org.jspecify.annotations.NullMarked;
