package io.github.fallline.blas;

import com.sun.jna.Function;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Asks Linux for pages of 2 MiB in place of 4 KiB under large memory, where the system leaves that
 * to programs ({@code madvise} in its setting of transparent huge pages).
 *
 * <p>They avoid misses of the address translation: gradients over rows in memory take up to a fifth
 * less time. This is advice only; where it cannot be given or is not followed, nothing else
 * changes.
 */
final class HugePages {
  /**
   * Loading JNA takes some 25 ms once in a process, as much as 30 passes over this many bytes save.
   */
  static final long LEAST_BYTES = 1L << 25;

  private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final String LEFT_TO_PROGRAMS = "[madvise]";
  private static final int MADV_HUGEPAGE = 14;

  private static volatile boolean lookedUp;

  private HugePages() {}

  /** Functions of the C library. */
  private record Library(Function madvise, Function usableSize, long pageBytes) {}

  /** Looked up when it is first needed. */
  private static final class Kernel {
    /** Null where the system cannot be asked, or need not be. */
    static final @Nullable Library LIBRARY = find();

    private static @Nullable Library find() {
      if (!isLeftToPrograms()
          || Native.POINTER_SIZE != Long.BYTES) { // Native comes before Pointer,
        return null; // or JNA's initializers may wait for each other in other threads
      }
      return new Library(
          function("madvise"),
          function("malloc_usable_size"),
          function("getpagesize").invokeInt(new Object[0]));
    }

    /** Found without JNA, which would start a program to learn where libraries are. */
    private static Function function(String name) {
      return Function.getFunction(new com.sun.jna.Pointer(Loader.addressof(name).address()));
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

  /**
   * Asks for huge pages under a block, if it is large, before it is written. The whole mapping is
   * advised, because one that is advised in part cannot grow.
   */
  static void advise(Pointer block, long bytes) {
    if (bytes < LEAST_BYTES) {
      return;
    }
    try {
      ask(Kernel.LIBRARY, block.address());
    } catch (RuntimeException | Error e) {
      return; // without JNA, or where it has no library that can be loaded
    } finally {
      lookedUp = true;
    }
  }

  private static void ask(@Nullable Library library, long address) {
    if (library == null) {
      return;
    }
    long page = library.pageBytes();
    long size = library.usableSize().invokeLong(new Object[] {address});
    long first = Math.floorDiv(address, page) * page;
    long end = -Math.floorDiv(-(address + size), page) * page;
    library.madvise().invokeInt(new Object[] {first, end - first, MADV_HUGEPAGE});
  }

  /**
   * Runs the advice at once, except the first time in a process, which takes a while: then on
   * another thread.
   */
  static void soon(Runnable advice) {
    if (lookedUp) {
      advice.run();
      return;
    }
    Thread thread = new Thread(advice, "fallline-pages");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      return; // no more threads
    }
  }
}
