package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that was run in this JVM.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Run(int code, String out, String err) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Runs a command, however it ends. */
  public static Run of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    return new Run(code, out.toString(), err.toString());
  }

  /** Runs a command that must be done, and say nothing on standard error but what it wrote. */
  public static Run done(Object... arguments) {
    Run run = of(arguments);
    assertEquals("", run.notes());
    assertEquals(0, run.code());
    return run;
  }

  /** What it said on standard error besides the names of files it wrote. */
  public String notes() {
    return err.lines()
        .filter(line -> !line.startsWith("fallline: wrote "))
        .map(line -> line + System.lineSeparator())
        .collect(Collectors.joining());
  }

  /** Standard output as the one JSON object that it must be. */
  public JsonNode json() {
    assertEquals(1, out.lines().count(), out);
    return MAPPER.readTree(out);
  }

  /** The text of a JSON file. */
  public static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }
}
