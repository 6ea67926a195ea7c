package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.factory.Nd4j;

class WorkspaceTest {
  private static double[] elements(RowView view) {
    double[] elements = new double[view.rows() * view.columns()];
    view.read(elements);
    return elements;
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void windowHasTheShapeAskedFor() {
    try (Workspace scratch = new Workspace()) {
      RowView view = scratch.view(3, 5);

      assertEquals(0, view.firstRow());
      assertEquals(3, view.rows());
      assertEquals(5, view.columns());
    }
  }

  @Test
  void memoryIsZeroThoughItWasUsedBefore() {
    for (int i = 0; i < 100; i++) {
      try (Workspace scratch = new Workspace()) {
        RowView view = scratch.view(17, 3);

        assertArrayEquals(new double[51], elements(view));
        view.write(ones(51));
      }
    }
  }

  @Test
  void windowsDoNotOverlap() {
    try (Workspace scratch = new Workspace()) {
      RowView left = scratch.view(7, 3);
      RowView right = scratch.view(7, 3);

      left.write(ones(21));

      assertArrayEquals(new double[21], elements(right));
      assertArrayEquals(ones(21), elements(left));
    }
  }

  @Test
  void closingGivesTheMemoryBack() {
    assumeTrue(Pointer.physicalBytes() > 0, "the memory of this process is not known here");
    long windowBytes = 64L << 20;
    int rows = (int) (windowBytes / Double.BYTES);
    Workspace scratch = new Workspace();
    scratch.view(rows, 1);
    scratch.view(rows, 1);
    long held = Pointer.physicalBytes();

    scratch.close();

    // Blocks of this size are returned to the system at once; the JVM may have grown a little.
    long freed = held - Pointer.physicalBytes();
    assertTrue(freed > windowBytes * 3 / 2, () -> "freed " + freed + " of " + 2 * windowBytes);
  }

  @Test
  void mayBeClosedTwiceAndUsedAgain() {
    Workspace scratch = new Workspace();
    scratch.view(2, 2);
    scratch.close();
    scratch.close();

    assertArrayEquals(new double[4], elements(scratch.view(2, 2)));
    scratch.close();
  }

  @Test
  void takesNothingFromAnOpenWorkspace() {
    WorkspaceConfiguration megabyte = WorkspaceConfiguration.builder().initialSize(1 << 20).build();
    try (MemoryWorkspace workspace =
            Nd4j.getWorkspaceManager().getAndActivateWorkspace(megabyte, "scratch test");
        Workspace scratch = new Workspace()) {
      scratch.view(10, 10);

      assertEquals(0, workspace.getPrimaryOffset());
    }
  }

  @Test
  void refusedWindowFreesThoseBefore() {
    NativeMemory.Witness refusing =
        new NativeMemory.Witness() {
          @Override
          public void asked(long bytes) {
            if (bytes > 150) {
              throw new NativeMemoryError("none left");
            }
          }
        };
    NativeMemory.watch(refusing);
    long before = NativeMemory.blocks();
    try (Workspace scratch = new Workspace()) {
      scratch.view(5, 2);

      assertThrows(NativeMemoryError.class, () -> scratch.view(11, 1));
      assertTrue(NativeMemory.blocks() <= before);
    } finally {
      NativeMemory.watch(null);
    }
  }
}
