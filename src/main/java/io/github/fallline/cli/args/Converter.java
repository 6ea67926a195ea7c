package io.github.fallline.cli.args;

import java.nio.file.Path;

/**
 * Reads the value of an option.
 *
 * @param <T> the type of the value
 */
public abstract class Converter<T> {
  public static final Converter<String> TEXT =
      new Converter<>("a text") {
        @Override
        String parse(String text) {
          return text;
        }
      };

  public static final Converter<Integer> INTEGER =
      new Converter<>("a whole number below 2^31") {
        @Override
        Integer parse(String text) {
          return Integer.valueOf(text);
        }
      };

  public static final Converter<Long> LONG =
      new Converter<>("a whole number below 2^63") {
        @Override
        Long parse(String text) {
          return Long.valueOf(text);
        }
      };

  public static final Converter<Double> REAL =
      new Converter<>("a number") {
        @Override
        Double parse(String text) {
          return Double.valueOf(text);
        }
      };

  /** The word for a number that is to be found. */
  public static final String AUTO = "auto";

  /** A number, which stays a text, or {@link #AUTO}. */
  public static final Converter<String> REAL_OR_AUTO =
      new Converter<>("a number or auto") {
        @Override
        String parse(String text) {
          return text.equals(AUTO) ? text : Double.valueOf(text).toString();
        }
      };

  public static final Converter<Path> PATH =
      new Converter<>("a path") {
        @Override
        Path parse(String text) {
          return Path.of(text);
        }

        @Override
        String remedy(String text) {
          boolean ascii = text.chars().allMatch(c -> c < 0x80);
          return ascii ? "" : " (" + CommandLineText.LOCALE_REMEDY + ")";
        }
      };

  private final String expected;

  /**
   * @param expected the texts that have a value, for the error
   */
  Converter(String expected) {
    this.expected = expected;
  }

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException if it has none
   */
  abstract T parse(String text);

  /** The texts that have a value, for the error. */
  String expected() {
    return expected;
  }

  /** The end of the error for a text. */
  String remedy(String text) {
    return "";
  }

  /** The value of a text, or the error that names the option. */
  final T convert(String option, String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          option + ": expected " + expected() + ", got '" + text + "'" + remedy(text));
    }
  }

  /** Rejects a text while the command line is parsed. */
  void check(String option, String text) {
    convert(option, text);
  }
}
