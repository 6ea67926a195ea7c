package io.github.fallline.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.cli.ExitCodes;
import io.github.fallline.cli.Run;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingleLineTest {
  /** A value of an option, and the whole of standard error. */
  @ParameterizedTest
  @CsvSource({
    "'--l1=a\nb', '--l1: expected a number or auto, got ''a\\nb'' (see fallline train --help)'",
    "'--epochs=1\r2',"
        + " '--epochs: expected a whole number below 2^63, got ''1\\r2'' (see fallline train"
        + " --help)'",
    "'--l2=\u001b[2J', '--l2: expected a number or auto, got ''\\u001b[2J'' (see fallline train --help)'",
    "'--\u2028x', 'no option ''--\\u2028x'' (see fallline train --help)'",
    "'--method=x\ny',"
        + " '--method: expected one of full-batch, mini-batch, stochastic, got ''x\\ny'''",
  })
  void whatAnArgumentHoldsDoesNotBreakTheLine(String argument, String expected) {
    Run run = Run.of("train", "data/norris.csv", "--target", "y", argument);

    assertEquals("fallline: " + expected + System.lineSeparator(), run.err());
    assertEquals(ExitCodes.USAGE, run.code());
  }
}
