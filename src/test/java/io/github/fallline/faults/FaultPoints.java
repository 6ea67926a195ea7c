package io.github.fallline.faults;

import io.github.fallline.faults.Point.Call;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counts the calls of a run to the system, and has one of them fail. */
public final class FaultPoints {
  /** How a call fails. */
  public enum Mode {
    /** This call alone. */
    ONCE,
    /** This one, and all of its family that come behind it. */
    PERSISTENT,
    /** It is done in part only, which is no error: as a full pipe or a signal would have it. */
    SHORT
  }

  /** Files of the system that the program reads, too. */
  private static final List<String> OF_SYSTEM =
      List.of("/proc/meminfo", "/proc/cpuinfo", "/sys/fs/cgroup/");

  private static final List<Point> POINTS = new ArrayList<>();
  private static Path root;
  private static int failing;
  private static Mode mode;
  private static final List<Point> HITS = new ArrayList<>();
  private static int open;

  private FaultPoints() {}

  /**
   * Begins to count the calls on files below a directory.
   *
   * @param index which of them fails, counted from 0; -1 for none
   */
  public static synchronized void arm(Path directory, int index, Mode how) {
    POINTS.clear();
    root = directory;
    failing = index;
    mode = how;
    HITS.clear();
    open = 0;
  }

  /** Ends the counting; the calls there were. */
  public static synchronized List<Point> disarm() {
    root = null;
    return List.copyOf(POINTS);
  }

  /** The calls that failed, in order. */
  public static synchronized List<Point> hits() {
    return List.copyOf(HITS);
  }

  /** Files that were opened and not closed. */
  public static synchronized int open() {
    return open;
  }

  static synchronized void opened() {
    open++;
  }

  static synchronized void closed() {
    open--;
  }

  /** Whether the call on a file fails now. */
  private static boolean fails(Call call, Path file) {
    if (root == null || !isWatched(file)) {
      return false;
    }
    return fails(new Point(call, String.valueOf(file.getFileName())));
  }

  private static boolean isWatched(Path file) {
    String text = file.toString();
    return text.startsWith(root.toString()) || OF_SYSTEM.stream().anyMatch(text::startsWith);
  }

  private static boolean fails(Point point) {
    int index = POINTS.size();
    POINTS.add(point);
    boolean again =
        mode == Mode.PERSISTENT
            && !HITS.isEmpty()
            && HITS.get(0).call().family() == point.call().family();
    if (index == failing || again) {
      HITS.add(point);
    }
    return index == failing || again;
  }

  /** Counts a call on a file, and fails it if it is its turn. */
  static synchronized void at(Call call, Path file) throws IOException {
    if (fails(call, file) && mode != Mode.SHORT) {
      throw new FileSystemException(file.toString(), null, reason(call));
    }
  }

  /**
   * Counts a call that moves bytes.
   *
   * @return how many are to be moved before {@link Transfer#end} ends the call
   */
  static synchronized Transfer transfer(Call call, Path file, int bytes) {
    if (!fails(call, file)) {
      return new Transfer(bytes, null);
    }
    int some = (bytes + 1) / 2;
    return mode == Mode.SHORT
        ? new Transfer(some, null)
        : new Transfer(call == Call.WRITE ? some : 0, new IOException(reason(call)));
  }

  /**
   * A call that moves bytes.
   *
   * @param bytes how many it moves
   * @param failure how it ends then; null if well
   */
  record Transfer(int bytes, IOException failure) {
    void end() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }
  }

  /** Counts a request for native memory; false if it is refused. */
  public static synchronized boolean grant() {
    return root == null || !fails(new Point(Call.ALLOCATE, "")) || mode == Mode.SHORT;
  }

  /** In the words of Linux. */
  private static String reason(Call call) {
    return call.family() == Point.Family.WRITING ? "No space left on device" : "Input/output error";
  }
}
