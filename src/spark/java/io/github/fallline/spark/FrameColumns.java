package io.github.fallline.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** The columns asked for, found in a frame and cut out of it as doubles. */
final class FrameColumns {
  private static final String ATTRIBUTES = "ml_attr";
  private static final String COUNT = "num_attrs";

  private final Dataset<Row> frame;
  private final SparkColumns columns;
  private final RowLayout.Form form;

  FrameColumns(Dataset<Row> frame, SparkColumns columns) {
    this.frame = frame;
    this.columns = columns;
    form = form();
    if (form == RowLayout.Form.COLUMNS) {
      columns.features().forEach(this::requireNumbers);
    }
    requireNumbers(columns.target());
    columns.weight().ifPresent(this::requireNumbers);
  }

  private RowLayout.Form form() {
    if (columns.features().size() != 1) {
      return RowLayout.Form.COLUMNS;
    }
    DataType type = field(columns.features().get(0)).dataType();
    if (type instanceof ArrayType) {
      return RowLayout.Form.ARRAY;
    }
    return type.typeName().equals("vector") ? RowLayout.Form.VECTOR : RowLayout.Form.COLUMNS;
  }

  private StructField field(String name) {
    return Arrays.stream(frame.schema().fields())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no column '" + name + "'; expected one of " + List.of(frame.columns())));
  }

  private void requireNumbers(String name) {
    DataType type = field(name).dataType();
    if (!(type instanceof NumericType) && !(type instanceof BooleanType)) {
      throw new IllegalArgumentException(
          "column '%s' is of type %s; expected numbers: cast it or leave it out"
              .formatted(name, type.typeName()));
    }
  }

  /** The features, the target and the weights, in this order, as they are read. */
  Dataset<Row> selected() {
    List<Column> selected = new ArrayList<>();
    for (String name : columns.features()) {
      selected.add(
          switch (form) {
            case COLUMNS -> doubles(name);
            case ARRAY -> named(name).cast("array<double>");
            case VECTOR -> named(name);
          });
    }
    selected.add(doubles(columns.target()));
    columns.weight().ifPresent(name -> selected.add(doubles(name)));
    return frame.select(selected.toArray(Column[]::new));
  }

  private static Column doubles(String name) {
    return named(name).cast("double");
  }

  /** A column of that very name, dots and all. */
  private static Column named(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  RowLayout layout() {
    return new RowLayout(
        names(), columns.target(), form, columns.weight().isPresent(), columns.missing());
  }

  private List<String> names() {
    if (form == RowLayout.Form.COLUMNS) {
      return columns.features();
    }
    String name = columns.features().get(0);
    return new ArrayList<>(
        IntStream.range(0, length(name)).mapToObj(j -> name + "[" + j + "]").toList());
  }

  /** The length of the vectors: by the metadata of the column, or of the first one. */
  private int length(String name) {
    Metadata known = field(name).metadata();
    if (known.contains(ATTRIBUTES) && known.getMetadata(ATTRIBUTES).contains(COUNT)) {
      return (int) known.getMetadata(ATTRIBUTES).getLong(COUNT);
    }
    List<Integer> first =
        frame
            .select(form == RowLayout.Form.VECTOR ? named(name) : named(name).cast("array<double>"))
            .where(named(name).isNotNull())
            .limit(1)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .map(form == RowLayout.Form.VECTOR ? RowLayout::vectorLength : RowLayout::arrayLength)
            .collect();
    if (first.isEmpty()) {
      throw new IllegalArgumentException("column '" + name + "' has no value at all");
    }
    return first.get(0);
  }
}
