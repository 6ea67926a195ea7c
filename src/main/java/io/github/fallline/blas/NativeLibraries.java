package io.github.fallline.blas;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** The native libraries behind {@link Matrix} and {@link Blas}. */
public final class NativeLibraries {
  /** The property of JavaCPP that names the folder. */
  private static final String FOLDER = "org.bytedeco.javacpp.cachedir";

  /** The size of the unpacked libraries: 46 MB. */
  private static final long ROOM_BYTES = 64L << 20;

  private NativeLibraries() {}

  /**
   * Loads JavaCPP's own library, which all others need. Until then, two threads that use different
   * classes of JavaCPP for the first time may deadlock: their initializers need each other.
   *
   * @throws LinkageError if there is none for this platform
   */
  public static void loadPointers() {
    Loader.getPlatform();
    new BytePointer(1).close();
  }

  /**
   * Returns why the libraries cannot be loaded, with the folder that they are unpacked to and a
   * remedy, in one sentence. Call it after a failure only: it tries to load one of them again.
   */
  public static String finding() {
    Path folder;
    long free;
    try {
      folder = Loader.getCacheDir().toPath();
      free = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException | RuntimeException | LinkageError e) {
      return String.join(", ", candidates())
          + ": native libraries cannot be unpacked to any of these folders; "
          + remedy();
    }
    if (free < ROOM_BYTES) {
      return String.format(
          Locale.ROOT,
          "%s: no room to unpack native libraries (%d MB free, %d needed); free some, or %s",
          folder,
          free >> 20,
          ROOM_BYTES >> 20,
          remedy());
    }
    return folder
        + ": native libraries cannot be loaded from this folder"
        + reason(folder)
        + "; delete it if it is damaged, or "
        + remedy();
  }

  private static List<String> candidates() {
    List<String> folders = new ArrayList<>();
    String given = System.getProperty(FOLDER);
    if (given != null) {
      folders.add(given);
    }
    folders.add(System.getProperty("user.home") + "/.javacpp/cache");
    folders.add(System.getProperty("java.io.tmpdir"));
    return folders;
  }

  private static String remedy() {
    return "name "
        + (System.getProperty(FOLDER) == null ? "a" : "another")
        + " folder that can be written to and is not mounted noexec: set the environment variable"
        + " JAVA_TOOL_OPTIONS=-D"
        + FOLDER
        + "=FOLDER";
  }

  /** The message of the system for the first library, in brackets. */
  private static String reason(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      Optional<Path> first =
          files.filter(file -> file.getFileName().toString().contains("jnijavacpp")).findFirst();
      if (first.isPresent()) {
        System.load(first.get().toAbsolutePath().toString());
      }
      return "";
    } catch (UnsatisfiedLinkError e) {
      String text = String.valueOf(e.getMessage());
      return " (" + text.substring(text.lastIndexOf(": ") + 1).strip() + ")";
    } catch (IOException | RuntimeException e) {
      return " (" + e.getMessage() + ")";
    }
  }

  /**
   * The kind of processor whose routines OpenBLAS has chosen, in its own word: Zen, Haswell,
   * SkylakeX; empty where another BLAS is loaded.
   */
  public static Optional<String> processorKind() {
    Loader.load(openblas_nolapack.class);
    Pointer function = Loader.addressof("openblas_get_corename");
    if (function == null) {
      return Optional.empty();
    }
    com.sun.jna.Pointer place = new com.sun.jna.Pointer(function.address());
    return Optional.of(Function.getFunction(place).invokeString(new Object[0], false));
  }

  /**
   * Loads and checks the BLAS ahead of its first use.
   *
   * @throws LinkageError if there is none for this platform
   * @throws FaultyBlasException if it computes wrongly on this processor
   */
  public static void load() {
    BlasCheck.require(Precision.DOUBLE, DoubleKernels.INSTANCE);
  }
}
