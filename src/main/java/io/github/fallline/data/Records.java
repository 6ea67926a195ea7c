package io.github.fallline.data;

import io.github.fallline.blas.GrowableMatrix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * How objects become rows: a target and features, each by a function. Immutable: each method gives
 * another value.
 *
 * <pre>{@code
 * Records<House> houses =
 *     Records.target("price", House::price).feature("area", House::area).feature("age", House::age);
 * try (Dataset data = houses.read(list)) {
 *   ...
 * }
 * }</pre>
 *
 * @param <T> the objects
 */
public final class Records<T> {
  /** Numbers that are collected before they are copied. */
  private static final int NUMBERS_AT_ONCE = 1 << 13;

  private final String targetName;
  private final ToDoubleFunction<? super T> target;
  private final List<String> names;
  private final List<ToDoubleFunction<? super T>> features;

  private Records(
      String targetName,
      ToDoubleFunction<? super T> target,
      List<String> names,
      List<ToDoubleFunction<? super T>> features) {
    this.targetName = Objects.requireNonNull(targetName, "name");
    this.target = Objects.requireNonNull(target, "target");
    this.names = names;
    this.features = features;
  }

  /** Objects with a target and without features. */
  public static <T> Records<T> target(String name, ToDoubleFunction<? super T> value) {
    return new Records<>(name, value, List.of(), List.of());
  }

  /**
   * The same with a feature behind the others.
   *
   * @throws IllegalArgumentException if there is a feature or the target of this name
   */
  public Records<T> feature(String name, ToDoubleFunction<? super T> value) {
    List<String> allNames = new ArrayList<>(names);
    allNames.add(Objects.requireNonNull(name, "name"));
    List<ToDoubleFunction<? super T>> all = new ArrayList<>(features);
    all.add(Objects.requireNonNull(value, "feature"));
    if (name.equals(targetName) || new HashSet<>(allNames).size() != allNames.size()) {
      throw new IllegalArgumentException("feature: '" + name + "' is named twice");
    }
    return new Records<>(targetName, target, allNames, all);
  }

  /**
   * Reads objects to the last.
   *
   * @return [n, d] doubles, closed by the caller
   * @throws InvalidDataException if there are no objects, or a number is not finite; the message
   *     names the row, from 1, and the column
   * @throws IllegalStateException without a feature
   */
  public Dataset read(Iterable<? extends T> objects) {
    return read(objects.iterator());
  }

  /**
   * Reads objects to the last.
   *
   * @see #read(Iterable)
   */
  public Dataset read(Iterator<? extends T> objects) {
    if (names.isEmpty()) {
      throw new IllegalStateException("records: expected at least one feature");
    }
    int width = names.size();
    double[] rows = new double[Math.max(1, NUMBERS_AT_ONCE / width) * width];
    double[] targets = new double[rows.length / width];
    try (GrowableMatrix matrix = new GrowableMatrix(width);
        GrowableMatrix column = new GrowableMatrix(1)) {
      int filled = 0;
      while (objects.hasNext()) {
        T object = objects.next();
        long row = matrix.rows() + filled + 1;
        for (int j = 0; j < width; j++) {
          rows[filled * width + j] = finite(features.get(j).applyAsDouble(object), row, names, j);
        }
        targets[filled] = finite(target.applyAsDouble(object), row, List.of(targetName), 0);
        filled++;
        if (filled == targets.length || !objects.hasNext()) {
          matrix.write(matrix.append(filled), filled, rows);
          column.write(column.append(filled), filled, targets);
          filled = 0;
        }
      }
      if (matrix.rows() == 0) {
        throw new InvalidDataException("records: expected at least one");
      }
      return Dataset.owning(matrix.drain(), column.drain(), names, targetName, 0);
    }
  }

  private static double finite(double number, long row, List<String> names, int column) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new InvalidDataException(
          "row %d: expected a finite number in '%s', got %s"
              .formatted(row, names.get(column), number));
    }
    return number;
  }
}
