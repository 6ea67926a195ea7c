/**
 * The race: several ways to descend on the same rows, each against the clock and the exact optimum.
 *
 * <pre>{@code
 * Race race = new Race("prices.csv", rows, contenders, limits, 3);
 * RaceResult result = race.run(who -> {});
 * ReportPage.write(Path.of("race.html"), Results.of("race.json", result.convergence(environment)), "");
 * }</pre>
 *
 * <p>Imports {@code data}, {@code descent}, {@code leastsquares}, {@code optim} and {@code report}.
 */
package io.github.fallline.race;
