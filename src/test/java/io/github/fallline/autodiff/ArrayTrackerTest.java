package io.github.fallline.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

class ArrayTrackerTest {
  @Test
  void closesAtTheEndWhatWasTaken() {
    ArrayTracker tracker = new ArrayTracker();
    INDArray first = tracker.allocate(false, DataType.DOUBLE, 2, 3);
    INDArray second =
        tracker.allocate(true, LongShapeDescriptor.fromShape(new long[] {4}, DataType.DOUBLE));
    INDArray copy = tracker.dup(first);
    List<INDArray> all = List.of(first, second, copy);

    all.forEach(tracker::release);
    all.forEach(array -> assertFalse(array.wasClosed()));
    assertArrayEquals(new long[] {2, 3}, copy.shape());

    tracker.close();
    all.forEach(array -> assertTrue(array.wasClosed()));
    tracker.close();
  }

  /** SameDiff takes every array of an evaluation from the ledger: intermediate ones and results. */
  @Test
  void sessionTakesItsArraysFromTheLedger() {
    SameDiff graph = SameDiff.create();
    SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1);
    SDVariable result = graph.math().exp(x.mul(2)).sum();
    ArrayTracker tracker = new ArrayTracker();
    InferenceSession session = new InferenceSession(graph);
    session.setMmgr(tracker);
    graph.getSessions().put(Thread.currentThread().getId(), session);
    try (INDArray zeros = Nd4j.zeros(DataType.DOUBLE, 3)) {
      List<String> names = graph.variables().stream().map(SDVariable::name).toList();
      List<String> computed = names.stream().filter(name -> !name.equals("x")).toList();

      Map<String, INDArray> arrays = graph.output(Map.of("x", zeros), computed);
      assertEquals(3, arrays.get(result.name()).getDouble(0));
      tracker.close();

      arrays.forEach((name, array) -> assertTrue(array.wasClosed(), name));
      assertEquals(3, arrays.size()); // product, exponential and sum
      assertFalse(zeros.wasClosed());
    }
  }
}
