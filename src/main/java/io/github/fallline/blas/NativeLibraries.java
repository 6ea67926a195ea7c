package io.github.fallline.blas;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;

/** The native libraries behind {@link Matrix} and {@link Blas}. */
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
   * Loads the BLAS; otherwise the first that needs it waits.
   *
   * @throws LinkageError if there is none for this platform
   */
  public static void load() {
    try (Scratch scratch = new Scratch()) {
      Window window = scratch.window(1, 1);
      Blas.dot(window, window);
    }
  }
}
