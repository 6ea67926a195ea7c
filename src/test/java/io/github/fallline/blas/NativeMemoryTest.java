package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class NativeMemoryTest {
  /** Elements of 8 bytes: 64 TiB, more than the address space of a process may have. */
  private static final long TOO_MANY = 1L << 43;

  @Test
  void arrayThatDoesNotFitIsAnErrorWithItsSize() {
    NativeMemoryError error =
        assertThrows(
            NativeMemoryError.class, () -> NativeMemory.array(DataType.DOUBLE, TOO_MANY, 4));

    assertEquals("no native memory for 281,474,976,710,656 bytes", error.getMessage());
  }

  @Test
  void arrayHasTypeAndShapeAskedFor() {
    try (INDArray array = NativeMemory.array(DataType.FLOAT, 3, 2)) {
      assertEquals(DataType.FLOAT, array.dataType());
      assertArrayEquals(new long[] {3, 2}, array.shape());
    }
  }

  @Test
  void blocksAreCountedUntilTheyAreGivenBack() {
    long before = NativeMemory.blocks();
    GrowableMatrix rows = new GrowableMatrix(3);
    rows.append(100_000);
    long held = NativeMemory.blocks();
    rows.close();

    assertEquals(before + 1, held);
    assertEquals(before, NativeMemory.blocks());
  }
}
