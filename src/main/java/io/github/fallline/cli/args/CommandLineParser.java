package io.github.fallline.cli.args;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/**
 * Reads a command line into the options that it gives.
 *
 * <p>commons-cli splits it. There are no lambda expressions on the way to the data: each takes the
 * JVM most of a millisecond.
 */
final class CommandLineParser {
  private final List<CliOption<?>> declared;

  CommandLineParser(List<CliOption<?>> declared) {
    this.declared = declared;
  }

  /**
   * Sets the texts of all options and arguments.
   *
   * @return those given, arguments first, in the order of the command line
   * @throws UsageException if it does not match the declared options
   */
  List<CliOption<?>> parse(List<String> line) {
    CommandLine parsed = tokenize(line);
    Map<CliOption<?>, List<String>> texts = new LinkedHashMap<>();
    for (CliOption<?> each : declared) {
      if (!each.isOption() && !parsed.getArgList().isEmpty()) {
        texts.put(each, parsed.getArgList());
      }
    }
    for (Option option : parsed.getOptions()) {
      String written = "--" + option.getLongOpt();
      CliOption<?> each = named(written);
      if (each.hasValue()) {
        requireValue(each, option.getValue(), line);
      }
      texts.putIfAbsent(each, new ArrayList<>());
      texts.get(each).add(each.hasValue() ? option.getValue() : written);
    }
    requireNoMore(parsed.getArgList());
    for (CliOption<?> each : declared) {
      each.parse(texts.getOrDefault(each, List.of()));
    }
    return List.copyOf(texts.keySet());
  }

  /** Rejects a command line on which something required is missing. */
  void requireAll() {
    List<String> wanted = new ArrayList<>();
    int options = 0; // first
    for (CliOption<?> each : declared) {
      if (each.isRequired() && !each.isGiven() && (each.isOption() || !areReplaced())) {
        wanted.add(each.isOption() ? options++ : wanted.size(), each.wanted());
      }
    }
    if (!wanted.isEmpty()) {
      throw new UsageException("expected " + String.join(" and ", wanted));
    }
  }

  /** Whether an option is given that stands in place of the arguments. */
  private boolean areReplaced() {
    for (CliOption<?> each : declared) {
      if (each.replacesArguments() && each.isGiven()) {
        return true;
      }
    }
    return false;
  }

  private CommandLine tokenize(List<String> line) {
    requireDashes(line);
    Options options = new Options();
    for (CliOption<?> each : declared) {
      if (each.isOption()) {
        for (String name : each.names()) {
          options.addOption(option(each, name));
        }
      }
    }
    DefaultParser parser =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .get();
    try {
      return parser.parse(options, line.toArray(new String[0]));
    } catch (UnrecognizedOptionException e) {
      throw new UsageException(unknown(e.getOption()));
    } catch (MissingArgumentException e) {
      throw new UsageException("expected " + named("--" + e.getOption().getLongOpt()).wanted());
    } catch (ParseException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Option option(CliOption<?> declared, String name) {
    Option.Builder builder =
        declared.letter().isEmpty() ? Option.builder() : Option.builder(declared.letter());
    return builder.longOpt(name.substring("--".length())).hasArg(declared.hasValue()).get();
  }

  private CliOption<?> named(String name) {
    for (CliOption<?> each : declared) {
      if (each.names().contains(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no option " + name);
  }

  /** Rejects long names after a single dash, which commons-cli accepts. */
  private void requireDashes(List<String> line) {
    for (String token : line.subList(0, line.contains("--") ? line.indexOf("--") : line.size())) {
      if (token.matches("-[a-z][a-z0-9-]+(=.*)?")) {
        throw new UsageException(unknown(token));
      }
    }
  }

  /** Rejects a value that looks like a misspelt option. */
  private static void requireValue(CliOption<?> option, String value, List<String> line) {
    boolean number = value.matches("-[.\\d].*|-Infinity|-NaN");
    if (value.length() > 1 && value.startsWith("-") && !number && line.contains(value)) {
      throw new UsageException("expected " + option.wanted() + ", got '" + value + "'");
    }
  }

  private void requireNoMore(List<String> values) {
    int most = 0;
    for (CliOption<?> each : declared) {
      if (!each.isOption()) {
        most = each.most();
      }
    }
    if (values.size() > most) {
      throw new UsageException("unexpected argument '" + values.get(most) + "'");
    }
  }

  private String unknown(String token) {
    int equals = token.indexOf('=');
    String known = equals < 0 ? token : token.substring(0, equals);
    List<String> names = new ArrayList<>();
    for (CliOption<?> each : declared) {
      if (each.isOption()) {
        names.addAll(each.names());
      }
    }
    return equals > 0 && names.contains(known)
        ? known + ": expected no value, got '" + token.substring(equals + 1) + "'"
        : "no option '" + token + "'" + Suggestions.suggestion(names, token);
  }
}
