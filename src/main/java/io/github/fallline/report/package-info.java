/**
 * Pages that people read: each is one HTML file that needs nothing else, no network and no other
 * file.
 *
 * <p>{@link io.github.fallline.report.Page} is the frame with headings, tables and charts; {@code
 * report.training} is the page of one training, {@code report.comparison} the page that compares
 * methods.
 *
 * <p>Imports {@code chart} and {@code files}.
 */
package io.github.fallline.report;
