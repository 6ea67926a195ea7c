package io.github.fallline.cli.args;

import java.util.ArrayList;
import java.util.List;

/**
 * The declaration of a command: its options and arguments, and the text of its help.
 *
 * <p>Options are declared in code, not by annotations, because reading those takes longer than
 * loading a file of some ten megabytes.
 */
public final class CommandSpec {
  private final String name;
  private final String header;
  private final String synopsis;
  private final List<CliOption<?>> arguments = new ArrayList<>();
  private final List<OptionSection> sections = new ArrayList<>();
  private final OptionSection general = new OptionSection(Section.GENERAL);
  private final CliOption<Boolean> help;
  private final CliOption<Boolean> version;
  private final CliOption<Boolean> debug;
  private List<String> description = List.of();
  private List<String> footer = List.of();
  private List<CommandSpec> commands = List.of();
  private List<String> words = List.of();
  private List<CliOption<?>> given = List.of();

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
    help = general.flag("--help", "h", "Print this help and exit.");
    version = general.flag("--version", "V", "Print the version and exit.");
    debug = general.flag("--debug", "Print a stack trace with an error.");
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

  /**
   * Declares the arguments that are no options; one must be given.
   *
   * @param most how many may be given
   */
  public <T> CliOption<List<T>> arguments(
      Converter<T> converter, String label, int most, String text) {
    CliOption<List<T>> declared = new CliOption.Arguments<>(converter, label, most, text);
    arguments.add(declared);
    return declared;
  }

  /**
   * The section in which the next options are declared.
   *
   * @throws IllegalArgumentException if the help shows it before the section declared last
   */
  public OptionSection section(Section next) {
    if (!sections.isEmpty()) {
      OptionSection last = sections.get(sections.size() - 1);
      if (last.section() == next) {
        return last;
      }
      if (last.section().compareTo(next) > 0) {
        throw new IllegalArgumentException(
            name + ": options of " + next + " are declared after those of " + last.section());
      }
    }
    OptionSection section = new OptionSection(next);
    sections.add(section);
    return section;
  }

  /** Whether the option exists and is not given with this value. */
  public boolean offers(String option, String value) {
    for (CliOption<?> each : declared()) {
      if (each.name().equals(option)) {
        return !each.texts().contains(value);
      }
    }
    return false;
  }

  /**
   * Parses a command line.
   *
   * @throws UsageException if it does not match the declared options
   */
  public void parse(List<String> line) {
    words = List.copyOf(line);
    CommandLineParser parser = new CommandLineParser(declared());
    given = parser.parse(words);
    if (!isHelp() && !isVersion()) {
      parser.requireAll();
    }
  }

  /** The command line as it was given. */
  public List<String> words() {
    return words;
  }

  /** The options and arguments given, arguments first, in the order of the command line. */
  public List<CliOption<?>> given() {
    return given;
  }

  /** Its name with that of the program. */
  public String name() {
    return name;
  }

  /** Its name within the program. */
  public String shortName() {
    return name.substring(name.indexOf(' ') + 1);
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

  /** The output of {@code --help}. */
  public String help() {
    HelpPage page = new HelpPage();
    page.line(header);
    page.line("Usage: " + synopsis);
    if (!description.isEmpty()) {
      page.line("");
      description.forEach(page::paragraph);
    }
    page.section("Arguments", arguments);
    if (!commands.isEmpty()) {
      page.heading("Commands");
      commands.forEach(each -> page.entry(each.shortName(), each.header));
    }
    sections.forEach(each -> page.section(each.section().heading(), each.options()));
    page.section(general.section().heading(), general.options());
    footer.forEach(page::line);
    return page.toString();
  }

  private List<CliOption<?>> declared() {
    List<CliOption<?>> declared = new ArrayList<>(arguments);
    for (OptionSection each : sections) {
      declared.addAll(each.options());
    }
    declared.addAll(general.options());
    return declared;
  }
}
