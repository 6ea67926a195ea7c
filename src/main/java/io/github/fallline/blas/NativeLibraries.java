package io.github.fallline.blas;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The native libraries behind INDArrays and {@link Blas}. */
public final class NativeLibraries {
  private NativeLibraries() {}

  /**
   * Loads what all others rest on, JavaCPP's own library. Until then, two threads that use
   * different classes of JavaCPP for the first time may wait for each other for ever: their
   * initializers need one another.
   *
   * @throws LinkageError if there is none for this platform
   */
  public static void loadPointers() {
    Loader.getPlatform();
    new BytePointer(1).close();
  }

  /**
   * Loads them, which takes a third of a second; otherwise the first that needs them waits.
   *
   * @throws LinkageError if there are none for this platform
   */
  public static void load() {
    try (INDArray one = NativeMemory.array(DataType.DOUBLE, 1, 1);
        Scratch scratch = new Scratch()) {
      Window window = scratch.window(1, 1);
      Blas.copy(window, Window.on(one));
      Blas.dot(window, window);
    }
  }
}
