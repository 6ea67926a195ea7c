package io.github.fallline.cli;

import io.github.fallline.blas.MemoryWatch;
import io.github.fallline.faults.FaultPoints;
import io.github.fallline.faults.FaultPoints.Mode;
import io.github.fallline.faults.Point;
import io.github.fallline.faults.Point.Call;
import io.github.fallline.faults.Point.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A program that runs commands, each as often as it has calls to the system that can fail, and each
 * time has one of them fail. It prints what went wrong otherwise than it should, one line each, and
 * last how much was tried.
 */
final class FaultyRuns {
  /** A run that takes longer than this, where others take some hundredths, hangs. */
  private static final long HANGING_NANOS = 30_000_000_000L;

  private static final Set<Call> PARTIAL = Set.of(Call.READ, Call.WRITE);

  private final Path directory;
  private final AtomicReference<Trial> current = new AtomicReference<>();
  private final AtomicReference<Throwable> uncaught = new AtomicReference<>();
  private volatile long startNanos;
  private int unsound;

  /**
   * A command with one of its calls failing.
   *
   * @param notes what it writes to standard error when nothing fails
   */
  private record Trial(
      FaultyCommand command, List<String> notes, int index, Point point, Mode mode) {
    @Override
    public String toString() {
      return command + " | call " + index + " (" + point + ") " + mode;
    }
  }

  private FaultyRuns(Path directory) {
    this.directory = directory;
  }

  /** A directory that has the inputs, a file of commands, and how many trials at most. */
  public static void main(String[] arguments) {
    FaultyRuns runs = new FaultyRuns(Path.of(arguments[0]));
    runs.watch();
    int code = 1;
    try {
      List<String> lines = Files.readAllLines(Path.of(arguments[1]));
      code = runs.tryAll(lines, Integer.parseInt(arguments[2])) ? 0 : 1;
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace(System.out);
    }
    System.exit(code);
  }

  /** Ends the program when a run hangs. */
  private void watch() {
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.set(error));
    Thread watch =
        new Thread(
            () -> {
              while (startNanos == 0 || System.nanoTime() - startNanos < HANGING_NANOS) {
                LockSupport.parkNanos(HANGING_NANOS / 100);
              }
              System.out.println("FINDING " + current.get() + ": hangs");
              Thread.getAllStackTraces()
                  .forEach(
                      (thread, stack) -> {
                        System.out.println(thread);
                        List.of(stack).forEach(frame -> System.out.println("    " + frame));
                      });
              Runtime.getRuntime().halt(2);
            });
    watch.setDaemon(true);
    watch.start();
  }

  private boolean tryAll(List<String> lines, int most) throws IOException {
    List<Trial> trials = new ArrayList<>();
    Map<Call, Integer> counts = new EnumMap<>(Call.class);
    int points = 0;
    for (String line : lines) {
      FaultyCommand command = new FaultyCommand(line, directory);
      int known = trials.size();
      points += addTrials(command, trials, counts);
      System.out.println((trials.size() - known) + " trials: " + line);
    }
    int all = trials.size();
    Collections.shuffle(trials, new Random(7));
    int findings = unsound;
    int harmless = 0;
    int missed = 0;
    int made = 0;
    for (int i = 0; i < all && made < most; i++) { // another one for each that does not come about
      Trial trial = trials.get(i);
      String finding = finding(trial);
      made += finding.equals("missed") ? 0 : 1;
      if (finding.startsWith("done")) {
        harmless++;
      } else if (finding.equals("missed")) {
        missed++;
      } else if (!finding.isEmpty()) {
        findings++;
        System.out.println("FINDING " + trial + ": " + finding);
      }
    }
    System.out.printf(
        "%d fault points %s of %d commands; %d of %d trials, of which %d did no harm; %d did"
            + " not come about, %d ended otherwise than they should%n",
        points, counts, lines.size(), made, all, harmless, missed, findings);
    return findings == 0 && missed * 20 < made;
  }

  /** Runs a command without a fault, twice since the first run loads what stays. */
  private int addTrials(FaultyCommand command, List<Trial> trials, Map<Call, Integer> counts)
      throws IOException {
    Run run = null;
    List<Point> points = List.of();
    for (int i = 0; i < 2; i++) {
      command.prepare();
      startNanos = System.nanoTime();
      try (MemoryWatch memory = new MemoryWatch()) {
        FaultPoints.arm(directory, -1, Mode.ONCE);
        run = command.run();
        points = FaultPoints.disarm();
        if (run.code() != 0 || !memory.leak().isEmpty() || FaultPoints.open() != 0) {
          System.out.println(
              "FINDING without a fault: "
                  + (command + ": " + run.err() + memory.leak())
                  + (", open files " + FaultPoints.open()));
          unsound++;
          return 0;
        }
      }
      command.remember();
      startNanos = 0;
    }
    List<String> notes = run.err().lines().toList();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      counts.merge(point.call(), 1, Integer::sum);
      for (Mode mode : Mode.values()) {
        if (mode != Mode.SHORT || PARTIAL.contains(point.call())) {
          trials.add(new Trial(command, notes, i, point, mode));
        }
      }
    }
    return points.size();
  }

  /** What is wrong with a run in which a call fails; done if the fault did no harm. */
  private String finding(Trial trial) throws IOException {
    trial.command().prepare();
    current.set(trial);
    uncaught.set(null);
    startNanos = System.nanoTime();
    try (MemoryWatch memory = new MemoryWatch()) {
      FaultPoints.arm(directory, trial.index(), trial.mode());
      Run run = trial.command().run();
      FaultPoints.disarm();
      startNanos = 0;
      List<Point> hits = FaultPoints.hits();
      if (hits.isEmpty()) {
        return "missed";
      }
      String wrong =
          List.of(
                  memory.leak(),
                  FaultPoints.open() == 0 ? "" : FaultPoints.open() + " files left open",
                  uncaught.get() == null ? "" : "a thread ended with " + uncaught.get(),
                  files(trial, hits.get(0), run),
                  words(trial, hits, run))
              .stream()
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining("; "));
      if (!wrong.isEmpty()) {
        return wrong + " | " + run.code() + " " + run.err().strip();
      }
      return run.code() == 0 ? "done" : "";
    }
  }

  private static String files(Trial trial, Point hit, Run run) throws IOException {
    String wrong = trial.command().wrong(run.code() == 0);
    boolean excused = hit.call() == Call.DELETE && wrong.startsWith("left behind");
    return excused ? "" : wrong;
  }

  /** What is wrong with the exit code and the line that goes with it. */
  private static String words(Trial trial, List<Point> hits, Run run) {
    if (run.err().contains("Exception") || run.err().contains("internal error")) {
      return "no error for people";
    }
    if (run.code() == 0) {
      return "";
    }
    if (trial.mode() == Mode.SHORT) {
      return "a call done in part is no error";
    }
    List<String> errors = new ArrayList<>(run.err().lines().toList());
    errors.removeAll(trial.notes());
    if (errors.size() != 1 || !errors.get(0).startsWith("fallline: ")) {
      return "expected one line";
    }
    if (!codes(hits.get(0)).contains(run.code())) {
      return "expected code " + codes(hits.get(0));
    }
    return hits.stream().anyMatch(hit -> isNamed(hit, errors.get(0)))
        ? ""
        : "the error does not name the file";
  }

  private static boolean isNamed(Point hit, String error) {
    return switch (hit.call().family()) {
      case ALLOCATING -> error.contains("out of memory");
      case LOOKING -> true; // What is said of a path may be about the folder.
      default -> error.contains(visible(hit.file()));
    };
  }

  private static Set<Integer> codes(Point hit) {
    if (hit.call().family() == Family.LOOKING) {
      return Set.of(1, 2, 3);
    }
    return Set.of(hit.call().family() == Family.READING ? 3 : 1);
  }

  /** The name of the file that a hidden one is to become. */
  private static String visible(String name) {
    return name.endsWith(".tmp") ? name.replaceAll("^\\.|\\.[0-9a-f]+\\.tmp$", "") : name;
  }
}
