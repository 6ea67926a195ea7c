package io.github.fallline.race;

import io.github.fallline.compare.ComparisonResult;
import io.github.fallline.compare.Convergence;
import io.github.fallline.compare.ConvergenceFile;
import io.github.fallline.compare.Environment;
import io.github.fallline.compare.TimedRun;
import io.github.fallline.files.InputException;
import io.github.fallline.files.OutputException;
import io.github.fallline.report.comparison.Results;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
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

  /** The system property that names the file. */
  static final String PROPERTY = "fallline.traces";

  /** The system property with the command that repeats the measurements. */
  static final String REPEATS = "fallline.traces.command";

  /** The main class of JMH's process for a trial. */
  private static final String TRIAL = "org.openjdk.jmh.runner.ForkedMain";

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

  /**
   * Adds the runs of this trial to the file that the system property {@code fallline.traces} names,
   * if it names one.
   */
  static void addMeasured(List<TimedRun> runs) {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      String written = System.getProperty(REPEATS, "see benchmarks/README.md");
      Environment environment = Environment.current(commit(), written);
      open(Path.of(file), command()).add(environment, ComparisonResult.rules(), runs);
    }
  }

  /** The identity of this command: the process of JMH, and its start. */
  static String command() {
    ProcessHandle process = ProcessHandle.current();
    if (System.getProperty("sun.java.command", "").startsWith(TRIAL)) {
      process = process.parent().orElse(process); // the trial has a process of its own
    }
    return process.pid() + " " + process.info().startInstant().map(Instant::toString).orElse("");
  }

  /** The commit of the sources, with a mark if they were changed since; empty where not known. */
  static String commit() {
    String commit = git("rev-parse", "--short", "HEAD");
    boolean changed = !git("status", "--porcelain", "--", "src/main", "pom.xml").isEmpty();
    return commit + (changed ? " with changes" : "");
  }

  private static String git(String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    try {
      Process git = new ProcessBuilder(command).start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
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
