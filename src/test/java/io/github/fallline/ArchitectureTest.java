package io.github.fallline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may use which, and what none may do; read from the sources. */
class ArchitectureTest {
  private static final Path ROOT = Path.of("src/main/java/io/github/fallline");

  /** Built apart, on Spark's class path; the command for Spark lies there in {@code cli}. */
  private static final Path SPARK_ROOT = Path.of("src/spark/java/io/github/fallline");

  static final List<Path> ROOTS = List.of(ROOT, SPARK_ROOT);

  /**
   * Every package, and the packages of this project that it may use. A new package is added here on
   * purpose, after a decision about its dependencies.
   */
  static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("argument", Set.of()),
          Map.entry("blas", Set.of()),
          Map.entry("cli.args", Set.of()),
          Map.entry("files", Set.of()),
          Map.entry("objective", Set.of()),
          Map.entry("optim", Set.of()),
          Map.entry("search", Set.of()),
          Map.entry("text", Set.of("model")),
          Map.entry("chart", Set.of("files")),
          Map.entry("cli.jvm", Set.of("blas")),
          Map.entry("data", Set.of("blas", "files")),
          Map.entry("function", Set.of("blas", "optim")),
          Map.entry("json", Set.of("files")),
          Map.entry("autodiff", Set.of("function", "objective")),
          Map.entry("model", Set.of("blas", "data", "files", "json")),
          Map.entry("parallel", Set.of("blas", "data")),
          Map.entry("report", Set.of("chart", "files")),
          Map.entry("cache", Set.of("blas", "data", "files", "parallel")),
          Map.entry("csv.parser", Set.of("data", "parallel")),
          Map.entry("stats", Set.of("blas", "data", "objective", "parallel")),
          Map.entry("synthetic", Set.of("blas", "parallel")),
          Map.entry("jdbc", Set.of("csv", "data", "files")),
          Map.entry("csv", Set.of("blas", "cache", "csv.parser", "data", "files", "parallel")),
          Map.entry("descent.scaling", Set.of("blas", "stats")),
          Map.entry("leastsquares", Set.of("blas", "data", "model", "parallel", "stats")),
          Map.entry(
              "inference",
              Set.of("blas", "data", "leastsquares", "model", "objective", "parallel", "stats")),
          Map.entry("cli.terminal", Set.of("cli.args", "csv", "files", "text")),
          Map.entry(
              "descent.gradient",
              Set.of("blas", "data", "descent.scaling", "objective", "parallel", "stats")),
          Map.entry(
              "descent.path",
              Set.of(
                  "blas",
                  "data",
                  "descent.gradient",
                  "descent.scaling",
                  "model",
                  "objective",
                  "stats")),
          Map.entry("selection", Set.of("blas", "data", "stats")),
          Map.entry("descent.sampling", Set.of("blas", "data", "descent.scaling", "parallel")),
          Map.entry(
              "descent.certificate",
              Set.of(
                  "blas",
                  "data",
                  "descent.gradient",
                  "descent.scaling",
                  "leastsquares",
                  "parallel",
                  "stats")),
          Map.entry(
              "descent.steps",
              Set.of(
                  "blas",
                  "data",
                  "descent.gradient",
                  "descent.sampling",
                  "descent.scaling",
                  "objective",
                  "optim",
                  "parallel")),
          Map.entry(
              "descent.distributed",
              Set.of(
                  "blas",
                  "data",
                  "descent.gradient",
                  "descent.scaling",
                  "descent.steps",
                  "model",
                  "objective",
                  "optim",
                  "parallel",
                  "stats")),
          Map.entry(
              "descent.multitarget",
              Set.of(
                  "blas",
                  "data",
                  "descent.gradient",
                  "descent.sampling",
                  "descent.scaling",
                  "descent.steps",
                  "model",
                  "objective",
                  "optim",
                  "parallel",
                  "stats")),
          Map.entry(
              "descent.proximal",
              Set.of(
                  "blas",
                  "data",
                  "descent.gradient",
                  "descent.scaling",
                  "descent.steps",
                  "objective",
                  "parallel")),
          Map.entry(
              "descent.newton",
              Set.of(
                  "blas",
                  "data",
                  "descent.gradient",
                  "descent.proximal",
                  "descent.scaling",
                  "descent.steps",
                  "leastsquares",
                  "objective",
                  "parallel",
                  "stats")),
          Map.entry(
              "spark",
              Set.of(
                  "csv", "data", "descent.distributed", "groups", "model", "objective", "stats")),
          Map.entry(
              "descent",
              Set.of(
                  "blas",
                  "data",
                  "descent.certificate",
                  "descent.distributed",
                  "descent.gradient",
                  "descent.multitarget",
                  "descent.newton",
                  "descent.proximal",
                  "descent.sampling",
                  "descent.scaling",
                  "descent.steps",
                  "inference",
                  "leastsquares",
                  "model",
                  "objective",
                  "optim",
                  "parallel",
                  "stats")),
          Map.entry("checkpoint", Set.of("descent", "files", "json")),
          Map.entry("groups", Set.of("blas", "data", "descent", "model", "parallel", "stats")),
          Map.entry(
              "moments",
              Set.of(
                  "blas",
                  "data",
                  "descent",
                  "descent.path",
                  "files",
                  "model",
                  "parallel",
                  "stats")),
          Map.entry(
              "report.path",
              Set.of("chart", "data", "descent.path", "objective", "report", "selection", "stats")),
          Map.entry(
              "compare",
              Set.of("data", "descent", "files", "json", "leastsquares", "model", "optim", "text")),
          Map.entry(
              "report.training",
              Set.of("chart", "data", "descent", "inference", "model", "objective", "report")),
          Map.entry(
              "tune",
              Set.of("chart", "data", "descent", "leastsquares", "objective", "optim", "search")),
          Map.entry(
              "cli.options",
              Set.of(
                  "blas",
                  "cache",
                  "chart",
                  "checkpoint",
                  "cli.args",
                  "cli.jvm",
                  "cli.terminal",
                  "csv",
                  "data",
                  "descent",
                  "files",
                  "inference",
                  "jdbc",
                  "model",
                  "moments",
                  "objective",
                  "optim",
                  "descent.path",
                  "regression",
                  "selection",
                  "stats",
                  "text",
                  "tune")),
          Map.entry(
              "regression",
              Set.of(
                  "chart",
                  "data",
                  "descent",
                  "files",
                  "inference",
                  "json",
                  "model",
                  "objective",
                  "descent.path",
                  "text",
                  "report.training",
                  "stats")),
          Map.entry(
              "cli.result",
              Set.of(
                  "compare",
                  "cli.args",
                  "data",
                  "descent",
                  "json",
                  "model",
                  "moments",
                  "objective",
                  "optim",
                  "descent.path",
                  "regression",
                  "selection",
                  "stats",
                  "text",
                  "tune")),
          Map.entry("report.tuning", Set.of("data", "report", "text", "tune")),
          Map.entry("report.comparison", Set.of("chart", "compare", "json", "report", "text")),
          Map.entry(
              "cli",
              Set.of(
                  "blas",
                  "chart",
                  "cli.args",
                  "cli.jvm",
                  "cli.options",
                  "cli.result",
                  "cli.terminal",
                  "compare",
                  "csv",
                  "data",
                  "descent",
                  "files",
                  "groups",
                  "inference",
                  "jdbc",
                  "json",
                  "model",
                  "moments",
                  "objective",
                  "optim",
                  "descent.path",
                  "regression",
                  "report.comparison",
                  "report.tuning",
                  "report.path",
                  "selection",
                  "text",
                  "stats",
                  "synthetic",
                  "tune")));

  /** The package that every package may use: errors about arguments have one form. */
  private static final String FOR_ALL = "argument";

  /**
   * Packages for the packages beside and around them only, which at the top are all of the project:
   * their public types are no part of the API, and the javadoc of the project leaves them out. The
   * list is a property of the build.
   */
  static final Set<String> INTERNAL = internal();

  private static Set<String> internal() {
    Matcher list = Pattern.compile("<internal\\.packages>([^<]*)<").matcher(pom());
    assertTrue(list.find());
    return Stream.of(list.group(1).strip().split(",\\s*", -1))
        .map(name -> name.replaceFirst("^io\\.github\\.fallline\\.", ""))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String pom() {
    try {
      return Files.readString(Path.of("pom.xml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text block, a string, a character, or (the group) a comment. */
  private static final Pattern LITERAL_OR_COMMENT =
      Pattern.compile(
          "\"\"\"(?:\\\\.|[^\\\\])*?\"\"\""
              + "|\"(?:\\\\.|[^\"\\\\\n])*+\""
              + "|'(?:\\\\.|[^'\\\\\n])+'"
              + "|(//[^\n]*|/\\*.*?\\*/)",
          Pattern.DOTALL);

  private static final Pattern OURS =
      Pattern.compile("\\bio\\.github\\.fallline\\.([a-z]\\w*(?:\\.[a-z]\\w*)*)(?=\\.[A-Z*])");

  private static final Pattern CONSOLE =
      Pattern.compile("\\bSystem\\s*\\.\\s*(?:out|err)\\b|\\bSystem\\.\\*");

  private static final Pattern BARE_STACK_TRACE =
      Pattern.compile("\\bprintStackTrace\\s*\\(\\s*\\)|::\\s*printStackTrace\\b");

  /** What makes objects or programs of what is read; the name of a charset makes neither. */
  private static final Pattern EXECUTES =
      Pattern.compile(
          "\\b(?:ObjectInputStream|ObjectOutputStream|XMLDecoder|ScriptEngine|ProcessBuilder"
              + "|URLClassLoader|InitialContext|defineClass|(?<!Charset\\.)forName)\\b"
              + "|\\.\\s*exec\\s*\\(");

  /** Ways to native memory; a pointer made of another one only looks at it. */
  private static final Pattern ALLOCATION =
      Pattern.compile(
          "\\ballocateDirect\\b|\\bPointer\\s*\\.\\s*(?:m|c|re)alloc\\b"
              + "|\\bNd4j\\s*\\.\\s*(?!class\\b|getMemoryManager\\b)\\w+"
              + "|\\.\\s*(?:dup|castTo)\\s*\\(");

  /** Ways to files that know nothing of the file system of a path. */
  private static final Pattern OLD_FILES =
      Pattern.compile(
          "\\btoFile\\b|\\bjava\\.io\\.(?:\\*|RandomAccessFile\\b"
              + "|File(?:InputStream|OutputStream|Reader|Writer)?\\b)");

  private static final Pattern NATIVE =
      Pattern.compile("\\borg\\.bytedeco\\b|\\bcom\\.sun\\.jna\\b");

  /** A source file: the folder it lies in below its root, and its code. */
  private record Source(String room, Path file, String code) {
    static Source read(Path root, Path file) {
      try {
        String room = root.relativize(file.getParent()).toString().replace('/', '.');
        return new Source(room, file, codeOf(Files.readString(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The packages of this project that the code names, its own left out. */
    Set<String> uses() {
      Set<String> uses =
          OURS.matcher(code)
              .results()
              .map(use -> use.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      uses.remove(room);
      return uses;
    }

    /** What it uses and may not: only what lies beside {@code spark} may use it. */
    Set<String> offends() {
      Set<String> offences = uses();
      offences.removeAll(MAY_USE.getOrDefault(room, Set.of()));
      offences.remove(FOR_ALL);
      if (file.startsWith(SPARK_ROOT)) {
        offences.remove("spark");
      }
      return offences;
    }
  }

  /** The text of a source file with comments as blanks and nothing in its literals. */
  private static String codeOf(String text) {
    return LITERAL_OR_COMMENT.matcher(text).replaceAll(ArchitectureTest::stripped);
  }

  private static String stripped(MatchResult match) {
    return match.group(1) == null ? "\"\"" : " ";
  }

  private static List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Path root : ROOTS) {
      assertTrue(Files.isDirectory(root), () -> "run in the project's directory: no " + root);
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> sources.add(Source.read(root, file)));
      }
    }
    return sources;
  }

  /** The files whose code holds a pattern, of the packages asked for. */
  private static List<Path> filesWith(Pattern pattern, Predicate<String> room) throws IOException {
    return sources().stream()
        .filter(source -> room.test(source.room()) && pattern.matcher(source.code()).find())
        .map(Source::file)
        .toList();
  }

  @Test
  void packagesAreThoseListedHere() throws IOException {
    Set<String> rooms = sources().stream().map(Source::room).collect(Collectors.toSet());

    assertEquals(new TreeSet<>(MAY_USE.keySet()), new TreeSet<>(rooms));
  }

  @Test
  void packagesUseWhatTheyMayUse() throws IOException {
    Set<String> offences = new TreeSet<>();
    for (Source source : sources()) {
      source.offends().forEach(use -> offences.add(source.file() + " uses " + use));
    }

    assertEquals(Set.of(), offences);
  }

  @Test
  void internalPackagesAreUsedByTheirNeighboursOnly() {
    for (String room : INTERNAL) {
      String around = room.substring(0, Math.max(0, room.lastIndexOf('.')));
      for (Map.Entry<String, Set<String>> user : MAY_USE.entrySet()) {
        boolean near = around.isEmpty() || (user.getKey() + ".").startsWith(around + ".");
        assertTrue(near || !user.getValue().contains(room), user.getKey() + " uses " + room);
      }
    }
  }

  @Test
  void internalPackagesExist() {
    Set<String> unknown = new TreeSet<>(INTERNAL);
    unknown.removeAll(MAY_USE.keySet());

    assertEquals(Set.of(), unknown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"excludePackageNames", "excludes"})
  void documentationAndComparisonOfReleasesLeaveInternalPackagesOut(String setting) {
    assertTrue(pom().contains("<" + setting + ">${internal.packages}<"), setting);
  }

  @Test
  void permissionsHaveNoCircle() {
    Set<String> settled = new TreeSet<>();
    boolean more = true;
    while (more) {
      more =
          settled.addAll(
              MAY_USE.keySet().stream()
                  .filter(room -> settled.containsAll(MAY_USE.get(room)))
                  .toList());
    }

    assertEquals(new TreeSet<>(MAY_USE.keySet()), settled);
  }

  @Test
  void everyPackageIsDescribed() {
    List<String> missing =
        MAY_USE.keySet().stream()
            .filter(
                room ->
                    ROOTS.stream()
                        .noneMatch(root -> isDescribed(root.resolve(room.replace('.', '/')))))
            .sorted()
            .toList();

    assertEquals(List.of(), missing);
  }

  private static boolean isDescribed(Path folder) {
    return Files.isRegularFile(folder.resolve("package-info.java"));
  }

  @Test
  void nativePointersStayInTheirRoom() throws IOException {
    assertEquals(List.of(), filesWith(NATIVE, room -> !room.equals("blas")));
  }

  /**
   * Three are let do it, by fixed names: a terminal, a warning of JDK 24, calls of JDK 22; and one
   * loads the JDBC driver that the user names.
   */
  @Test
  void nothingThatIsReadIsExecuted() throws IOException {
    assertEquals(
        Set.of("DowncallBlas.java", "JvmSettings.java", "Query.java", "Terminal.java"),
        filesWith(EXECUTES, room -> true).stream()
            .map(file -> file.getFileName().toString())
            .collect(Collectors.toSet()));
  }

  /**
   * All memory comes from one place, where a test refuses it. Graphs of ND4J take theirs
   * themselves.
   */
  @Test
  void nativeMemoryIsTakenInOnePlace() throws IOException {
    Set<Path> places = new TreeSet<>(filesWith(ALLOCATION, room -> !room.equals("autodiff")));
    // An array around memory that was taken before.
    assertTrue(places.remove(ROOT.resolve("blas/Matrix.java")));
    assertTrue(places.remove(ROOT.resolve("blas/NativeMemory.java")));
    // Two small buffers that the library of Zstandard requires.
    assertTrue(places.remove(ROOT.resolve("files/ZstandardStream.java")));

    assertEquals(Set.of(), places);
  }

  /** The provider of a path is where a test makes reading and writing fail. */
  @Test
  void filesAreReachedByTheirPaths() throws IOException {
    Set<Path> places = new TreeSet<>(filesWith(OLD_FILES, room -> true));
    // Standard output and standard error, which have no path.
    assertTrue(places.remove(ROOT.resolve("cli/terminal/StandardOutput.java")));
    assertTrue(places.remove(ROOT.resolve("files/OutputTarget.java")));

    assertEquals(Set.of(), places);
  }

  @Test
  void onlyTheCommandLineWritesToTheConsole() throws IOException {
    // It prints nothing, and keeps SameDiff from printing.
    List<Path> silencing =
        List.of(Path.of("src/main/java/io/github/fallline/autodiff/SilencedOutput.java"));
    assertEquals(silencing, filesWith(CONSOLE, room -> !(room + ".").startsWith("cli.")));
  }

  @Test
  void noStackTraceIsPrintedToTheErrorStream() throws IOException {
    assertEquals(List.of(), filesWith(BARE_STACK_TRACE, room -> true));
  }

  /** Lines of code, and what is left of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a(); // System.out      | a();  ",
        "/* System.out */ a();   | a();",
        "say(\"System.out\");    | say(\"\");",
        "say(\"// no\"); b();    | say(\"\"); b();",
        "say(\"\\\" // no\"); b();| say(\"\"); b();",
        "c('\"'); d('\"');       | c(\"\"); d(\"\");",
        "c('\\''); // e          | c(\"\");",
        "/** a \"quote */ b();   | b();"
      })
  void looksAtCodeAlone(String text, String code) {
    assertEquals(code.strip(), codeOf(text).strip());
  }

  @Test
  void seesWhatItLooksFor() {
    String code =
        """
        import static io.github.fallline.cli.Main.main;
        import org.bytedeco.javacpp.Pointer;
        class A { void a() { System.out.println(); e.printStackTrace( ); } }
        """;
    Source source = new Source("data", ROOT, codeOf(code));

    assertEquals(Set.of("cli"), source.uses());
    assertEquals(Set.of("cli"), source.offends());
    String onSpark = "import io.github.fallline.spark.SparkRows;";
    assertEquals(Set.of("spark"), new Source("cli", ROOT.resolve("A"), onSpark).offends());
    assertEquals(Set.of(), new Source("cli", SPARK_ROOT.resolve("A"), onSpark).offends());
    assertTrue(NATIVE.matcher(source.code()).find());
    assertTrue(CONSOLE.matcher(source.code()).find());
    assertTrue(BARE_STACK_TRACE.matcher(source.code()).find());
    assertTrue(EXECUTES.matcher("new ObjectInputStream(stream)").find());
    assertTrue(EXECUTES.matcher("Runtime.getRuntime().exec(text)").find());
    assertTrue(BARE_STACK_TRACE.matcher("errors.forEach(Exception::printStackTrace)").find());
    assertFalse(BARE_STACK_TRACE.matcher("e.printStackTrace(stderr)").find());
  }
}
