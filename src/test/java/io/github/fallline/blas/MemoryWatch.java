package io.github.fallline.blas;

import io.github.fallline.faults.FaultPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes native allocations fault points, and records what was not freed. */
public final class MemoryWatch implements NativeMemory.Witness, AutoCloseable {
  private static final int CALLERS = 5;

  private final List<Taken> arrays = new ArrayList<>();
  private final long blocks = NativeMemory.blocks();

  /**
   * An array.
   *
   * @param by the methods that asked for it, the innermost first
   */
  private record Taken(INDArray array, String by) {}

  /** Starts to observe. */
  public MemoryWatch() {
    NativeMemory.watch(this);
  }

  @Override
  public void asked(long bytes) {
    if (!FaultPoints.grant()) {
      throw new NativeMemoryError(
          String.format(Locale.ROOT, "no native memory for %,d bytes", bytes));
    }
  }

  @Override
  public void made(INDArray array) {
    synchronized (arrays) {
      arrays.add(new Taken(array, callers()));
    }
  }

  private static String callers() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(
                        frame ->
                            !frame.getClassName().startsWith(MemoryWatch.class.getPackageName()))
                    .limit(CALLERS)
                    .map(
                        frame ->
                            frame.getClassName().replaceAll(".*\\.", "")
                                + "."
                                + frame.getMethodName()
                                + ":"
                                + frame.getLineNumber())
                    .collect(Collectors.joining(" < ")));
  }

  /** What was allocated since the start and not freed, in words; empty if nothing. */
  public String leak() {
    synchronized (arrays) {
      List<String> open =
          arrays.stream().filter(one -> !one.array().wasClosed()).map(Taken::by).toList();
      long left = NativeMemory.blocks() - blocks;
      return open.isEmpty() && left <= 0
          ? ""
          : open.size() + " arrays of " + new TreeSet<>(open) + " and " + left + " blocks leaked";
    }
  }

  @Override
  public void close() {
    NativeMemory.watch(null);
  }
}
