package io.github.fallline.cli.options;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.files.AtomicOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPathsTest {
  @TempDir Path directory;

  @Test
  void linkToAnInputIsTheInput() throws IOException {
    Path input = Files.writeString(directory.resolve("data.csv"), "x\n");
    Path link = Files.createSymbolicLink(directory.resolve("link.csv"), input);

    assertThrows(
        UsageException.class, () -> OutputPaths.requireUsable(List.of(input), List.of(link)));
  }

  @Test
  void oneNameSpeltTwiceIsOneOutput() {
    Path plain = directory.resolve("new.csv");
    Path detour = directory.resolve("./new.csv");

    assertThrows(
        UsageException.class, () -> OutputPaths.requireUsable(List.of(), List.of(plain, detour)));
  }

  @Test
  void outputsMayReplaceOldFilesAndBeLeftOut() throws IOException {
    Path input = Files.writeString(directory.resolve("data.csv"), "x\n");
    Path old = Files.writeString(directory.resolve("old.csv"), "x\n");

    assertDoesNotThrow(
        () ->
            OutputPaths.requireUsable(
                List.of(input),
                OutputPaths.given(
                    Optional.empty(),
                    Optional.of(old),
                    Optional.of(directory.resolve("new.csv")))));
  }

  /** A file's name has 22 bytes more until it is complete. */
  @Test
  void nameThatIsTooLongIsRefusedBeforeAnyWork() {
    Path longest = directory.resolve("a".repeat(230));
    Path longer = directory.resolve("a".repeat(231));

    assertDoesNotThrow(() -> OutputPaths.requireUsable(List.of(), List.of(longest)));
    assertDoesNotThrow(() -> AtomicOutput.create(longest).close());
    UsageException thrown =
        assertThrows(
            UsageException.class, () -> OutputPaths.requireUsable(List.of(), List.of(longer)));
    assertEquals(longer + ": expected a name of at most 230 bytes, got 231", thrown.getMessage());
  }

  @Test
  void deviceMayBeNamedTwice() {
    Path nothing = Path.of("/dev/null");
    assumeTrue(Files.exists(nothing), "no /dev/null");

    assertDoesNotThrow(() -> OutputPaths.requireUsable(List.of(), List.of(nothing, nothing)));
  }

  @Test
  void reportDoesNotMixWithAFileOnStandardOutput() {
    PrintWriter out = new PrintWriter(new StringWriter());
    PrintWriter err = new PrintWriter(new StringWriter());
    CommandIo io = new CommandIo(out, err);

    assertSame(out, OutputPaths.reportWriter(io, List.of(Path.of("file.csv"))));
    assertSame(err, OutputPaths.reportWriter(io, List.of(Path.of("/dev/stdout"))));
  }
}
