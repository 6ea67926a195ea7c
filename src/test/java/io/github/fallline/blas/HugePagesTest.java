package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel says of the mapping that memory lies in, in /proc/self/smaps. */
class HugePagesTest {
  private static final int COLUMNS = 1 << 10;
  private static final long ENOUGH = HugePages.LEAST_BYTES / Double.BYTES / COLUMNS;

  @BeforeEach
  void asksHere() {
    assumeTrue(HugePages.isLeftToPrograms(), "huge pages are not left to programs here");
  }

  @Test
  void largeMatrixIsAdvised() throws IOException {
    try (Matrix large = Matrix.uninitialized(ENOUGH, COLUMNS, Precision.DOUBLE)) {
      assertTrue(isAdvised(middleOf(large, ENOUGH)));
    }
  }

  @Test
  void smallMatrixIsNot() throws IOException {
    long rows = ENOUGH / 2;
    try (Matrix small = Matrix.uninitialized(rows, COLUMNS, Precision.DOUBLE)) {
      assertFalse(isAdvised(middleOf(small, rows)));
    }
  }

  @Test
  void growingRowsAreAdvisedSoonWhereItIsWished() throws Exception {
    for (boolean wished : new boolean[] {false, true}) {
      try (GrowingRows rows = new GrowingRows(COLUMNS, ENOUGH, wished)) {
        rows.append(1);
        long end = System.nanoTime() + 10_000_000_000L;
        while (wished && !someAdvised() && System.nanoTime() < end) {
          Thread.sleep(5); // the first time it is done on another thread
        }
        rows.append(Math.toIntExact(ENOUGH - 1));
        try (Matrix drained = rows.drain()) {
          assertEquals(wished, isAdvised(middleOf(drained, ENOUGH)));
        }
      }
    }
  }

  private static boolean someAdvised() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.startsWith("VmFlags:") && line.contains(" hg")) {
        return true;
      }
    }
    return false;
  }

  /** One mapping from end to end, or it could not grow in place. */
  @Test
  void growsInOneMappingWhereItIsAdvised() throws Exception {
    Matrix.uninitialized(ENOUGH, COLUMNS, Precision.DOUBLE).close(); // now it is looked up
    try (GrowingRows rows = new GrowingRows(COLUMNS, 2 * ENOUGH, true)) {
      rows.append(Math.toIntExact(2 * ENOUGH));
      rows.write(0, 1, new double[COLUMNS]);
      rows.append(Math.toIntExact(2 * ENOUGH));
      try (Matrix drained = rows.drain()) {
        assertEquals(4 * ENOUGH, drained.rows());
        long first = drained.memory().address();
        long last = first + 4 * ENOUGH * COLUMNS * Double.BYTES - 1;
        assertTrue(isAdvised(first));
        assertEquals(mappingOf(first), mappingOf(last));
      }
    }
  }

  private static long middleOf(Matrix matrix, long rows) {
    return matrix.memory().address() + rows / 2 * COLUMNS * Double.BYTES;
  }

  private static boolean isAdvised(long address) throws IOException {
    for (String line : mappingOf(address)) {
      if (line.startsWith("VmFlags:")) {
        return List.of(line.split(" +", -1)).contains("hg");
      }
    }
    throw new IllegalStateException("no flags");
  }

  /** The lines about the mapping that an address lies in. */
  private static List<String> mappingOf(long address) throws IOException {
    List<String> found = new ArrayList<>();
    boolean here = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        String[] range = line.substring(0, line.indexOf(' ')).split("-", 2);
        here =
            Long.compareUnsigned(Long.parseUnsignedLong(range[0], 16), address) <= 0
                && Long.compareUnsigned(address, Long.parseUnsignedLong(range[1], 16)) < 0;
      }
      if (here) {
        found.add(line);
      }
    }
    return found;
  }
}
