package io.github.fallline.race;

import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.Environment;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.files.InputException;
import io.github.fallline.files.OutputException;
import io.github.fallline.report.comparison.Results;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of the traces that one benchmark command measures, trial after trial, each in a process
 * of its own. A file of another command is never added to: its runs would be signed with a machine
 * and a commit that did not measure them.
 */
final class TraceFile {
  /**
   * The setting that identifies the command, by which the processes of its trials know its file.
   */
  private static final String COMMAND = "benchmark command";

  private final Path file;
  private final String command;

  private TraceFile(Path file, String command) {
    this.file = file;
    this.command = command;
  }

  /**
   * The traces of a command.
   *
   * @param file not there yet, or written by earlier trials of the same command
   * @param command identifies it
   * @throws OutputException if something else is there
   */
  static TraceFile open(Path file, String command) {
    TraceFile traces = new TraceFile(file, command);
    traces.measured();
    return traces;
  }

  /** The runs of earlier trials. */
  private List<TimedRun> measured() {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Convergence> there;
    try {
      there = Results.read(List.of(file)).convergences();
    } catch (InputException e) {
      throw refusal(e);
    }
    if (there.isEmpty() || !command.equals(there.get(0).settings().get(COMMAND))) {
      throw refusal(null);
    }
    return there.get(0).runs();
  }

  private OutputException refusal(Exception cause) {
    return new OutputException(
        file + ": exists already; name a new file with -Dfallline.traces, or move this one", cause);
  }

  /**
   * Adds the runs of a trial.
   *
   * @throws OutputException if the file was written by another command meanwhile, or cannot be
   *     written; it is as it was then
   */
  void add(Environment environment, Map<String, String> rules, List<TimedRun> runs) {
    List<TimedRun> all = new ArrayList<>(measured());
    all.addAll(runs);
    Map<String, String> settings = new LinkedHashMap<>(rules);
    settings.put(COMMAND, command);
    ConvergenceFile.write(file, new Convergence(environment, settings, all).brief());
  }
}
