package io.github.fallline.csv;

import io.github.fallline.cache.CacheWriter;
import io.github.fallline.cache.CachedRows;
import io.github.fallline.csv.parser.ParallelParser;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.Fingerprint;
import io.github.fallline.data.InvalidDataException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.NoMeanException;
import io.github.fallline.data.RowBlock;
import io.github.fallline.data.RowSink;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.RowStream;
import io.github.fallline.data.Schema;
import io.github.fallline.data.Tile;
import io.github.fallline.data.WeightedRows;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextSource;
import io.github.fallline.parallel.Threads;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the rows of a delimited text of any size, in memory that does not depend on it;
 * also of standard input.
 *
 * <p>Threads that take tiles parse while none are ready; the stream starts threads of its own if
 * they are few. The tiles are those of the {@link Dataset} that {@link CsvReader} reads from the
 * text.
 */
public final class CsvStream implements RowStream {
  private final TextSource input;
  private final CsvFormat format;
  private final Schema schema;
  private final CsvTable table;
  private final MissingValues missing;
  private final ReadingOptions options;
  private final RowCounter counter;
  private final Fingerprint fingerprint;
  private double @Nullable [] imputedValues;
  private boolean begun;
  private double totalWeight;
  private volatile boolean complete;
  private volatile boolean closed;

  /**
   * Opens a text and reads its header.
   *
   * @param schema with a target, unless there is to be a pass over {@link #features} alone
   * @param missing how to treat missing values; means are unknown in a pass over the text
   * @param options whose precision is for {@link #stored} rows: a pass returns doubles. Progress is
   *     reported by a thread of the stream, or one that takes tiles
   * @throws InputException if the text cannot be read or does not fit the schema
   */
  public CsvStream(
      TextSource input,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      ReadingOptions options) {
    this.input = input;
    this.format = format;
    this.schema = schema;
    this.missing = missing;
    this.options = options;
    table = new CsvTable(input, format, schema, missing, options.kept().orElse(null));
    try {
      counter = new RowCounter(input.name(), table.resolvedSchema());
      fingerprint = new Fingerprint(featureNames(), targetName());
      table.resolvedSchema().weight().ifPresent(fingerprint::name);
      table.report(options.notes());
      options.keyNames().ifPresent(table::collect);
      table.fill(options.index());
    } catch (RuntimeException | Error e) {
      table.close();
      throw e;
    }
  }

  /** Whether the text can be opened {@linkplain #again again}. */
  public boolean isRepeatable() {
    return input.size().isPresent();
  }

  /** Opens the text again; empty unless it is a file. */
  @Override
  public Optional<RowStream> again() {
    if (!isRepeatable()) {
      return Optional.empty();
    }
    CsvStream again = new CsvStream(input, format, schema, missing, options);
    again.imputedValues = imputedValues;
    return Optional.of(again);
  }

  @Override
  public long rows() {
    requireComplete();
    return counter.rows();
  }

  /** The sum of the weights of the rows; their number where they have none. */
  @Override
  public double totalWeight() {
    requireComplete();
    return weightName().isPresent() ? totalWeight : counter.rows();
  }

  @Override
  public long skippedRows() {
    requireComplete();
    return counter.skippedRows();
  }

  @Override
  public String fingerprint() {
    requireComplete();
    return fingerprint.text();
  }

  private void requireComplete() {
    if (!complete) {
      throw new IllegalStateException("available only after all rows were read");
    }
  }

  @Override
  public List<String> featureNames() {
    return table.resolvedSchema().features();
  }

  /** The name of the target; empty if there is none. */
  @Override
  public String targetName() {
    return table.resolvedSchema().target().orElse("");
  }

  @Override
  public Optional<String> weightName() {
    return table.resolvedSchema().weight();
  }

  @Override
  public Optional<Schema> schema() {
    return Optional.of(schema);
  }

  @Override
  public Tile newTile(int capacity) {
    return new Tile(featureNames().size(), capacity);
  }

  /**
   * Imputes missing features with values as they are read.
   *
   * @param values one a feature
   * @throws IllegalStateException unless missing values are kept, or if the pass has begun
   * @throws IllegalArgumentException unless there is one for each feature
   */
  public void impute(double[] values) {
    if (missing != MissingValues.KEEP || begun) {
      throw new IllegalStateException(
          "missing features can be imputed only before the pass, and if missing values are kept");
    }
    if (values.length != featureNames().size()) {
      throw new IllegalArgumentException(
          "values: expected " + featureNames().size() + ", got " + values.length);
    }
    imputedValues = values.clone();
  }

  /**
   * Starts the one pass. Tiles have the weights of a column of weights, not scaled.
   *
   * @throws IllegalStateException if there was one before, with {@link MissingValues#MEAN}, or
   *     without a target
   */
  @Override
  public Pass pass(int tileRows) {
    if (table.resolvedSchema().target().isEmpty()) {
      throw new IllegalStateException("the rows have no targets");
    }
    return features(tileRows);
  }

  /**
   * Starts the one pass over the features: without a target, targets of the tiles are undefined.
   *
   * @throws IllegalStateException if there was one before, with {@link MissingValues#MEAN}, or if
   *     the rows were closed
   */
  @Override
  public Pass features(int tileRows) {
    if (missing == MissingValues.MEAN) {
      throw new IllegalStateException("means are available only after all rows were read");
    }
    begin();
    boolean weighted = table.resolvedSchema().weight().isPresent();
    return new TextPass(tileRows, weighted);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          table.name() + ": the rows were closed; keep them open while they are read");
    }
  }

  private void begin() {
    requireOpen();
    if (begun) {
      throw new IllegalStateException("this text can be read only once");
    }
    begun = true;
  }

  /**
   * Reads all rows into a temporary file, on this thread and others, instead of a pass, so that
   * they can be read repeatedly.
   *
   * @param directory with room for 8 bytes a number
   * @return the rows, whose file is deleted when the caller closes them; weights are in memory
   * @throws InputException if the text cannot be read, or a cell is not a number
   * @throws io.github.fallline.files.OutputException if the file cannot be written
   * @throws IllegalStateException if there was a pass before
   */
  public RowSource stored(Path directory) {
    begin();
    if (table.resolvedSchema().weight().isEmpty()) {
      return stored(directory, counter, null);
    }
    try (WeightCollector weights = new WeightCollector(table)) {
      return stored(directory, new TeeSink(counter, weights), weights);
    }
  }

  private CachedRows spooled(CacheWriter writer, double @Nullable [] weights) {
    return CachedRows.of(writer.spooled(), missing, options.precision(), options.split(), weights);
  }

  private RowSource stored(Path directory, RowSink besides, @Nullable WeightCollector weights) {
    CacheWriter writer =
        CacheWriter.spool(directory, featureNames(), table.resolvedSchema().target());
    try {
      RowSink all = KeySink.before(new TeeSink(besides, writer), table, options);
      table.readRows(all, options.speed(), options.progress());
      counter.requireRows();
      if (weights == null) {
        return spooled(writer, null);
      }
      double[] values = weights.values();
      return weights.weigh(spooled(writer, values), values);
    } catch (NoMeanException e) {
      writer.close();
      throw table.resolvedSchema().withoutMean(table.name(), e);
    } catch (RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }

  /** The pass. Threads that take its tiles parse too. */
  private final class TextPass implements Pass, RowSink {
    private final Optional<ParallelParser> parser;
    private final TileQueue queue;

    /** Reads the rest on the slow path; started only if there is one. */
    private final Thread reader = Threads.daemon(this::readRest, "fallline-stream");

    private double mostWeight;
    private volatile boolean ended;

    TextPass(int tileRows, boolean weighted) {
      parser = table.parse(this, options.speed(), options.progress());
      queue =
          new TileQueue(
              tileRows, weighted, () -> parser.isPresent() && parser.get().parseOneChunk());
      expectConsumers(1);
    }

    @Override
    public void expectConsumers(int threads) {
      int others = Math.max(0, options.speed().threads() - threads);
      parser.ifPresent(known -> known.setThreadsBeside(others));
    }

    private synchronized void startReader() {
      if (reader.getState() == Thread.State.NEW) {
        reader.start();
      }
    }

    @Override
    public void endParsed() {
      try {
        parser.orElseThrow().requireSuccess();
        if (CsvTable.isWhole(parser)) {
          readRest();
        } else {
          startReader(); // rows of the rest wait for room, which this thread may have to free
        }
      } catch (RuntimeException | Error e) {
        queue.fail(e);
      }
    }

    /** Reads the rest that the parser has left, if any, and ends the queue. */
    private void readRest() {
      try {
        table.readRest(parser, this, options.progress());
        counter.requireRows();
        requireWeight();
        queue.end(counter.rows());
      } catch (RuntimeException | Error e) {
        queue.fail(e);
      }
    }

    private void requireWeight() {
      Optional<String> name = table.resolvedSchema().weight();
      try {
        name.ifPresent(column -> WeightedRows.requireSome(column, mostWeight));
      } catch (InvalidDataException e) {
        throw new InputException(table.name() + ": " + e.getMessage(), e);
      }
    }

    @Override
    public long reserve(RowBlock block) {
      try {
        return count(block);
      } catch (RuntimeException | Error e) {
        queue.fail(e); // those rows will not be read
        throw e;
      }
    }

    private long count(RowBlock block) {
      long place = counter.rows();
      counter.add(block);
      if (imputedValues != null) {
        fill(block, imputedValues);
      }
      if (table.resolvedSchema().exposure().isPresent() && options.exposures().isPresent()) {
        options.exposures().get().add(block.exposures(), block.rows());
      }
      fingerprint.add(block.rows(), block.features(), block.targets());
      if (table.resolvedSchema().weight().isPresent()) {
        fingerprint.addWeights(block.rows(), block.weights());
        for (int i = 0; i < block.rows(); i++) {
          mostWeight = Math.max(mostWeight, block.weights()[i]);
          totalWeight += block.weights()[i];
        }
      }
      return place;
    }

    private void fill(RowBlock block, double[] imputedValues) {
      for (int j = 0; j < imputedValues.length; j++) {
        for (int i = 0; block.missingCounts()[j] > 0 && i < block.rows(); i++) {
          int at = i * imputedValues.length + j;
          block.features()[at] =
              Double.isNaN(block.features()[at]) ? imputedValues[j] : block.features()[at];
        }
      }
    }

    @Override
    public void awaitRoom() {
      queue.awaitRoom();
    }

    @Override
    public void write(long place, RowBlock block) {
      queue.write(place, block);
    }

    @Override
    public long tiles() {
      return Long.MAX_VALUE;
    }

    @Override
    public boolean next(Tile tile) {
      if (ended) {
        throw new IllegalStateException("pass: closed; keep it open while tiles are taken");
      }
      requireOpen();
      if (parser.isEmpty()) {
        startReader();
      }
      boolean some = fill(tile);
      if (!some) {
        complete = true;
      }
      return some;
    }

    private boolean fill(Tile tile) {
      try {
        return queue.next(tile);
      } catch (InputException e) {
        requireOpen(); // a text that was closed meanwhile has an error of its own
        throw e;
      }
    }

    /** Ends the parsing, if necessary before the end of the text. */
    @Override
    public void close() {
      ended = true;
      queue.close();
      parser.ifPresent(known -> known.abandon(new TileQueue.ClosedException()));
      Threads.awaitEnd(List.of(reader));
    }
  }

  /** Closes the text, unless it is a stream of the caller; a pass over it fails. */
  @Override
  public void close() {
    closed = true;
    table.close();
  }
}
