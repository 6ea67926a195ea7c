package io.github.fallline.blas;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * Asks Linux for pages of 2 MiB in place of 4 KiB under large memory, where the system leaves that
 * to programs ({@code madvise} in its setting of transparent huge pages).
 *
 * <p>They are there 3 to 4 times sooner when memory is first written, and the processor finds its
 * way in them without reading tables: gradients over rows in memory take a fifth less time. It is
 * advice; where it cannot be given, or is not taken, all else is as it was.
 */
final class HugePages {
  /** To load JNA takes some 25 ms, once in a process: ten passes over this much memory spare it. */
  static final long LEAST_BYTES = 1L << 25;

  private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final String LEFT_TO_PROGRAMS = "[madvise]";
  private static final long PAGE = 4096;
  private static final int MADV_HUGEPAGE = 14;

  private static volatile boolean ready;

  private HugePages() {}

  /** Looked up when it is first needed. */
  private static final class Kernel {
    /** Null where there is none, or no need of it. */
    static final Function MADVISE = find();

    private static Function find() {
      if (!isLeftToPrograms()) {
        return null;
      }
      try {
        // Found without JNA, which would start a program to learn where libraries are.
        Pointer madvise = Loader.addressof("madvise");
        return madvise == null
            ? null
            : Function.getFunction(new com.sun.jna.Pointer(madvise.address()));
      } catch (LinkageError e) {
        return null; // without JNA, or where it cannot unpack its library
      }
    }
  }

  /** Whether the system is to be asked at all. */
  static boolean isLeftToPrograms() {
    try {
      return Files.isReadable(SETTING) && Files.readString(SETTING).contains(LEFT_TO_PROGRAMS);
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks for huge pages under a block, if it is worth while, before it is written. */
  static void advise(Pointer block, long bytes) {
    if (bytes >= LEAST_BYTES) {
      ask(block.address(), bytes);
    }
  }

  /**
   * As {@link #advise} for a block that is written slowly: the first time in a process, on another
   * thread. Should the block have been freed by then, other memory may get the advice.
   */
  static void adviseSoon(Pointer block, long bytes) {
    if (bytes < LEAST_BYTES || ready) {
      advise(block, bytes);
      return;
    }
    long address = block.address();
    Thread thread = new Thread(() -> ask(address, bytes), "fallline-pages");
    thread.setDaemon(true);
    thread.start();
  }

  private static void ask(long address, long bytes) {
    Function madvise = Kernel.MADVISE;
    ready = true;
    if (madvise != null) {
      long first = -Math.floorDiv(-address, PAGE) * PAGE;
      long length = Math.floorDiv(address + bytes - first, PAGE) * PAGE;
      madvise.invokeInt(new Object[] {first, length, MADV_HUGEPAGE});
    }
  }
}
