package io.github.fallline.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.argument.Setting;
import io.github.fallline.cli.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptionWordingTest {
  private static final List<String> COMMANDS =
      List.of("train", "predict", "evaluate", "path", "compare", "tune", "generate");

  /** Messages in the words of Java, and as the command line prints them. */
  static List<Arguments> messages() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      names.add("c" + i);
    }
    return List.of(
        message(
            "(" + Setting.MISSING_SKIP + " drops such rows)", "(--missing skip drops such rows)"),
        message("use " + Setting.CONJUGATE_GRADIENT, "use --update conjugate-gradient"),
        message(Setting.L1 + " requires " + Setting.PLAIN_UPDATE, "--l1 requires --update plain"),
        message(Setting.EPOCHS + ": expected at least 1", "--epochs: expected at least 1"),
        message("out with " + Setting.EXCLUDED.with("id") + ")", "out with --exclude id)"),
        message(Setting.EXCLUDED.with(List.of("a b", "c")), "--exclude 'a b,c'"),
        message(Setting.EXCLUDED.with("a, (b)"), "--exclude '\"a, (b)\"'"),
        message(Setting.EXCLUDED.with("say \"no\""), "--exclude 'say \"no\"'"),
        message(Setting.EXCLUDED.with("it's"), "--exclude 'it'\\''s'"),
        message(Setting.EXCLUDED.with("größe"), "--exclude größe"),
        message(Setting.EXCLUDED.with(""), "--exclude '\"\"'"),
        message(
            Setting.EXCLUDED.with(names),
            "--exclude " + String.join(",", names.subList(0, 50)) + ",..."),
        message(Setting.EXCLUDED + " names", "--exclude names"),
        message(Setting.MISSING_WORDS.with("\\N"), "--missing-values '\\N'"),
        message(Setting.THOUSANDS.with(','), "--thousands ,"),
        message(Setting.COMMENT.with('\''), "--comment ''\\'''"),
        message(Setting.SKIP_LINES.with(12) + ".", "--skip-lines 12."),
        message(Setting.DATES_AS_DAYS.with("sold"), "--date sold=days"),
        message(Setting.DATES_AS_DAYS.with("sold on"), "--date 'sold on=days'"),
        message(
            "made with " + Setting.CONFIG.listing(List.of("seed 3", "no-shuffle")) + ", now",
            "made with --seed 3 --no-shuffle, now"),
        message("leave out " + Setting.NOT_STANDARDIZED, "leave out --no-standardize"),
        message(Setting.EXCLUDED + " (a, b)", "--exclude (a, b)"),
        message(Setting.EXCLUDED + "(a, b)", "--exclude(a, b)"));
  }

  private static Arguments message(String words, String worded) {
    return Arguments.of(words, worded);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void optionsTakeThePlaceOfSettings(String words, String worded) {
    assertEquals(worded, OptionWording.of(words));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageThatIsWordedStaysAsItIs(String words, String worded) {
    assertEquals(worded, OptionWording.of(worded));
  }

  /** Text of the user and names that are longer or of something else. */
  static List<String> others() {
    return List.of(
        "",
        "column 'y' is \"MissingValues.SKIP\"; expected a number",
        "column 'Schema.target' occurs twice",
        "/data/Schema.target:2: column 'a' is empty",
        "C:\\\\Schema.target: no such file",
        "MissingValues.SKIPPED",
        "MyMissingValues.SKIP",
        "other.Schema.target",
        "TrainingConfig is a class, as is TrainingConfig.Builder",
        "TrainingConfig[");
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherTextStays(String text) {
    assertEquals(text, OptionWording.of(text));
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void eachSettingIsWordedAsAnOptionOfACommand(Setting setting) {
    String option = OptionWording.option(setting);

    if (setting != Setting.CONFIG) {
      Set<String> known = Options.ALL;
      List<String> named =
          Pattern.compile("--[a-z0-9-]+")
              .matcher(option)
              .results()
              .map(MatchResult::group)
              .toList();
      assertEquals(1, named.size(), option);
      assertTrue(known.containsAll(named), option + " is none of " + known);
      assertTrue(OptionWording.of("Use " + setting + ".").startsWith("Use " + firstOf(option)));
    }
  }

  private static String firstOf(String option) {
    return option.contains("%s") ? option.substring(0, option.indexOf(' ')) : option;
  }

  @Test
  void settingsDifferAndNameClassesOrMembers() {
    Set<String> words = new HashSet<>();
    for (Setting setting : Setting.values()) {
      assertTrue(words.add(setting.toString()), setting.toString());
      assertFalse(setting.toString().contains("--"), setting.toString());
    }
  }

  /** The options that the help pages of the commands list. */
  private static final class Options {
    static final Set<String> ALL = all();

    private static Set<String> all() {
      Set<String> options = new TreeSet<>();
      for (String command : COMMANDS) {
        Pattern.compile("--(\\[no-\\])?([a-z0-9-]+)")
            .matcher(Run.of(command, "--help").out())
            .results()
            .forEach(
                found -> {
                  options.add("--" + found.group(2));
                  options.add("--no-" + found.group(2));
                });
      }
      return options;
    }
  }
}
