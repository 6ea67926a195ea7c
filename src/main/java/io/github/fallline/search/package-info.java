/**
 * Search for the lowest score over named ranges, for scores without a gradient such as that of a
 * learning rate.
 *
 * <pre>{@code
 * Search search = new Search(List.of(Range.logarithmic("rate", 1e-4, 1)), 8, 3);
 * Search.Outcome outcome = search.run(setting -> lossAfterTraining(setting.get("rate")), threads);
 * System.out.println(outcome.best()); // of 24 trials, as fine as a grid of 512
 * }</pre>
 *
 * <p>Imports nothing of this project.
 */
@NullMarked
package io.github.fallline.search;

import org.jspecify.annotations.NullMarked;
