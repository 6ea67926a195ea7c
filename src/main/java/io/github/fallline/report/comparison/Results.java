package io.github.fallline.report.comparison;

import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.MethodRuns;
import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The results shown by a report, from any number of files.
 *
 * @param convergences contents of trace files; copied
 * @param benchmarks contents of JMH files; copied
 * @param embedded the files themselves; copied
 */
public record Results(
    List<Convergence> convergences, List<JmhResult> benchmarks, List<EmbeddedResults> embedded) {
  public Results {
    convergences = List.copyOf(convergences);
    benchmarks = List.copyOf(benchmarks);
    embedded = List.copyOf(embedded);
  }

  /**
   * Results that were just measured and lie in no file.
   *
   * @param name what a file of them shall be called when a reader saves it
   */
  public static Results of(String name, Convergence convergence) {
    return new Results(
        List.of(convergence), List.of(), List.of(EmbeddedResults.of(name, convergence)));
  }

  /**
   * Reads files of either kind.
   *
   * @throws io.github.fallline.files.InputException when a file is of neither kind, cannot be read,
   *     or is damaged; the message names the place
   */
  public static Results read(List<Path> files) {
    List<Convergence> convergences = new ArrayList<>();
    List<JmhResult> benchmarks = new ArrayList<>();
    List<EmbeddedResults> embedded = new ArrayList<>();
    for (Path file : files) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      JsonNodeReader root = read(file, packed);
      if (ConvergenceFile.isOne(root)) {
        Convergence convergence = ConvergenceFile.read(root);
        convergences.add(convergence);
        embedded.add(EmbeddedResults.of(file, packed, convergence));
      } else if (JmhFile.isOne(root)) {
        benchmarks.addAll(JmhFile.read(root));
        embedded.add(EmbeddedResults.of(file, packed));
      } else {
        throw root.error(
            "expected JMH's JSON (-rf json) or traces with \"format\": \""
                + ConvergenceFile.FORMAT
                + "\"");
      }
    }
    return new Results(convergences, benchmarks, embedded);
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

  /** Whether there are traces to draw. */
  public boolean hasRuns() {
    return convergences.stream().anyMatch(each -> !each.runs().isEmpty());
  }

  /** All methods on all data sets, file by file. */
  List<MethodRuns> methodRuns() {
    return MethodRuns.of(convergences.stream().flatMap(each -> each.runs().stream()).toList());
  }
}
