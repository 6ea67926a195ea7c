package io.github.fallline.cli.jvm;

import java.lang.reflect.Field;

/**
 * Sets system properties before the first matrix: the limit of native memory, quiet logging,
 * headless mode. Values given with -D take precedence.
 */
public final class JvmSettings {
  /** Share of the machine's (or container's) memory that matrices may take. */
  private static final double NATIVE_SHARE = 0.8;

  /** Share of it that the whole process may take. */
  private static final double PROCESS_SHARE = 0.95;

  private JvmSettings() {}

  public static void apply() {
    long memory = SystemMemory.all();
    // JavaCPP's own limits follow the heap's, which has little to do with matrices.
    set("org.bytedeco.javacpp.maxbytes", Long.toString((long) (NATIVE_SHARE * memory)));
    set("org.bytedeco.javacpp.maxphysicalbytes", Long.toString((long) (PROCESS_SHARE * memory)));
    // Pictures are drawn without a screen, and on some systems a program with one shows an icon.
    set("java.awt.headless", "true");
    set("org.nd4j.log.initialization", "false");
    set("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    set("org.slf4j.simpleLogger.warnLevelString", "fallline:");
    set("org.slf4j.simpleLogger.showThreadName", "false");
    set("org.slf4j.simpleLogger.showLogName", "false");
    set("slf4j.internal.verbosity", "ERROR");
    allowUnsafe();
  }

  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Marks the warning of JDK 24 and later about sun.misc.Unsafe as printed. JavaCPP reads an array
   * offset through that class; no option that a jar can carry allows it, and the four lines would
   * stand before every result.
   */
  private static void allowUnsafe() {
    if (Runtime.version().feature() < 24) {
      return;
    }
    try {
      Field warned = Class.forName("sun.misc.Unsafe").getDeclaredField("memoryAccessWarned");
      warned.setAccessible(true);
      warned.setBoolean(null, true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Then the warning is printed; nothing else depends on it.
      return;
    }
  }
}
