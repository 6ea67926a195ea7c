package io.github.fallline.cli.args;

import java.io.PrintWriter;
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
 * A command: its options and arguments, its help, and its output streams.
 *
 * <p>commons-cli parses the command line. Options are declared in code, not by annotations, because
 * reading those takes longer than loading a file of some ten megabytes. There are no lambda
 * expressions on the way to the data: each takes the JVM most of a millisecond.
 */
public final class CommandSpec {
  private final String name;
  private final String header;
  private final String synopsis;
  private final List<CliOption<?>> members = new ArrayList<>();
  private final CliOption<Boolean> debug;
  private final CliOption<Boolean> help;
  private final CliOption<Boolean> version;
  private List<String> description = List.of();
  private List<String> footer = List.of();
  private List<String> arguments = List.of();
  private List<CommandSpec> commands = List.of();
  private List<CliOption<?>> order = List.of();
  private PrintWriter out;
  private PrintWriter err;

  /**
   * Creates a command without options.
   *
   * @param name with the name of the program
   * @param header what it does, in a line
   * @param synopsis how it is used, in a line
   */
  public CommandSpec(String name, String header, String synopsis) {
    this.name = name;
    this.header = header;
    this.synopsis = synopsis;
    help = CliOption.flag(this, Section.GENERAL, "--help", "Print this help and exit.");
    version = CliOption.flag(this, Section.GENERAL, "--version", "Print the version and exit.");
    debug = CliOption.flag(this, Section.GENERAL, "--debug", "Print a stack trace with an error.");
  }

  /** Sets the description, one paragraph each. */
  public void description(String... paragraphs) {
    description = List.of(paragraphs);
  }

  /** Sets the end of the help, one line each. */
  public void footer(String... lines) {
    footer = List.of(lines);
  }

  /** Sets the commands of a program. */
  public void commands(List<CommandSpec> those) {
    commands = List.copyOf(those);
  }

  /** Adds an option or argument at the end. */
  <T> CliOption<T> add(CliOption<T> declared) {
    members.add(declared);
    return declared;
  }

  /** An option by its name. */
  public CliOption<?> option(String wanted) {
    for (CliOption<?> each : members) {
      if (each.name().equals(wanted)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no option " + wanted);
  }

  /** Whether the option exists and has another value than this one. */
  public boolean offers(String wanted, String value) {
    for (CliOption<?> each : members) {
      if (each.name().equals(wanted)) {
        return !value.equals(each.get());
      }
    }
    return false;
  }

  /** Removes an option. */
  public void remove(String wanted) {
    members.remove(option(wanted));
  }

  /** The options and arguments given, arguments first, in the order of the command line. */
  public List<CliOption<?>> given() {
    return order;
  }

  /** Sets the output streams. */
  public void writeTo(PrintWriter stdout, PrintWriter stderr) {
    out = stdout;
    err = stderr;
  }

  /** The stream for results. */
  public PrintWriter out() {
    return out;
  }

  /** The stream for everything else. */
  public PrintWriter err() {
    return err;
  }

  /** Its name with that of the program. */
  public String name() {
    return name;
  }

  /** Its name within the program. */
  public String shortName() {
    return name.substring(name.indexOf(' ') + 1);
  }

  /** The arguments as they were given. */
  public List<String> arguments() {
    return arguments;
  }

  /** Whether a stack trace is asked for. */
  public boolean isDebug() {
    return debug.isGiven();
  }

  /** Whether only help is asked for. */
  public boolean isHelp() {
    return help.isGiven();
  }

  /** Whether only the version is asked for. */
  public boolean isVersion() {
    return version.isGiven();
  }

  /**
   * Parses a command line.
   *
   * @throws UsageException if it does not match the declared options
   */
  public void parse(List<String> given) {
    arguments = List.copyOf(given);
    CommandLine parsed = tokenize(given);
    Map<CliOption<?>, List<String>> texts = new LinkedHashMap<>();
    for (CliOption<?> declared : members) {
      if (!declared.isOption() && !parsed.getArgList().isEmpty()) {
        texts.put(declared, parsed.getArgList());
      }
    }
    for (Option option : parsed.getOptions()) {
      String written = "--" + option.getLongOpt();
      CliOption<?> declared = declaredOption(written);
      if (declared.hasValue()) {
        requireValue(declared, option.getValue());
      }
      texts.putIfAbsent(declared, new ArrayList<>());
      texts.get(declared).add(declared.hasValue() ? option.getValue() : written);
    }
    order = List.copyOf(texts.keySet());
    requireNoMore(parsed.getArgList());
    for (CliOption<?> declared : members) {
      declared.parse(texts.getOrDefault(declared, List.of()));
    }
    if (!isHelp() && !isVersion()) {
      requireAll();
    }
  }

  private CommandLine tokenize(List<String> given) {
    requireDashes(given);
    Options options = new Options();
    for (CliOption<?> declared : members) {
      if (declared.isOption()) {
        options.addOption(declared(letter(declared), declared.name(), declared.hasValue()));
      }
      if (declared.opposite() != null) {
        options.addOption(declared(null, declared.opposite(), false));
      }
    }
    DefaultParser parser =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .get();
    try {
      return parser.parse(options, given.toArray(String[]::new));
    } catch (UnrecognizedOptionException e) {
      throw new UsageException(unknown(e.getOption()));
    } catch (MissingArgumentException e) {
      CliOption<?> declared = declaredOption("--" + e.getOption().getLongOpt());
      throw new UsageException("expected " + declared.wanted());
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private static Option declared(String shortName, String longName, boolean hasValue) {
    return Option.builder(shortName)
        .longOpt(longName.substring("--".length()))
        .hasArg(hasValue)
        .get();
  }

  /** The letter of the options that every command has. */
  private String letter(CliOption<?> declared) {
    return declared == help ? "h" : declared == version ? "V" : null;
  }

  private CliOption<?> declaredOption(String wanted) {
    for (CliOption<?> each : members) {
      if (wanted.equals(each.opposite())) {
        return each;
      }
    }
    return option(wanted);
  }

  /** Rejects long names after a single dash, which commons-cli accepts. */
  private void requireDashes(List<String> given) {
    for (String token :
        given.subList(0, given.contains("--") ? given.indexOf("--") : given.size())) {
      if (token.matches("-[a-z][a-z0-9-]+(=.*)?")) {
        throw new UsageException(unknown(token));
      }
    }
  }

  /** Rejects a value that looks like a misspelt option. */
  private void requireValue(CliOption<?> declared, String value) {
    boolean number = value.matches("-[.\\d].*|-Infinity|-NaN");
    if (value.length() > 1 && value.startsWith("-") && !number && arguments.contains(value)) {
      throw new UsageException("expected " + declared.wanted() + ", got '" + value + "'");
    }
  }

  private void requireNoMore(List<String> values) {
    int most = 0;
    for (CliOption<?> declared : members) {
      if (!declared.isOption()) {
        most = declared.isRepeated() ? Integer.MAX_VALUE : 1;
      }
    }
    if (values.size() > most) {
      throw new UsageException("unexpected argument '" + values.get(most) + "'");
    }
  }

  private void requireAll() {
    List<String> wanted = new ArrayList<>();
    int options = 0; // first
    for (CliOption<?> declared : members) {
      if (declared.isMissing()) {
        wanted.add(declared.isOption() ? options++ : wanted.size(), declared.wanted());
      }
    }
    if (!wanted.isEmpty()) {
      throw new UsageException("expected " + String.join(" and ", wanted));
    }
  }

  private String unknown(String token) {
    int equals = token.indexOf('=');
    String known = equals < 0 ? token : token.substring(0, equals);
    List<String> names = new ArrayList<>();
    for (CliOption<?> declared : members) {
      if (declared.isOption()) {
        names.add(declared.name());
      }
      if (declared.opposite() != null) {
        names.add(declared.opposite());
      }
    }
    return equals > 0 && names.contains(known)
        ? known + ": expected no value, got '" + token.substring(equals + 1) + "'"
        : "no option '" + token + "'" + Suggestions.suggestion(names, token);
  }

  /** The output of {@code --help}. */
  public String help() {
    HelpText text = new HelpText();
    text.line(header);
    text.line("Usage: " + synopsis);
    if (!description.isEmpty()) {
      text.line("");
      description.forEach(text::paragraph);
    }
    entries(text, "Arguments", null);
    if (!commands.isEmpty()) {
      text.section("Commands");
      commands.forEach(each -> text.entry(each.shortName(), each.header));
    }
    for (Section section : Section.values()) {
      entries(text, section.heading(), section);
    }
    footer.forEach(text::line);
    return text.toString();
  }

  /** Adds a heading and what belongs under it, if anything does. */
  private void entries(HelpText text, String heading, Section section) {
    List<CliOption<?>> those =
        members.stream()
            .filter(declared -> declared.section() == section && !declared.isHidden())
            .toList();
    if (!those.isEmpty()) {
      text.section(heading);
      those.forEach(each -> text.entry(letter(each), each));
    }
  }
}
