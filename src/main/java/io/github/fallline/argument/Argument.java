package io.github.fallline.argument;

/** Requirements on arguments, with one form of error: its name, what was expected, what it is. */
public final class Argument {
  private Argument() {}

  /**
   * Throws if a requirement is not met.
   *
   * @param expected such as {@code at least 1}
   * @throws IllegalArgumentException {@code name: expected ..., got ...}
   */
  public static void require(boolean met, String name, String expected, Object found) {
    if (!met) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", got " + found);
    }
  }

  /**
   * Throws if a requirement on a setting is not met.
   *
   * @throws IllegalArgumentException {@code setting: expected ..., got ...}
   */
  public static void require(boolean met, Setting setting, String expected, Object found) {
    require(met, setting.toString(), expected, found);
  }
}
