package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error: its exit code, and its one line. */
class ExitCodesTest {
  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    write("line.csv", "x,y\n1,2\n2,4\n3,6\n");
    write("words.csv", "x,street,y\n1,Elm,2\n2,Oak,4\n");
    write("gaps.csv", "x,y\n1,2\n,4\n");
    write("ragged.csv", "x,y\n1,2\n3\n");
    write("huge.csv", "x,y\n1e200,1\n2e200,2\n");
    write("header.csv", "x,y\n");
    write("empty.csv", "");
    write("other.json", "{}");
    Run.done("train", in("line.csv"), "--target", "y", "--model-output", in("model.json"));
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String in(String name) {
    return directory.resolve(name).toString();
  }

  /**
   * Arguments, and how they end.
   *
   * @param arguments separated by blanks; {@code :name} is a file of the directory
   * @param message part of the line
   */
  record Case(String arguments, int code, String message) {
    Run run() {
      return Run.of(
          Arrays.stream(arguments.split(" ", -1))
              .map(word -> word.startsWith(":") ? in(word.substring(1)) : word)
              .toArray());
    }

    @Override
    public String toString() {
      return arguments;
    }
  }

  private static Case usage(String arguments, String message) {
    return new Case(arguments, 2, message);
  }

  private static Case train(String options, String message) {
    return usage("train :line.csv --target y " + options, message);
  }

  private static Case input(String arguments, String message) {
    return new Case(arguments, 3, message);
  }

  static Stream<Case> wrongArguments() {
    return Stream.of(
        usage(
            "trian :line.csv",
            "no command 'trian'; expected train, predict, evaluate, path, compare, tune"),
        usage("--bogus", "no option '--bogus'"),
        usage("train", "expected --target=NAME and DATA (see fallline train --help)"),
        usage("train :line.csv", "expected --target=NAME"),
        usage("train :line.csv --target", "expected --target=NAME"),
        usage("predict :line.csv", "expected --model=FILE.json"),
        usage("predict :line.csv --model --jsn", "expected --model=FILE.json"),
        usage("predict :line.csv --model :model.json --output --target=1", "expected --output="),
        usage("generate --rows 5", "expected --features=D and --output=FILE.csv"),
        usage(
            "generate extra --rows 5 --features 2 --output :g.csv", "unexpected argument 'extra'"),
        train("--target x", "--target: given twice; expected once"),
        train("-json", "no option '-json'; did you mean --json?"),
        train("--json --json", "--json: given twice; expected once"),
        train("--intercept --no-intercept", "--intercept: given twice; expected once"),
        train("--no-intercept=1", "--no-intercept: expected no value, got '1'"),
        usage(
            "train :line.csv -- --target y", "expected --target=NAME (see fallline train --help)"),
        usage("--debug train :line.csv", "expected --target=NAME (see fallline train --help)"),
        usage("--debug", "expected a command: train, predict"),
        train("--jsn", "no option '--jsn'; did you mean --json?"),
        train("--learningrate 1", "no option '--learningrate'; did you mean --learning-rate?"),
        train("--epochs many", "--epochs: expected a whole number below 2^63, got 'many'"),
        train("--l2 much", "--l2: expected a number or auto, got 'much'"),
        train("--json=maybe", "--json: expected no value, got 'maybe'"),
        usage("generate --rows 1e6 --features 2 --output :g.csv", "--rows: expected a whole"));
  }

  static Stream<Case> valuesOutOfRange() {
    return Stream.of(
        train("--method full", "expected one of full-batch, mini-batch, stochastic, got 'full'"),
        train("--update fast", "--update: expected one of"),
        train("--gradient none", "--gradient: expected one of"),
        train("--missing drop", "--missing: expected one of fail, mean, skip, got 'drop'"),
        train("--epochs 0", "--epochs: expected at least 1, got 0"),
        train("--tolerance -1", "--tolerance: expected a number >= 0"),
        train("--tolerance NaN", "--tolerance: expected a number >= 0"),
        train("--patience -1", "--patience: expected a number >= 0"),
        train("--learning-rate 0", "--learning-rate: expected a number above 0 or auto"),
        train("--learning-rate fast", "--learning-rate: expected a number above 0 or auto"),
        train("--l2 -1", "--l2: expected a number >= 0"),
        train("--initial-weight NaN", "--initial-weight: expected a finite number"),
        train("--threads 0", "--threads: expected at least 1"),
        train("--separator ab", "--separator: expected one character, tab or blanks, got 'ab'"),
        train("--method mini-batch --batch-size 0", "--batch-size: expected at least 1"),
        train("--update momentum --momentum 1", "--momentum: expected from 0 to below 1"),
        usage("generate --rows 0 --features 2 --output :g.csv", "rows: expected 1 or more"),
        usage("generate --rows 5 --features 0 --output :g.csv", "features: expected 1 or more"),
        usage("generate --rows 5 --features 2 --noise -1 --output :g.csv", "noise: expected 0 to"));
  }

  static Stream<Case> optionsThatDoNotFitEachOther() {
    return Stream.of(
        train("--batch-size 3", "--batch-size requires --method mini-batch"),
        train("--momentum 0.5", "--momentum requires --update momentum or nesterov"),
        train(
            "--update conjugate-gradient --momentum 0.5", "--momentum requires --update momentum"),
        train(
            "--update conjugate-gradient --method mini-batch",
            "--update conjugate-gradient requires --method full-batch; got mini-batch"),
        train(
            "--update conjugate-gradient --learning-rate 0.1",
            "--update conjugate-gradient requires --learning-rate auto, because it computes the"
                + " length of each step; got 0.1"),
        train("--method stochastic --gradient rows", "--gradient requires --method full-batch"),
        train("--precondition whiten", "--precondition requires --method stochastic or mini"),
        train("--variance-reduction svrg", "--variance-reduction requires --method stochastic"),
        train("--method stochastic --precondition no", "--precondition: expected one of"),
        train("--rows-per-epoch 2", "--rows-per-epoch requires --method stochastic or mini"),
        train("--features x --exclude x", "--features and --exclude: expected one of them"),
        train("--features x,x", "--features: expected different names"),
        train("--features y", "column 'y' cannot be both --target and --features"),
        train("--intercept --no-intercept", "--intercept: given twice"),
        usage("evaluate :line.csv --model :model.json --target x", "cannot be both --target and"));
  }

  static Stream<Case> outputsThatCannotBe() {
    return Stream.of(
        train("--model-output :no/m.json", "no directory"),
        train("--model-output .", "is a directory; name a file"),
        train("--model-output -", "outputs are files"),
        train("--model-output :m.json.gz", "outputs are not compressed"),
        train("--model-output :line.csv", "is an input or another output already"),
        train("--model-output :a --history-output :a", "is an input or another output already"),
        usage("predict :line.csv --model :model.json --output :model.json", "is an input"),
        usage("predict :line.csv --model :model.json --output :line.csv", "is an input"),
        usage("generate --rows 5 --features 2 --output :no/g.csv", "no directory"));
  }

  static Stream<Case> badInput() {
    return Stream.of(
        input("train :none.csv --target y", "none.csv: no such file"),
        input("train . --target y", "a directory without tables"),
        input("train :empty.csv --target y", "the file is empty"),
        input("train :header.csv --target y", "no rows below the header"),
        input("train :ragged.csv --target y", "ragged.csv:3: 1 field; expected 2"),
        input("train :line.csv --target z", "line.csv:1: no column 'z' for --target"),
        input("train :line.csv --target y --exclude z", "no column 'z' for --exclude"),
        input("train :words.csv --target y", "words.csv:2: column 'street' is \"Elm\""),
        input("train :gaps.csv --target y", "gaps.csv:3: column 'x' is empty"),
        input("train :huge.csv --target y", "huge.csv: column 'x': its squares are beyond"),
        input("predict :line.csv --model :none.json", "none.json: no such file"),
        input("predict :line.csv --model :line.csv", "not JSON"),
        input("predict :line.csv --model :other.json", "is not a fallline model"),
        input("evaluate :line.csv --model :other.json", "is not a fallline model"),
        new Case("train :line.csv --target y --learning-rate 9", 4, "Diverged at epoch 1"));
  }

  @ParameterizedTest
  @MethodSource({
    "wrongArguments",
    "valuesOutOfRange",
    "optionsThatDoNotFitEachOther",
    "outputsThatCannotBe",
    "badInput"
  })
  void errorIsOneLineWithItsCode(Case expected) {
    Run run = expected.run();

    assertEquals(expected.code(), run.code(), run.err());
    assertTrue(run.err().contains(expected.message()), run.err());
    assertTrue(run.err().startsWith("fallline: "), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "predict :line.csv --model :model.json --output /dev/full",
        "train :line.csv --target y --model-output /dev/full",
        "train :line.csv --target y --report /dev/full",
        "generate --rows 5 --features 2 --output /dev/full"
      })
  void fullDiskIsNamed(String arguments) {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no device that is always full");

    Run run = new Case(arguments, 1, "").run();

    assertEquals(1, run.code());
    assertTrue(run.err().startsWith("fallline: /dev/full: cannot be written: "), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void emptyArgumentIsNoDirectory() {
    Run data = Run.of("train", "", "--target", "y");
    Run output = Run.of("train", in("line.csv"), "--target", "y", "--model-output", "");

    assertEquals(List.of(2, 2), List.of(data.code(), output.code()));
    assertTrue(data.err().startsWith("fallline: DATA: expected a path"), data.err());
    assertTrue(output.err().contains("name of an output file"), output.err());
  }

  @Test
  void stackTraceIsShownUnderDebugOnly() {
    Run run = Run.of("train", in("none.csv"), "--target", "y", "--debug");

    assertEquals(3, run.code());
    assertTrue(run.err().contains("\tat io.github.fallline."), run.err());
    assertTrue(run.err().contains("\nfallline: "), run.err());
  }

  @Test
  void failuresLeaveNoFile() throws IOException {
    outputsThatCannotBe().forEach(Case::run);
    badInput().forEach(Case::run);

    try (Stream<Path> files = Files.list(directory)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(
          List.of(
              "empty.csv",
              "gaps.csv",
              "header.csv",
              "huge.csv",
              "line.csv",
              "model.json",
              "other.json",
              "ragged.csv",
              "words.csv"),
          names);
    }
  }
}
