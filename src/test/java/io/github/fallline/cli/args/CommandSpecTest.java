package io.github.fallline.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.cli.Run;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandSpecTest {
  private enum Fruit {
    APPLE,
    RED_PEAR
  }

  private final CommandSpec spec = new CommandSpec("fallline eat", "Eat.", "fallline eat");
  private final OptionSection section = spec.section(Section.METHOD);
  private final CliOption<Optional<Integer>> count =
      section.optional(Converter.INTEGER, "--count=N", "How many.");
  private final CliOption<Fruit> fruit =
      section.withDefault(Choice.of(Fruit.values()), "--fruit=NAME", "apple", "What.");
  private final CliOption<Boolean> peeled = section.toggle("--peeled", "Whether peeled.");
  private final CliOption<List<String>> spices = section.names("--spices=NAME", "With what.");

  @Test
  void valuesThatAreNotGivenAreEmptyOrTheDefault() {
    spec.parse(List.of());

    assertEquals(Optional.empty(), count.value());
    assertEquals(Fruit.APPLE, fruit.value());
    assertEquals(true, peeled.value());
    assertEquals(List.of(), spices.value());
  }

  @Test
  void valuesThatAreGivenHaveTheirTypes() {
    spec.parse(
        List.of("--count=3", "--fruit", "red-pear", "--no-peeled", "--spices=a,b", "--spices=c"));

    assertEquals(Optional.of(3), count.value());
    assertEquals(Fruit.RED_PEAR, fruit.value());
    assertEquals(false, peeled.value());
    assertEquals(List.of("a", "b", "c"), spices.value());
    assertEquals(List.of(count, fruit, peeled, spices), spec.given());
    assertEquals(" --spices a,b --spices c", spices.toShellWords());
  }

  @Test
  void sectionsAreDeclaredInTheOrderOfTheHelp() {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> spec.section(Section.DATA));

    assertTrue(thrown.getMessage().contains("DATA are declared after"), thrown.getMessage());
  }

  /** Each option with a fixed set of words, and those words in the order of the alphabet. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--method|full-batch, mini-batch, stochastic",
        "--update|adagrad, adam, conjugate-gradient, momentum, nesterov, plain, rmsprop",
        "--schedule --learning-rate=0.1|constant, exponential, inverse, polynomial, sigmoid, step",
        "--loss|huber, poisson, quantile, squared",
        "--gradient|auto, moments, rows",
        "--precondition --method=stochastic|auto, none, whiten",
        "--variance-reduction --method=stochastic|none, svrg",
        "--memory|auto, in-memory, streaming",
        "--precision|double, float",
        "--missing|fail, mean, skip",
      })
  void unknownWordIsRejectedWithTheKnownOnes(String options, String words) {
    String[] parts = options.split(" ", -1);
    String more = parts.length > 1 ? parts[1] : "--seed=0";

    Run run =
        Run.of("train", "data/longley.csv", "--target=employment", more, parts[0], "curvature");

    assertEquals(2, run.code(), run.err());
    assertEquals(
        "fallline: " + parts[0] + ": expected one of " + words + ", got 'curvature'",
        run.err().strip());
  }
}
