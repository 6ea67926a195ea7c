package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.cache.CacheFile;
import io.github.fallline.cache.CacheWriter;
import io.github.fallline.cache.CachedRows;
import io.github.fallline.cache.DamagedCacheException;
import io.github.fallline.cache.Provenance;
import io.github.fallline.data.CategoricalColumn;
import io.github.fallline.data.CellFormat;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.MissingWords;
import io.github.fallline.data.NoMeanException;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import io.github.fallline.files.TextSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A delimited text with a cache file of its parsed rows: the first time the file is written,
 * afterwards it is read instead of the text.
 *
 * <p>A cache that was made from another text, from an earlier version of this one or with other
 * settings, or that is damaged, is detected, reported in one line, and rebuilt. A file that is no
 * cache is an error and is left alone.
 *
 * @param file the cache
 * @param source the text: regular files
 * @param format its dialect
 * @param schema with a target where rows are streamed
 * @param missing how to treat missing values
 * @param notes receives one line with the reason when the cache is rebuilt
 */
public record CsvCache(
    Path file,
    TextSource source,
    CsvFormat format,
    Schema schema,
    MissingValues missing,
    Consumer<String> notes) {

  /** Rejects a text whose changes cannot be detected. */
  public CsvCache {
    if (schema.weight().isPresent()) {
      throw new IllegalArgumentException("schema: a cache does not store weights");
    }
    if (source.isStream()) {
      throw new InputException(
          source.name() + ": not a regular file; " + Setting.CACHE + " requires one");
    }
  }

  /** A cache of one file. */
  public CsvCache(
      Path file,
      Path source,
      CsvFormat format,
      Schema schema,
      MissingValues missing,
      Consumer<String> notes) {
    this(file, TextInput.of(source), format, schema, missing, notes);
  }

  /**
   * Reads the rows into memory, from the cache if it is valid, otherwise from the text while the
   * cache is written.
   *
   * @return a data set that the caller closes; the same numbers either way
   * @throws InputException if the text or the file cannot be read, or the file is no cache
   * @throws io.github.fallline.files.OutputException if the cache cannot be written; it is not
   *     there then
   */
  public Dataset read(ReadingOptions options) {
    Provenance now = provenance();
    Optional<Dataset> cached = useCache(now, cache -> load(cache, options));
    if (cached.isPresent()) {
      return cached.get();
    }
    try (CsvTable table = new CsvTable(source, format, schema, missing);
        DatasetBuilder rows = new DatasetBuilder(table, options);
        CacheWriter writer = writer(table)) {
      table.report(options.notes());
      table.readRows(new TeeSink(rows, writer), options.speed(), options.progress());
      Dataset data = rows.drain(missing, null).readBy(schema);
      try {
        writer.commit(now);
        return data;
      } catch (RuntimeException | Error e) {
        data.close();
        throw e;
      }
    }
  }

  /**
   * Opens the rows to be read repeatedly from the cache, after writing it if necessary.
   *
   * @return a source that the caller closes; the same numbers as {@link #read} gives
   * @throws InputException if the text or the file cannot be read, or the file is no cache
   * @throws io.github.fallline.files.OutputException if the cache cannot be written; it is not
   *     there then
   */
  public CachedRows stream(ReadingOptions options) {
    Provenance now = provenance();
    Optional<CachedRows> cached = useCache(now, cache -> verified(cache, options));
    if (cached.isPresent()) {
      return cached.get();
    }
    try (CsvTable table = new CsvTable(source, format, schema, missing);
        CacheWriter writer = writer(table)) {
      RowCounter counter = new RowCounter(source.name(), table.resolvedSchema());
      table.report(options.notes());
      table.readRows(new TeeSink(counter, writer), options.speed(), options.progress());
      counter.requireRows();
      writer.commit(now);
    }
    return rows(CacheFile.open(file), options);
  }

  private CachedRows rows(CacheFile cache, ReadingOptions options) {
    try {
      return CachedRows.of(cache, missing, options.precision(), options.split(), null);
    } catch (NoMeanException e) {
      throw withoutMean(e);
    }
  }

  /** Returns the error with the column of the text, whose header is read for it. */
  private InputException withoutMean(NoMeanException error) {
    try (CsvTable table = new CsvTable(source, format, schema, missing)) {
      return table.resolvedSchema().withoutMean(source.name(), error);
    }
  }

  private CacheWriter writer(CsvTable table) {
    return CacheWriter.create(
        file, table.resolvedSchema().features(), table.resolvedSchema().target());
  }

  private Provenance provenance() {
    for (Path path : source.paths()) {
      if (!Files.isRegularFile(path)) {
        // Its usual error is thrown later.
        new CsvTable(source, format, schema, missing).close();
      }
    }
    return Provenance.of(source.paths(), settings());
  }

  private Map<String, List<String>> settings() {
    Map<String, List<String>> settings = new TreeMap<>();
    settings.put("target", schema.target().stream().toList());
    settings.put("features", schema.features());
    settings.put("excluded columns", schema.excluded());
    settings.put("separator", format.separator().stream().map(String::valueOf).toList());
    settings.put("header", List.of(String.valueOf(format.header())));
    putNotations(settings);
    settings.put("rule for missing values", List.of(missing.name()));
    settings.put("rule for unseen levels", List.of(schema.unseen().name()));
    for (CategoricalColumn column : schema.categorical()) {
      settings.put("levels of " + column.name(), column.levels());
      settings.put("reference of " + column.name(), column.reference().stream().toList());
    }
    for (DateColumn column : schema.dates()) {
      List<String> made = new ArrayList<>(column.features());
      column.format().ifPresent(made::add);
      settings.put("dates of " + column.name(), made);
    }
    return settings;
  }

  /** Adds settings that differ from their defaults: earlier caches have none of them. */
  private void putNotations(Map<String, List<String>> settings) {
    CellFormat cells = format.cells();
    if (!cells.missingWords().equals(MissingWords.DEFAULT)) {
      settings.put("words for missing values", cells.missingWords().words());
    }
    if (cells.decimalComma()) {
      settings.put("decimal mark", List.of(","));
    }
    if (cells.thousands().isPresent()) {
      settings.put("thousands separator", List.of(cells.thousands().get().toString()));
    }
    if (cells.percent()) {
      settings.put("percent signs", List.of("true"));
    }
    if (cells.currency()) {
      settings.put("currency signs", List.of("true"));
    }
    if (format.skipLines() > 0) {
      settings.put("number of skipped lines", List.of(String.valueOf(format.skipLines())));
    }
    if (format.comment().isPresent()) {
      settings.put("comment character", List.of(format.comment().get().toString()));
    }
    if (!format.charset().equals(StandardCharsets.UTF_8)) {
      settings.put("encoding", List.of(format.charset().name()));
    }
  }

  /**
   * Applies a function to the cache; returns empty, and reports the reason, if it cannot be used.
   */
  private <T> Optional<T> useCache(Provenance now, Function<CacheFile, T> use) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    CacheFile cache = null;
    try {
      cache = CacheFile.open(file);
      Optional<String> difference = cache.contents().provenance().orElseThrow().differenceFrom(now);
      if (difference.isEmpty()) {
        T result = use.apply(cache);
        cache = null;
        return Optional.of(result);
      }
      notes.accept(file + ": is out of date: " + difference.get() + "; rebuilding it");
    } catch (DamagedCacheException e) {
      notes.accept(file + ": is damaged: " + e.getMessage() + "; rebuilding it");
    } finally {
      if (cache != null) {
        cache.close();
      }
    }
    return Optional.empty();
  }

  private Dataset load(CacheFile cache, ReadingOptions options) {
    try (cache;
        CacheLoader matrix = new CacheLoader(cache.contents(), options)) {
      cache.readAll(options.threads(), matrix);
      return matrix.drain(missing).readBy(schema);
    } catch (NoMeanException e) {
      throw withoutMean(e);
    }
  }

  private CachedRows verified(CacheFile cache, ReadingOptions options) {
    cache.verify(options.threads());
    return rows(cache, options);
  }
}
