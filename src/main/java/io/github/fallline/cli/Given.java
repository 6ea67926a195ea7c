package io.github.fallline.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What is given for an option or argument of a command. They are declared one by one, not by
 * annotations: to read those takes longer than to load a small file.
 *
 * @param <T> the type of its value
 */
final class Given<T> {
  private final CommandSpec spec;
  private final ArgSpec argument;

  private Given(CommandSpec spec, OptionSpec option) {
    this.spec = spec;
    this.argument = option;
    spec.addOption(option);
  }

  private Given(CommandSpec spec, PositionalParamSpec argument) {
    this.spec = spec;
    this.argument = argument;
    spec.addPositional(argument);
  }

  /**
   * An option with a value, null where it is not given.
   *
   * @param name with its dashes
   * @param label what the help calls the value
   */
  static <T> Given<T> of(
      CommandSpec spec, Class<T> type, String name, String label, String... description) {
    return new Given<>(spec, option(type, name, description).paramLabel(label).build());
  }

  /** An option with a value that must be given. */
  static <T> Given<T> required(
      CommandSpec spec, Class<T> type, String name, String label, String... description) {
    return new Given<>(
        spec, option(type, name, description).paramLabel(label).required(true).build());
  }

  /** An option with a value, and what stands for it. */
  static <T> Given<T> orDefault(
      CommandSpec spec,
      Class<T> type,
      String name,
      String label,
      String otherwise,
      String... description) {
    return new Given<>(
        spec, option(type, name, description).paramLabel(label).defaultValue(otherwise).build());
  }

  /** An option that holds where it is given. */
  static Given<Boolean> flag(CommandSpec spec, String name, String... description) {
    return new Given<>(
        spec, option(boolean.class, name, description).defaultValue("false").build());
  }

  /** What holds unless {@code --no-NAME} is given. */
  static Given<Boolean> choice(CommandSpec spec, String name, String... description) {
    return new Given<>(
        spec,
        option(boolean.class, name, description)
            .negatable(true)
            .defaultValue("true")
            .fallbackValue("true")
            .build());
  }

  /** An option with names separated by commas, none where it is not given. */
  static Given<List<String>> names(
      CommandSpec spec, String name, String label, String... description) {
    return new Given<>(
        spec,
        option(List.class, name, description)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .paramLabel(label)
            .initialValue(List.of())
            .build());
  }

  /** The one argument that is no option; it must be given. */
  static Given<String> argument(CommandSpec spec, String label, String... description) {
    return new Given<>(
        spec,
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** The arguments that are no options, files; one must be given. */
  static Given<List<Path>> arguments(CommandSpec spec, String label, String... description) {
    return new Given<>(
        spec,
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("1..*")
            .required(true)
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  private static OptionSpec.Builder option(Class<?> type, String name, String... description) {
    return OptionSpec.builder(name).type(type).description(description);
  }

  /** What is given; what stands for it, or null, where nothing is, or the command does not ask. */
  T get() {
    if (argument instanceof OptionSpec option) {
      OptionSpec asked = spec.findOption(option.longestName()); // a command may have its own
      return asked == null ? null : asked.getValue();
    }
    return argument.getValue();
  }

  /** What is given, or something else where nothing is. */
  T orElse(T otherwise) {
    T value = get();
    return value == null ? otherwise : value;
  }
}
