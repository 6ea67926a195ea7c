package io.github.fallline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The descriptions of packages, and the map of them, say what the code is. */
class PackageDescriptionTest {
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)\\}");
  private static final Pattern CLASS_NAME = Pattern.compile("(?<![\\w\"'])[A-Z][a-z]\\w*");
  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|interface|enum|record) ([A-Z]\\w*)");
  private static final Pattern MAPPED =
      Pattern.compile(
          "<th scope=\"row\">\\{@link io\\.github\\.fallline\\.([\\w.]+)}</th><td>[^<]+<");

  private static Set<String> declared;

  private static Stream<String> packages() {
    return ArchitectureTest.MAY_USE.keySet().stream().sorted();
  }

  /** All types of the sources, nested ones among them. */
  @BeforeAll
  static void readSources() throws IOException {
    declared = new TreeSet<>();
    for (Path root : ArchitectureTest.ROOTS) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          Matcher matcher = DECLARED.matcher(Files.readString(file));
          while (matcher.find()) {
            declared.add(matcher.group(1));
          }
        }
      }
    }
  }

  /** The javadoc of a package without its examples, on one line. */
  private static String description(String name) {
    Path file =
        ArchitectureTest.ROOTS.stream()
            .map(root -> root.resolve(name.replace('.', '/')).resolve("package-info.java"))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow();
    try {
      String text = Files.readString(file);
      return text.replaceAll("(?s)<pre>.*?</pre>", "").replaceAll("\\s*\n \\*? ?", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> codes(String text) {
    return CODE.matcher(text)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** "The library" stands for every package outside of {@code cli}. */
  @ParameterizedTest
  @MethodSource("packages")
  void descriptionNamesTheImportsOfThePackage(String name) {
    String description = description(name);
    if (name.equals("argument")) {
      assertTrue(description.contains("it uses none"), description);
      return;
    }
    int start = description.lastIndexOf("Imports ");
    assertTrue(start >= 0, () -> name + " does not say what it imports");
    String imports = description.substring(start);
    Set<String> expected = new TreeSet<>(ArchitectureTest.MAY_USE.get(name));
    if (imports.startsWith("Imports the library")) {
      expected.removeIf(each -> !each.startsWith("cli."));
    }
    Set<String> named = codes(imports);
    named.remove("argument");

    assertEquals(expected, named);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void typesInTheDescriptionExist(String name) {
    List<String> unknown =
        codes(description(name)).stream()
            .flatMap(code -> CLASS_NAME.matcher(code).results())
            .map(each -> each.group())
            .filter(each -> !declared.contains(each))
            .toList();

    assertEquals(List.of(), unknown);
  }

  @Test
  void overviewMapsThePackagesThatAreNotInternal() throws IOException {
    Set<String> expected = new TreeSet<>(ArchitectureTest.MAY_USE.keySet());
    expected.removeAll(ArchitectureTest.INTERNAL);
    expected.remove("spark"); // built apart

    List<String> mapped =
        MAPPED
            .matcher(Files.readString(Path.of("src/main/javadoc/overview.html")))
            .results()
            .map(each -> each.group(1))
            .toList();

    assertEquals(List.copyOf(expected), mapped);
  }

  /** Of packages below others that page has the last name alone. */
  @Test
  void architecturePageNamesEveryPackage() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/architecture.md"));

    List<String> missing =
        packages()
            .filter(
                name ->
                    !page.contains("`" + name + "`")
                        && !page.contains(
                            "`" + name.substring(Math.max(0, name.lastIndexOf('.'))) + "`"))
            .toList();

    assertEquals(List.of(), missing);
  }
}
