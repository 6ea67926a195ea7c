package io.github.fallline.blas;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;
import org.jspecify.annotations.Nullable;

/** Limits OpenBLAS to one thread while at least one holder requires it. */
final class ThreadLimit {
  private int holders;
  private int before;

  private boolean lookedUp;

  /** Null until it is first needed, and where another BLAS is loaded than OpenBLAS. */
  private @Nullable Setter setter;

  /**
   * OpenBLAS's own function. JavaCPP's {@code blas_set_num_threads}, which looks it up each time,
   * takes 95 microseconds; its {@code blas_get_num_threads} returns the value set there last.
   */
  private static final class Setter extends SetNumThreads {
    Setter(Pointer place) {
      put(place);
    }
  }

  /** Limits OpenBLAS to one thread until the result is closed. */
  synchronized Blas.SingleThread hold() {
    if (holders == 0) {
      before = openblas_nolapack.blas_get_num_threads();
      set(1);
    }
    holders++;
    boolean[] released = {false};
    return () -> {
      synchronized (this) {
        if (!released[0]) {
          released[0] = true;
          release();
        }
      }
    };
  }

  private synchronized void release() {
    if (--holders == 0) {
      set(before);
    }
  }

  private void set(int threads) {
    if (!lookedUp) {
      Loader.load(openblas_nolapack.class);
      Pointer function = Loader.addressof("openblas_set_num_threads");
      boolean alone = Loader.addressof("MKL_Set_Num_Threads") == null;
      setter = function != null && alone ? new Setter(function) : null;
      lookedUp = true;
    }
    if (setter == null) {
      openblas_nolapack.blas_set_num_threads(threads);
    } else {
      setter.call(threads);
    }
  }
}
