package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks the kernel's report on mappings, /proc/self/smaps. Memory that was advised for an earlier
 * owner may be reused: so where no advice is expected, the test is that no more is advised than
 * before.
 */
class HugePagesTest {
  private static final String FLAGS = "VmFlags:";
  private static final int COLUMNS = 1 << 10;
  private static final long ENOUGH = HugePages.LEAST_BYTES / Double.BYTES / COLUMNS;

  /** More than malloc keeps for itself when it is freed: always a mapping of its own. */
  private static final long ITS_OWN = 8 * ENOUGH;

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
    long before = advisedKilobytes();
    try (Matrix small = Matrix.uninitialized(ENOUGH / 2, COLUMNS, Precision.DOUBLE)) {
      assertEquals(ENOUGH / 2, small.rows());
      assertTrue(advisedKilobytes() <= before);
    }
  }

  @Test
  void growingRowsAreAdvisedSoonWhereItIsWished() throws Exception {
    try (GrowableMatrix rows = new GrowableMatrix(COLUMNS, ENOUGH, true)) {
      rows.append(1);
      long end = System.nanoTime() + 10_000_000_000L;
      while (advisedKilobytes() == 0 && System.nanoTime() < end) {
        Thread.sleep(5); // the first time it is done on another thread
      }
      rows.append(Math.toIntExact(ENOUGH - 1));
      try (Matrix drained = rows.drain()) {
        assertTrue(isAdvised(middleOf(drained, ENOUGH)));
      }
    }
  }

  @Test
  void growingRowsAreNotAdvisedOtherwise() throws Exception {
    Matrix.uninitialized(ENOUGH, COLUMNS, Precision.DOUBLE).close(); // now it is looked up
    long before = advisedKilobytes();
    try (GrowableMatrix rows = new GrowableMatrix(COLUMNS, ITS_OWN, false)) {
      rows.append(1);
      assertTrue(advisedKilobytes() <= before);
    }
  }

  /** One mapping from end to end, or it could not grow in place. */
  @Test
  void growsInOneMappingWhereItIsAdvised() throws Exception {
    Matrix.uninitialized(ENOUGH, COLUMNS, Precision.DOUBLE).close(); // now it is looked up
    try (GrowableMatrix rows = new GrowableMatrix(COLUMNS, ITS_OWN, true)) {
      rows.append(Math.toIntExact(ITS_OWN));
      rows.write(0, 1, new double[COLUMNS]);
      rows.append(Math.toIntExact(ITS_OWN));
      try (Matrix drained = rows.drain()) {
        assertEquals(2 * ITS_OWN, drained.rows());
        long first = drained.memory().address();
        long last = first + 2 * ITS_OWN * COLUMNS * Double.BYTES - 1;
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
      if (line.startsWith(FLAGS)) {
        return hasAdvice(line);
      }
    }
    throw new IllegalStateException("no flags");
  }

  private static boolean hasAdvice(String flags) {
    return List.of(flags.split(" +", -1)).contains("hg");
  }

  /** The sizes of all mappings that are advised. */
  private static long advisedKilobytes() throws IOException {
    long size = 0;
    long all = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.startsWith("Size:")) {
        size = Long.parseLong(line.replaceAll("[^0-9]", ""));
      } else if (line.startsWith(FLAGS) && hasAdvice(line)) {
        all += size;
      }
    }
    return all;
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
