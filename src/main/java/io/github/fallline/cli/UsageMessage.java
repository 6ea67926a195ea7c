package io.github.fallline.cli;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with arguments that could not be parsed, in one line. */
final class UsageMessage {
  /** What picocli says of an option that is followed by what looks like another. */
  private static final Pattern NO_VALUE =
      Pattern.compile("for option '([^']+)' but found '(.*)'$", Pattern.DOTALL);

  private UsageMessage() {}

  /** The finding, without a word on where help is. */
  static String of(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (error instanceof MissingParameterException missing) {
      return "expected "
          + allMissing(missing).map(UsageMessage::withValue).collect(Collectors.joining(" and "));
    }
    if (error instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + ": given twice; expected once";
    }
    if (error.getArgSpec() != null && error.getValue() != null) {
      return name(error.getArgSpec())
          + ": expected "
          + kind(error.getArgSpec())
          + ", got '"
          + error.getValue()
          + "'";
    }
    return error.getMessage().lines().findFirst().orElse("wrong usage");
  }

  /** What is missing, options first: picocli leaves them out where DATA is missing, too. */
  private static Stream<ArgSpec> allMissing(MissingParameterException error) {
    if (error.getMissing().stream().anyMatch(ArgSpec::isOption)) {
      return error.getMissing().stream();
    }
    List<ArgSpec> required = error.getCommandLine().getCommandSpec().requiredArgs();
    return Stream.concat(
        required.stream().filter(ArgSpec::isOption).filter(each -> each.getValue() == null),
        error.getMissing().stream());
  }

  /** The names of the commands: {@code train, predict or evaluate}. */
  static String commands(CommandLine program) {
    List<String> names = List.copyOf(program.getSubcommands().keySet());
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static String unmatched(UnmatchedArgumentException error) {
    CommandLine command = error.getCommandLine();
    Matcher noValue = NO_VALUE.matcher(error.getMessage());
    if (noValue.find()) {
      ArgSpec option = command.getCommandSpec().optionsMap().get(noValue.group(1));
      return "expected " + withValue(option) + ", got '" + noValue.group(2) + "'";
    }
    String first = error.getUnmatched().get(0);
    if (error.isUnknownOption()) {
      return "no option '" + first + "'" + suggestion(command, first);
    }
    return command.getSubcommands().isEmpty()
        ? "'" + first + "' is one argument too many"
        : "no command '" + first + "'; expected " + commands(command);
  }

  /** The option that a misspelt one is nearest to: one letter in three may be wrong. */
  private static String suggestion(CommandLine command, String misspelt) {
    return command.getCommandSpec().optionsMap().keySet().stream()
        .filter(name -> 3 * edits(name, misspelt) <= name.length() - "--".length())
        .min(Comparator.comparingInt(name -> edits(name, misspelt)))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /** How many letters must be added, taken away or replaced to make one word the other. */
  private static int edits(String from, String to) {
    int[] above = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String withValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + "=" + option.paramLabel()
        : argument.paramLabel();
  }

  private static String kind(ArgSpec argument) {
    Class<?> type = argument.typeInfo().getType();
    if (type == int.class || type == Integer.class) {
      return "a whole number below 2^31";
    }
    if (type == long.class || type == Long.class) {
      return "a whole number below 2^63";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    return type == boolean.class ? "no value" : "a " + type.getSimpleName();
  }
}
