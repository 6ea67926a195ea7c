package io.github.fallline.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTest {
  private static final List<Path> ROOTS =
      List.of(
          Path.of("src/main/java/io/github/fallline"),
          Path.of("src/spark/java/io/github/fallline"));

  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"");
  private static final Pattern OPTION = Pattern.compile("--[a-z]");

  /** Keys of settings, which checkpoints and model files have as options. */
  private static final Pattern KEY =
      Pattern.compile("\\b(put|Map\\.of|Set\\.of|inOrder)\\((\\s*\"--[a-z0-9-]+\"(, \\w+)?,?)+");

  /** A remedy that is about another program. */
  private static final String OF_ZSTD = "compress it again without --long or --ultra";

  @Test
  void noMessageOutsideTheCommandLineNamesAnOption() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path root : ROOTS) {
      for (Path file : sources(root)) {
        String text = KEY.matcher(Files.readString(file)).replaceAll("").replace(OF_ZSTD, "");
        for (String literal : literals(text)) {
          if (OPTION.matcher(literal).find()) {
            found.add(root.relativize(file) + ": " + literal);
          }
        }
      }
    }

    assertEquals(List.of(), found);
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.startsWith(root.resolve("cli")))
          .sorted()
          .toList();
    }
  }

  private static List<String> literals(String source) {
    List<String> literals = new ArrayList<>();
    Matcher matcher = LITERAL.matcher(source.replaceAll("(?m)^\\s*(\\*|//|/\\*).*$", ""));
    while (matcher.find()) {
      literals.add(matcher.group());
    }
    return literals;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "throw error(\"use --memory streaming\"); ! 1",
        "values.put(\"--momentum\", momentum); ! 0",
        "Map.of(\"--momentum\", momentum) ! 0",
        "require(name, \"--keep\"); ! 1",
        "// \"--keep\" ! 0",
        "\"-- \" + x + \" a--b\" ! 1",
        "\"a -- b\" ! 0"
      })
  void theSearchFindsOptionsInLiterals(String source, long expected) {
    String text = KEY.matcher(source).replaceAll("");

    assertEquals(
        expected, literals(text).stream().filter(each -> OPTION.matcher(each).find()).count());
  }

  @Test
  void eachSettingNamesATypeOfTheLibraryAndItsMember() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path file : sources(ROOTS.get(0))) {
      texts.add(Files.readString(file));
    }
    for (Setting setting : Setting.values()) {
      String[] names =
          setting.toString().replace("new ", "").replaceAll("\\(.*", "").split("\\.", -1);
      String type = names[Math.max(0, names.length - 2)];
      Pattern declared = Pattern.compile("\\b(class|record|enum|interface) " + type + "\\b");
      Pattern member = Pattern.compile("\\b" + names[names.length - 1] + "\\b");

      assertTrue(
          texts.stream()
              .filter(text -> !text.contains("enum Setting"))
              .anyMatch(text -> declared.matcher(text).find() && member.matcher(text).find()),
          setting + " is not in the library");
    }
  }

  @Test
  void valuesAreLiteralsOfJava() {
    assertEquals("Schema.withExcluded(\"a\", \"b\")", Setting.EXCLUDED.with(List.of("a", "b")));
    assertEquals("Schema.withExcluded(\"\\\"a\\\\\")", Setting.EXCLUDED.with("\"a\\"));
    assertEquals("CsvFormat.withComment('#')", Setting.COMMENT.with('#'));
    assertEquals("CsvFormat.withSkipLines(2)", Setting.SKIP_LINES.with(2));
    assertEquals(
        "TrainingConfig[seed 3, no-shuffle]",
        Setting.CONFIG.listing(List.of("seed 3", "no-shuffle")));
  }
}
