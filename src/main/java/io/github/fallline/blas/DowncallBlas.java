package io.github.fallline.blas;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Small BLAS routines without JNI; linked when this class is initialized, which fails with a {@link
 * LinkageError} where it cannot be done. Addresses are passed as longs, so {@code invokeExact}
 * compiles on Java 17; {@code java.lang.foreign} is reached by reflection.
 *
 * <p>The calls are "critical": the thread stays in its state, and neither a safepoint nor a
 * transition is in their way.
 */
final class DowncallBlas {
  private static final MethodHandle DDOT;
  private static final MethodHandle SDOT;
  private static final MethodHandle DAXPY;
  private static final MethodHandle SAXPY;
  private static final MethodHandle DSCAL;
  private static final MethodHandle SSCAL;

  static {
    try {
      Loader.load(openblas_nolapack.class);
      Foreign foreign = new Foreign();
      DDOT = foreign.link("cblas_ddot", double.class, "IJIJI");
      SDOT = foreign.link("cblas_sdot", float.class, "IJIJI");
      DAXPY = foreign.link("cblas_daxpy", void.class, "IDJIJI");
      SAXPY = foreign.link("cblas_saxpy", void.class, "IFJIJI");
      DSCAL = foreign.link("cblas_dscal", void.class, "IDJI");
      SSCAL = foreign.link("cblas_sscal", void.class, "IFJI");
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new UnsupportedOperationException("no calls without JNI", e);
    }
  }

  private DowncallBlas() {}

  /** Links the routines, unless that was done before. */
  static void link() {
    // The initializer of this class does it.
  }

  static double ddot(int count, long left, long right) {
    try {
      return (double) DDOT.invokeExact(count, left, 1, right, 1);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void daxpy(int count, double factor, long source, long target) {
    try {
      DAXPY.invokeExact(count, factor, source, 1, target, 1);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void dscal(int count, double factor, long vector) {
    try {
      DSCAL.invokeExact(count, factor, vector, 1);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static float sdot(int count, long left, long right) {
    try {
      return (float) SDOT.invokeExact(count, left, 1, right, 1);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void saxpy(int count, float factor, long source, long target) {
    try {
      SAXPY.invokeExact(count, factor, source, 1, target, 1);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void sscal(int count, float factor, long vector) {
    try {
      SSCAL.invokeExact(count, factor, vector, 1);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static AssertionError failed(Throwable cause) {
    return new AssertionError("a call of BLAS failed", cause);
  }

  /** The classes of {@code java.lang.foreign} that linking needs. */
  private static final class Foreign {
    private final Class<?> linkerType = type("Linker");
    private final Class<?> layoutType = type("MemoryLayout");
    private final Class<?> segmentType = type("MemorySegment");
    private final Class<?> descriptorType = type("FunctionDescriptor");
    private final Class<?> valueType = type("ValueLayout");
    private final Object linker = linkerType.getMethod("nativeLinker").invoke(null);
    private final Object options;

    Foreign() throws ReflectiveOperationException {
      Class<?> optionType = type("Linker$Option");
      options = Array.newInstance(optionType, 1);
      Array.set(options, 0, optionType.getMethod("critical", boolean.class).invoke(null, false));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName("java.lang.foreign." + name);
    }

    /**
     * Links a routine of the library.
     *
     * @param parameters a letter each, as in the descriptors of class files: I, J (addresses too),
     *     F, D
     */
    MethodHandle link(String name, Class<?> result, String parameters)
        throws ReflectiveOperationException {
      Pointer place = Loader.addressof(name);
      if (place == null) {
        throw new NoSuchMethodException(name);
      }
      Object segment = segmentType.getMethod("ofAddress", long.class).invoke(null, place.address());
      Object layouts = Array.newInstance(layoutType, parameters.length());
      for (int i = 0; i < parameters.length(); i++) {
        Array.set(layouts, i, layout(parameters.charAt(i)));
      }
      Method link =
          linkerType.getMethod("downcallHandle", segmentType, descriptorType, options.getClass());
      return (MethodHandle) link.invoke(linker, segment, descriptor(result, layouts), options);
    }

    private Object descriptor(Class<?> result, Object layouts) throws ReflectiveOperationException {
      Class<?> list = layouts.getClass();
      if (result == void.class) {
        return descriptorType.getMethod("ofVoid", list).invoke(null, layouts);
      }
      return descriptorType
          .getMethod("of", layoutType, list)
          .invoke(null, layout(result == float.class ? 'F' : 'D'), layouts);
    }

    private Object layout(char letter) throws ReflectiveOperationException {
      String name =
          switch (letter) {
            case 'I' -> "JAVA_INT";
            case 'J' -> "JAVA_LONG";
            case 'F' -> "JAVA_FLOAT";
            default -> "JAVA_DOUBLE";
          };
      return valueType.getField(name).get(null);
    }
  }
}
