/**
 * Timed comparison of several methods on the same rows, against the exact optimum.
 *
 * <pre>{@code
 * Race race = new Race("prices.csv", rows, contenders, limits, 3);
 * RaceResult result = race.run(name -> {});
 * ReportPage.write(Path.of("race.html"), Results.of("race.json", result.convergence(environment)), "");
 * }</pre>
 *
 * <p>Imports {@code descent}, {@code data} and {@code report}.
 */
package io.github.fallline.race;
