package io.github.fallline.moments;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import io.github.fallline.blas.Blas;
import io.github.fallline.blas.Precision;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.MomentsTrainer;
import io.github.fallline.descent.Trace;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.path.PathSettings;
import io.github.fallline.descent.path.RegularizationPath;
import io.github.fallline.parallel.TileExecutor;
import io.github.fallline.stats.FiniteValidation;
import io.github.fallline.stats.Moments;
import io.github.fallline.stats.MomentsPass;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The sufficient statistics of a table: number of rows n (the sum of their weights where they have
 * some), means [d] and centred products [d, d] of all its columns by name, targets and features
 * alike. One pass makes them; any model of squared errors on these columns is fitted without the
 * rows, and moments of other rows are added and removed.
 *
 * <p>Immutable, and free of native memory. Means are in the units of the columns, products are sums
 * over the rows of weight times the product of two deviations from the means.
 */
public final class DataMoments {
  /** Columns up to which all pairs are kept: 32 MB. */
  public static final int MOST_COLUMNS = 2048;

  /** A constant indicator is 0 or 1, up to rounding. */
  private static final double HALF = 0.5;

  private final MomentColumns columns;
  private final Moments moments;
  private final MomentsOrigin origin;

  private DataMoments(MomentColumns columns, Moments moments, MomentsOrigin origin) {
    if (columns.names().size() > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "moments are of at most %,d columns, got %,d; leave some out with %s",
              MOST_COLUMNS,
              columns.names().size(),
              Setting.EXCLUDED));
    }
    this.columns = columns;
    this.moments = moments;
    this.origin = origin;
  }

  /** The parts of a file put together again. */
  static DataMoments of(MomentColumns columns, Moments moments, MomentsOrigin origin) {
    return new DataMoments(columns, moments, origin);
  }

  /**
   * The moments of rows, in one pass on all processors.
   *
   * @see #of(RowStream, int)
   */
  public static DataMoments of(RowStream rows) {
    return of(rows, Runtime.getRuntime().availableProcessors());
  }

  /**
   * The moments of rows, in one pass, with the same bits on any number of threads. The columns are
   * the features in their order and, where the rows have one, the target behind them.
   *
   * @param rows of doubles without missing values; stay the caller's
   * @throws InvalidDataException when a column's squares are beyond or below the range of a double
   * @throws IllegalArgumentException when there are more than {@link #MOST_COLUMNS} columns
   */
  public static DataMoments of(RowStream rows, int threads) {
    return of(rows, "rows", Schema.unlabelled(), MissingValues.FAIL, threads);
  }

  /**
   * The same of rows of a table.
   *
   * @param name of the table, for people
   * @param schema whose categorical columns have indicators for all levels
   * @param missing how rows with missing values were treated: FAIL or SKIP
   */
  public static DataMoments of(
      RowStream rows, String name, Schema schema, MissingValues missing, int threads) {
    boolean labelled = !rows.targetName().isEmpty();
    List<String> names = new ArrayList<>(rows.featureNames());
    if (labelled) {
      names.add(rows.targetName());
    }
    if (names.size() > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "moments are of at most %,d columns, got %,d; leave some out with %s",
              MOST_COLUMNS,
              names.size(),
              Setting.EXCLUDED));
    }
    Argument.require(
        rows.precision() == Precision.DOUBLE, "rows", "doubles", rows.precision().label());
    MomentColumns columns = new MomentColumns(names, schema.categorical(), schema.dates());
    Moments all = pass(labelled ? rows : new UnlabelledRows(rows), threads);
    Moments own = labelled ? all : all.select(range(names.size()));
    if (rows.weightName().isPresent() && own.weight() > 0) {
      own = own.withWeight(rows.totalWeight());
    }
    MomentsSource source = new MomentsSource(name, rows.fingerprint(), own.rows(), false);
    MomentsOrigin origin =
        new MomentsOrigin(missing, rows.weightName(), rows.skippedRows(), 0, List.of(source));
    DataMoments made = new DataMoments(columns, own, origin);
    RowMetadata place = labelled ? rows : made.metadata(names, "");
    FiniteValidation.require(place, own.columnStatistics(), true);
    return made;
  }

  /**
   * The moments that were computed elsewhere, for example of distributed rows.
   *
   * @param rows names of features and target, and the sum of the weights
   * @param moments of the features in their order, the target last; fewer than {@link
   *     #MOST_COLUMNS} columns
   */
  public static DataMoments of(RowMetadata rows, Moments moments) {
    List<String> names = new ArrayList<>(rows.featureNames());
    names.add(rows.targetName());
    Argument.require(
        moments.columns() == names.size() && names.size() <= MOST_COLUMNS,
        "moments",
        names.size() + " columns, at most " + MOST_COLUMNS,
        moments.columns());
    boolean weighted = rows.weightName().isPresent() && moments.weight() > 0;
    Moments own = weighted ? moments.withWeight(rows.totalWeight()) : moments;
    MomentsSource source = new MomentsSource("rows", rows.fingerprint(), own.rows(), false);
    MomentsOrigin origin =
        new MomentsOrigin(
            MissingValues.FAIL, rows.weightName(), rows.skippedRows(), 0, List.of(source));
    return new DataMoments(new MomentColumns(names, List.of(), List.of()), own, origin);
  }

  private static Moments pass(RowStream rows, int threads) {
    try (Blas.SingleThread blas = Blas.singleThread();
        TileExecutor executor = new TileExecutor(threads)) {
      return new MomentsPass(rows, executor).moments();
    }
  }

  private static int[] range(int count) {
    int[] range = new int[count];
    for (int j = 0; j < count; j++) {
      range[j] = j;
    }
    return range;
  }

  /**
   * The moments of the rows of both: these first. The same parts merged in the same order have the
   * same bits; they agree with those of all rows in one pass to rounding, about 1e-15 of the
   * squares. Columns of words have the levels of both.
   *
   * @throws IllegalArgumentException when the other has other columns, weights or another treatment
   *     of missing values, naming the first difference
   */
  public DataMoments merge(DataMoments other) {
    requireAlike(other);
    MomentColumns all = columns.withLevelsOf(other.columns);
    return new DataMoments(all, on(all).merge(other.on(all)), origin.plus(other.origin));
  }

  /**
   * The moments of these rows without some of them. {@link #digitsLost} estimates what that costs.
   *
   * @param part the moments of the rows to remove
   * @throws IllegalArgumentException as {@link #merge}, or when the rows cannot be among these
   */
  public DataMoments minus(DataMoments part) {
    requireAlike(part);
    MomentColumns all = columns.withLevelsOf(part.columns);
    Moments whole = on(all);
    Moments rest = whole.minus(part.on(all));
    MomentColumns left = all.withoutLevels(emptied(all, rest));
    return new DataMoments(
        left,
        left == all ? rest : rest.select(all.placesOf(left)),
        origin.minus(part.origin, whole.digitsLost(rest)));
  }

  /** The indicators that are 0 in all rows that stay. */
  private static Set<String> emptied(MomentColumns all, Moments rest) {
    Set<String> emptied = new HashSet<>();
    if (rest.rows() == 0) {
      return emptied;
    }
    for (CategoricalColumn column : all.categorical()) {
      for (String indicator : column.indicators()) {
        int place = all.names().indexOf(indicator);
        if (rest.product(place, place) == 0 && rest.mean(place) < HALF) {
          emptied.add(indicator);
        }
      }
    }
    return emptied;
  }

  /** The moments of these columns, those that are not here being 0. */
  Moments on(MomentColumns all) {
    return all.names().equals(columns.names()) ? moments : moments.select(columns.placesOf(all));
  }

  private void requireAlike(DataMoments other) {
    requireSame("weights", weightOf(origin), weightOf(other.origin));
    requireSame("missing values", ruleOf(origin).toString(), ruleOf(other.origin).toString());
  }

  private static Setting ruleOf(MomentsOrigin origin) {
    return switch (origin.missing()) {
      case FAIL -> Setting.MISSING_FAIL;
      case SKIP -> Setting.MISSING_SKIP;
      case MEAN -> Setting.MISSING_MEAN;
      case KEEP -> Setting.MISSING_KEEP;
    };
  }

  private static String weightOf(MomentsOrigin origin) {
    return origin.weight().isPresent() ? Setting.WEIGHT.with(origin.weight().get()) : "no weights";
  }

  private static void requireSame(String what, String expected, String found) {
    Argument.require(expected.equals(found), what, expected, found);
  }

  /**
   * The moments of some of the columns, in any order.
   *
   * @param names of columns of the table; one of words or dates stands for all that is made of it
   * @throws IllegalArgumentException when there is no such column, or one is named twice
   */
  public DataMoments select(List<String> names) {
    return select(columns.part(names));
  }

  private DataMoments select(MomentColumns part) {
    return new DataMoments(part, moments.select(columns.placesOf(part)), origin);
  }

  /**
   * Fits a model of one column on all others; columns of words have no indicator for their first
   * level where there is an intercept.
   *
   * @param target the name of a column of numbers
   * @see #fit(MomentSelection, TrainingConfig, Consumer)
   */
  public Training fit(String target, TrainingConfig config) {
    return fit(selection(Schema.target(target), config), config, point -> {});
  }

  /**
   * Fits a model of one column on some others.
   *
   * @param features names of columns of the table, or patterns as in a {@link Schema}
   * @see #fit(MomentSelection, TrainingConfig, Consumer)
   */
  public Training fit(String target, List<String> features, TrainingConfig config) {
    Schema schema = Schema.target(target).withFeatures(features);
    return fit(selection(schema, config), config, point -> {});
  }

  /**
   * Finds the columns of a model.
   *
   * @param schema target and features, or excluded columns
   * @param config says whether there is an intercept
   * @throws IllegalArgumentException when there is no such column, or it cannot be the target
   */
  public MomentSelection selection(Schema schema, TrainingConfig config) {
    return selection(schema, config.spec().intercept());
  }

  /**
   * Finds the columns of a model.
   *
   * @param schema target and features, or excluded columns
   * @throws IllegalArgumentException when there is no such column, or it cannot be the target
   */
  public MomentSelection selection(Schema schema, boolean intercept) {
    return columns.select(schema, intercept);
  }

  /** The moments of the columns of a model: the features in their order, the target last. */
  public Moments moments(MomentSelection selection) {
    return moments.select(selection.places());
  }

  /**
   * Fits a model with the steps and the certificate of a {@link MomentsTrainer}.
   *
   * @param listener called after each look at the objective, on the calling thread
   * @throws IllegalArgumentException when the settings need rows, or do not fit the data
   * @throws InvalidDataException when there are no rows
   */
  public Training fit(
      MomentSelection selection, TrainingConfig config, Consumer<Trace.Point> listener) {
    return new MomentsTrainer(config).fit(metadata(selection), moments(selection), listener);
  }

  /**
   * The models of one column on all others for many penalties, without cross-validation: {@link
   * MomentFolds} has it.
   *
   * @param target the name of a column of numbers
   */
  public RegularizationPath path(String target, PathSettings settings) {
    return MomentFolds.of(this).path(Schema.target(target), settings);
  }

  /** Names and number of the rows that a model is fitted to, with a checksum of their moments. */
  public RowMetadata metadata(MomentSelection selection) {
    return metadata(selection.features(), selection.target());
  }

  private RowMetadata metadata(List<String> features, String target) {
    return new MomentsMetadata(
        features, target, rows(), weight(), origin.weight(), origin.skippedRows(), fingerprint());
  }

  private record MomentsMetadata(
      List<String> featureNames,
      String targetName,
      long rows,
      double totalWeight,
      Optional<String> weightName,
      long skippedRows,
      String fingerprint)
      implements RowMetadata {}

  /** A checksum over names and numbers of all columns. */
  public String fingerprint() {
    CRC32C sum = new CRC32C();
    sum.update(String.join("\0", columns.names()).getBytes(StandardCharsets.UTF_8));
    double[] numbers = moments.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    sum.update(bytes);
    return "crc32c:" + hex(sum.getValue());
  }

  private static String hex(long value) {
    String digits = Long.toHexString(value);
    return "0".repeat(8 - digits.length()) + digits;
  }

  /** The names of the columns. */
  public List<String> names() {
    return columns.names();
  }

  /** The names of the columns of the table, in order: those of words and dates once each. */
  public List<String> tableColumns() {
    return columns.tableColumns();
  }

  /** The columns of words, each with indicators for all its levels. */
  public List<CategoricalColumn> categorical() {
    return columns.categorical();
  }

  /** The columns of dates. */
  public List<DateColumn> dates() {
    return columns.dates();
  }

  /** Rows counted. */
  public long rows() {
    return moments.rows();
  }

  /** The sum of the weights of the rows; their number where they have none. */
  public double weight() {
    return moments.weight();
  }

  /** The mean of a column. */
  public double mean(String name) {
    return moments.mean(columns.place(name));
  }

  /** The mean product of the deviations of two columns from their means. */
  public double covariance(String left, String right) {
    return moments.covariance(columns.place(left), columns.place(right));
  }

  /** How these moments were made. */
  public MomentsOrigin origin() {
    return origin;
  }

  /** About how many digits removing rows has cost; 0 if none were removed. */
  public double digitsLost() {
    return origin.digitsLost();
  }

  MomentColumns columns() {
    return columns;
  }

  /** The numbers, of the columns in order; the last counts as target. */
  Moments moments() {
    return moments;
  }
}
