package io.github.fallline.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays that SameDiff allocates during an evaluation; all are freed at its end. SameDiff's own
 * memory manager retains arrays and leaves the rest to the garbage collector, which does not know
 * their size.
 */
final class ArrayTracker extends AbstractMemoryMgr {
  private final List<INDArray> taken = new ArrayList<>();

  @Override
  public INDArray allocate(boolean detached, DataType type, long... shape) {
    return enter(Nd4j.createUninitialized(type, shape));
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
    return enter(Nd4j.create(descriptor, false));
  }

  private INDArray enter(INDArray array) {
    taken.add(array);
    return array;
  }

  @Override
  public void release(INDArray array) {
    // A result may be a view of another array, so all are kept to the end.
  }

  /** Frees the arrays taken since the last time. */
  @Override
  public void close() {
    for (INDArray array : taken) {
      if (array.closeable()) {
        array.close();
      }
    }
    taken.clear();
  }
}
