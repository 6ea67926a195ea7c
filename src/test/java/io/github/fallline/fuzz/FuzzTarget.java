package io.github.fallline.fuzz;

import java.io.IOException;
import java.nio.file.Path;

/** Something that is given made-up input, and must answer any of it in order. */
public interface FuzzTarget {
  /** Bytes that an answer may take on the heap of its thread, whatever the input says of itself. */
  long MOST_BYTES = 256L << 20;

  /**
   * Makes up the input of a seed, always the same, and hands it in.
   *
   * @throws AssertionError if the answer is not in order; any other exception is a finding too
   */
  void attempt(long seed) throws IOException;

  /** Where a target is made, with a folder that is its own. */
  interface Maker {
    /** A target whose files lie in an empty folder. */
    FuzzTarget in(Path folder) throws IOException;
  }
}
