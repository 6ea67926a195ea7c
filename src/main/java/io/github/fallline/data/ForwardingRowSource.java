package io.github.fallline.data;

import io.github.fallline.blas.Precision;
import java.util.List;
import java.util.Optional;

/** A source that forwards to another source with the same columns. */
abstract class ForwardingRowSource implements RowSource {
  private final RowSource source;

  ForwardingRowSource(RowSource source) {
    this.source = source;
  }

  /** The other source. */
  final RowSource source() {
    return source;
  }

  @Override
  public final List<String> featureNames() {
    return source.featureNames();
  }

  @Override
  public String targetName() {
    return source.targetName();
  }

  @Override
  public final Optional<Schema> schema() {
    return source.schema();
  }

  @Override
  public final long skippedRows() {
    return source.skippedRows();
  }

  @Override
  public final Precision precision() {
    return source.precision();
  }

  @Override
  public final double offset(int feature) {
    return source.offset(feature);
  }
}
