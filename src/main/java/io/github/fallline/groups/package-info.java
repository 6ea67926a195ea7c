/**
 * A model a group: the moments of the rows of each value of a column, from one pass over a text.
 *
 * <p>{@link io.github.fallline.groups.GroupMoments} is the result; each group is fitted from its
 * moments, by a {@link io.github.fallline.descent.MomentsTrainer} or otherwise.
 *
 * <pre>{@code
 * KeyNames names = new KeyNames();
 * Schema schema = Schema.target("price").withGroups("city");
 * ReadingOptions options = ReadingOptions.DEFAULT.withKeyNames(names);
 * try (CsvStream rows = new CsvStream(input, format, schema, MissingValues.FAIL, options)) {
 *   GroupMoments cities = GroupMoments.of(rows, names, 4);
 *   Training bern = cities.fit("Bern", TrainingConfig.of(new FullBatch()));
 * }
 * }</pre>
 *
 * <p>Imports {@code blas}, {@code data}, {@code descent}, {@code model}, {@code parallel} and
 * {@code stats}.
 */
@NullMarked
package io.github.fallline.groups;

import org.jspecify.annotations.NullMarked;
