package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.csv.CsvFormat;
import io.github.fallline.data.CellFormat;
import io.github.fallline.data.MissingWords;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options that say how the lines and cells of a table are written. */
final class NotationOptions {
  private final CliOption<Optional<String>> missingWords;
  private final CliOption<Boolean> decimalComma;
  private final CliOption<Optional<String>> thousands;
  private final CliOption<Boolean> percent;
  private final CliOption<Boolean> currency;
  private final CliOption<Long> skipLines;
  private final CliOption<Optional<String>> comment;
  private final CliOption<Optional<String>> encoding;

  NotationOptions(OptionSection section) {
    missingWords =
        section.optional(
            Converter.TEXT,
            "--missing-values=WORD,...",
            "Words for missing values, in any case; they replace the default ones. An empty field"
                + " is missing too; a number stands for all cells of its value. Default: "
                + MissingWords.DEFAULT
                + ".");
    decimalComma = section.flag("--decimal-comma", "Decimals are behind a comma: 1,5.");
    thousands =
        section.optional(
            Converter.TEXT,
            "--thousands=CHAR",
            "Character between groups of three digits, such as . in 1.234,5. Default: none.");
    percent = section.flag("--percent", "Numbers may end in %: 12.5 % is 0.125.");
    currency =
        section.flag(
            "--currency",
            "Numbers may have a currency sign or code before or behind them: $5, 5 EUR; (5.00) is"
                + " negative.");
    skipLines =
        section.withDefault(
            Converter.LONG,
            "--skip-lines=N",
            "0",
            "Leave out lines above the header. Default: ${DEFAULT-VALUE}.");
    comment =
        section.optional(
            Converter.TEXT,
            "--comment=CHAR",
            "Leave out lines that begin with this character. Default: none.");
    encoding =
        section.optional(
            Converter.TEXT,
            "--encoding=NAME",
            "Encoding, such as ISO-8859-1, windows-1252 or UTF-16LE; a byte order mark decides."
                + " Default: UTF-8.");
  }

  /**
   * Returns a dialect of rows that are no text, to which only words for missing values apply.
   *
   * @throws UsageException if another setting is given
   */
  CsvFormat applyToRows(CsvFormat format) {
    List<CliOption<?>> ofText = List.of(decimalComma, thousands, skipLines, comment, encoding);
    for (CliOption<?> option : ofText) {
      if (option.isGiven()) {
        throw new UsageException(option.name() + " is about files; leave it out with --jdbc");
      }
    }
    return missingWords.isGiven()
        ? format.withCells(format.cells().withMissingWords(new MissingWords(words())))
        : format;
  }

  /**
   * Returns a dialect with these settings.
   *
   * @throws UsageException if one of them has no meaning
   * @throws IllegalArgumentException if two of them are the same character
   */
  CsvFormat apply(CsvFormat format) {
    CellFormat cells =
        CellFormat.DEFAULT
            .withDecimalComma(decimalComma.value())
            .withPercent(percent.value())
            .withCurrency(currency.value());
    if (missingWords.isGiven()) {
      cells = cells.withMissingWords(new MissingWords(words()));
    }
    if (thousands.isGiven()) {
      cells = cells.withThousands(character(thousands));
    }
    CsvFormat known = format.withCells(cells).withSkipLines(skipLines.value());
    if (comment.isGiven()) {
      known = known.withComment(character(comment));
    }
    return known.withCharset(charset());
  }

  private List<String> words() {
    String given = missingWords.value().orElseThrow();
    return given.isBlank() ? List.of() : List.of(given.split(",", -1));
  }

  private Charset charset() {
    String name = encoding.value().orElse(StandardCharsets.UTF_8.name());
    try {
      Charset known = Charset.forName(name);
      known.newDecoder();
      return known;
    } catch (IllegalCharsetNameException
        | UnsupportedCharsetException
        | UnsupportedOperationException e) {
      throw new UsageException(
          "--encoding: unknown '"
              + name
              + "'; expected UTF-8, UTF-16LE, ISO-8859-1, windows-1252, Shift_JIS or another"
              + " charset of Java");
    }
  }

  /**
   * The separator that an option gives, or names {@code tab} or {@code blanks}.
   *
   * @throws UsageException if it is not one character
   */
  static char separator(CliOption<Optional<String>> option) {
    String named = option.value().orElseThrow().toLowerCase(Locale.ROOT);
    return named.equals("blanks") || named.equals("whitespace")
        ? CsvFormat.BLANKS
        : character(option, "one character, tab or blanks");
  }

  /**
   * The character that an option gives, or names {@code tab}.
   *
   * @throws UsageException if it is not one character
   */
  static char character(CliOption<Optional<String>> option) {
    return character(option, "one character or tab");
  }

  private static char character(CliOption<Optional<String>> option, String expected) {
    String given = option.value().orElseThrow();
    String named = given.toLowerCase(Locale.ROOT);
    String character = named.equals("tab") || named.equals("\\t") ? "\t" : given;
    if (character.length() != 1) {
      throw new UsageException(option.name() + ": expected " + expected + ", got '" + given + "'");
    }
    return character.charAt(0);
  }
}
