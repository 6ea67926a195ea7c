package io.github.fallline.report.comparison;

import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The results shown by a report, from any number of files.
 *
 * @param convergences contents of trace files; copied
 * @param benchmarkFiles contents of JMH files; copied
 * @param rivals contents of files of rivals; copied
 * @param embedded the files themselves; copied
 */
public record Results(
    List<Convergence> convergences,
    List<BenchmarkFile> benchmarkFiles,
    List<RivalResult.RivalFile> rivals,
    List<EmbeddedResults> embedded) {
  public Results {
    convergences = List.copyOf(convergences);
    benchmarkFiles = List.copyOf(benchmarkFiles);
    rivals = List.copyOf(rivals);
    embedded = List.copyOf(embedded);
  }

  /**
   * A file of JMH.
   *
   * @param name of the file, without its directory
   * @param results in its order; copied
   */
  public record BenchmarkFile(String name, List<JmhResult> results) {
    public BenchmarkFile {
      results = List.copyOf(results);
    }
  }

  /**
   * Results that were just measured and lie in no file.
   *
   * @param name what a file of them shall be called when a reader saves it
   */
  public static Results of(String name, Convergence convergence) {
    return new Results(
        List.of(convergence), List.of(), List.of(), List.of(EmbeddedResults.of(name, convergence)));
  }

  /**
   * Reads files of either kind.
   *
   * @throws io.github.fallline.files.InputException when a file is of neither kind, cannot be read,
   *     or is damaged; the message names the place
   */
  public static Results read(List<Path> files) {
    List<Convergence> convergences = new ArrayList<>();
    List<BenchmarkFile> benchmarks = new ArrayList<>();
    List<RivalResult.RivalFile> rivals = new ArrayList<>();
    List<EmbeddedResults> embedded = new ArrayList<>();
    for (Path file : files) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      JsonNodeReader root = read(file, packed);
      if (ConvergenceFile.isOne(root)) {
        Convergence convergence = ConvergenceFile.read(root);
        convergences.add(convergence);
        embedded.add(EmbeddedResults.of(file, packed, convergence));
      } else if (RivalResult.isOne(root)) {
        rivals.add(RivalResult.read(root));
        embedded.add(EmbeddedResults.of(file, packed));
      } else if (JmhFile.isOne(root)) {
        benchmarks.add(new BenchmarkFile(file.getFileName().toString(), JmhFile.read(root)));
        embedded.add(EmbeddedResults.of(file, packed));
      } else {
        throw root.error(
            "expected JMH's JSON (-rf json) or traces with \"format\": \""
                + ConvergenceFile.FORMAT
                + "\"");
      }
    }
    return new Results(convergences, benchmarks, rivals, embedded);
  }

  /**
   * Reads the content of a file.
   *
   * @param packed receives its bytes, packed by gzip: a pipe is read only once
   */
  private static JsonNodeReader read(Path file, ByteArrayOutputStream packed) {
    try (GZIPOutputStream copy = new GZIPOutputStream(packed)) {
      return JsonReader.read(file, "file of results", copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All results of JMH, file by file. */
  public List<JmhResult> benchmarks() {
    return benchmarkFiles.stream().flatMap(each -> each.results().stream()).toList();
  }

  /** Whether there are traces to draw. */
  public boolean hasRuns() {
    return convergences.stream().anyMatch(each -> !each.runs().isEmpty());
  }

  /**
   * What was measured, by data set and threads. Files of one machine and commit that share no
   * method on a data set are parts of one measurement; others stay apart, and their data sets bear
   * their origin.
   */
  List<MeasuredGroup> groups() {
    boolean together =
        convergences.stream().map(Results::origin).distinct().count() <= 1 && !overlap();
    if (together) {
      List<TimedRun> runs = convergences.stream().flatMap(each -> each.runs().stream()).toList();
      return MeasuredGroup.of("", MethodRuns.of(runs));
    }
    List<MeasuredGroup> groups = new ArrayList<>();
    for (int i = 0; i < convergences.size(); i++) {
      String name = name(i);
      groups.addAll(MeasuredGroup.of(name, MethodRuns.of(named(convergences.get(i), name))));
    }
    return groups;
  }

  private boolean overlap() {
    Set<List<Object>> seen = new HashSet<>();
    for (Convergence convergence : convergences) {
      Set<List<Object>> own =
          convergence.runs().stream().map(Changes::key).collect(Collectors.toSet());
      if (own.stream().anyMatch(seen::contains)) {
        return true;
      }
      seen.addAll(own);
    }
    return false;
  }

  private static List<String> origin(Convergence convergence) {
    Map<String, String> environment = convergence.environment().entries();
    return Stream.of("host", "cpu", "commit").map(environment::get).toList();
  }

  /** A name for a file among others: host, commit and date. */
  String name(int file) {
    Map<String, String> environment = convergences.get(file).environment().entries();
    String origin =
        Stream.of("host", "commit", "date")
            .map(environment::get)
            .filter(text -> text != null && !text.isEmpty())
            .collect(Collectors.joining(", "));
    return (file + 1) + ". " + origin;
  }

  private static List<TimedRun> named(Convergence convergence, String name) {
    return convergence.runs().stream()
        .map(run -> run.withDataName(run.data().name() + " [" + name + "]"))
        .toList();
  }
}
