package io.github.fallline.cli.args;

import java.nio.file.Path;

/**
 * Reads the value of an option.
 *
 * @param <T> the type of the value
 */
public abstract class Converter<T> {
  public static final Converter<String> TEXT =
      new Converter<>() {
        @Override
        String parse(String text) {
          return text;
        }

        @Override
        String expected() {
          return "a text";
        }
      };

  public static final Converter<Integer> INTEGER =
      new Converter<>() {
        @Override
        Integer parse(String text) {
          return Integer.valueOf(text);
        }

        @Override
        String expected() {
          return "a whole number below 2^31";
        }
      };

  public static final Converter<Long> LONG =
      new Converter<>() {
        @Override
        Long parse(String text) {
          return Long.valueOf(text);
        }

        @Override
        String expected() {
          return "a whole number below 2^63";
        }
      };

  public static final Converter<Double> REAL =
      new Converter<>() {
        @Override
        Double parse(String text) {
          return Double.valueOf(text);
        }

        @Override
        String expected() {
          return "a number";
        }
      };

  public static final Converter<Path> PATH =
      new Converter<>() {
        @Override
        Path parse(String text) {
          return Path.of(text);
        }

        @Override
        String expected() {
          return "a path";
        }

        @Override
        String remedy(String text) {
          boolean ascii = text.chars().allMatch(c -> c < 0x80);
          return ascii ? "" : " (" + CommandLineText.LOCALE_REMEDY + ")";
        }
      };

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException if it has none
   */
  abstract T parse(String text);

  /** The texts that have a value, for the error. */
  abstract String expected();

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
