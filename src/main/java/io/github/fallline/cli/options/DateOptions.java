package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.DatePart;
import io.github.fallline.data.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options for columns of dates. */
final class DateOptions {
  private final CliOption<List<String>> columns;
  private final CliOption<Optional<String>> format;

  DateOptions(OptionSection section) {
    columns =
        section.names(
            "--date=NAME[=PART[+PART]...]",
            "Columns of dates, and the features made of them: days (since 1970, the time of day as a"
                + " fraction; the default), seconds, year, day-of-year, hour, or indicators of each"
                + " month (but January) and weekday (but Monday). Example: sold=days+weekday.");
    format =
        section.optional(
            Converter.TEXT,
            "--date-format=PATTERN",
            "Format of the dates, such as d.M.yyyy or M/d/yyyy HH:mm. Default: ISO 8601, such as"
                + " 2024-01-31 or 2024-01-31T18:30:00.");
  }

  /**
   * Returns a schema with the columns of dates.
   *
   * @throws IllegalArgumentException if they have no meaning
   */
  Schema apply(Schema schema) {
    format.requireOnlyWith(columns.isGiven(), "--date");
    List<DateColumn> dates = new ArrayList<>();
    for (String each : columns.value()) {
      int end = each.lastIndexOf('=');
      String name = end < 0 ? each : each.substring(0, end);
      dates.add(
          new DateColumn(name, parts(end < 0 ? "" : each.substring(end + 1)), format.value()));
    }
    return dates.isEmpty() ? schema : schema.withDates(dates);
  }

  private static List<DatePart> parts(String text) {
    if (text.isEmpty()) {
      return List.of(DatePart.DAYS);
    }
    List<DatePart> parts = new ArrayList<>();
    for (String label : text.split("\\+", -1)) {
      parts.add(DatePart.of(label));
    }
    return parts;
  }
}
