package io.github.fallline.model;

import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.Exposure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of a model's names and numbers: detects damage, not forgery.
 *
 * <p>It runs over the target and the names in order (each its length in bytes of UTF-8, then
 * these), then over the raw bits of coefficients, means and intercept, all big-endian; last over
 * the name of the link, where there is one, and then for each categorical column over its name, the
 * word "reference" or nothing, and its levels, and for each column of dates over its name, its
 * format or nothing, and its parts; at the end over the kind and column of an exposure, or the
 * center of logarithms and their variance. Software that knows of no links then refuses such a
 * model instead of misreading it.
 */
final class ModelChecksum {
  private final CRC32C sum = new CRC32C();
  private final ByteBuffer number = ByteBuffer.allocate(Double.BYTES);

  private ModelChecksum() {}

  /** The checksum as text, such as {@code crc32c:0a1b2c3d}. */
  static String of(
      LinearModel model,
      List<CategoricalColumn> categorical,
      List<DateColumn> dates,
      Response response) {
    ModelChecksum checksum = new ModelChecksum();
    checksum.add(model.targetName());
    model.featureNames().forEach(checksum::add);
    checksum.add(model.coefficientArray());
    checksum.add(model.featureMeans());
    checksum.add(model.intercept());
    if (model.link() != Link.IDENTITY) {
      checksum.add(model.link().label());
    }
    for (CategoricalColumn column : categorical) {
      checksum.add(column.name());
      checksum.add(column.hasReference() ? "reference" : "");
      column.levels().forEach(checksum::add);
    }
    for (DateColumn column : dates) {
      checksum.add(column.name());
      checksum.add(column.format().orElse(""));
      column.parts().forEach(part -> checksum.add(part.label()));
    }
    if (response.exposure().isPresent()) {
      Exposure exposure = response.exposure().get();
      checksum.add(exposure.kind().label());
      checksum.add(exposure.column());
    }
    if (response.logTarget().isPresent()) {
      checksum.add(response.logTarget().get().center().label());
      checksum.add(response.logTarget().get().residualVariance());
    }
    return checksum.text();
  }

  /**
   * The checksum of the statistics of a model, as text: over the checksum of the model, the name of
   * the covariance, the names of the coefficients and the numbers in the order of the file; without
   * an interval nothing comes last.
   */
  static String of(ModelStatistics statistics, String model) {
    ModelChecksum checksum = new ModelChecksum();
    checksum.add(model);
    checksum.add(statistics.covariance());
    checksum.add(
        statistics.residualStandardError(),
        statistics.degreesOfFreedom(),
        statistics.r2(),
        statistics.adjustedR2(),
        statistics.fStatistic(),
        statistics.fPValue());
    for (ModelStatistics.Coefficient each : statistics.coefficients()) {
      checksum.add(each.name());
      checksum.add(each.standardError(), each.tValue(), each.pValue());
    }
    if (statistics.interval().isPresent()) {
      PredictionInterval interval = statistics.interval().get();
      checksum.add(interval.rows(), interval.variance(), interval.degreesOfFreedom());
      for (int column : interval.columns()) {
        checksum.add(column);
      }
      checksum.add(interval.means());
      checksum.add(interval.triangle());
    }
    return checksum.text();
  }

  private String text() {
    return String.format("crc32c:%08x", sum.getValue());
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sum.update(number.clear().putInt(bytes.length).flip());
    sum.update(bytes);
  }

  private void add(double... values) {
    for (double value : values) {
      sum.update(number.clear().putLong(Double.doubleToRawLongBits(value)).flip());
    }
  }
}
