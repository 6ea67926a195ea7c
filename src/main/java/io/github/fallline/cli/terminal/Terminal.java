package io.github.fallline.cli.terminal;

import io.github.fallline.cli.args.OptionWording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Standard error as a person sees it, or does not. */
public final class Terminal {
  private final PrintWriter stderr;
  private final boolean interactive;

  public Terminal(PrintWriter stderr) {
    this.stderr = stderr;
    interactive = isStderrTerminal();
  }

  /** Prints a note on its own line, with options in place of settings. */
  public void note(String sentence) {
    stderr.println("fallline: " + OptionWording.of(sentence));
  }

  /** Receives notes about the data. */
  public Consumer<String> notes() {
    return new Consumer<>() { // no lambda: it would cost time at the start
      @Override
      public void accept(String sentence) {
        note(sentence);
      }
    };
  }

  /** A line of progress that is rewritten in place; silent if standard error is not a terminal. */
  public Progress progress(String activity) {
    return new Progress(interactive ? stderr : null, activity);
  }

  /**
   * Java cannot determine whether file descriptor 2 is a terminal; Linux's /proc and test(1) can.
   */
  private static boolean isStderrTerminal() {
    Path descriptor = Path.of("/proc/self/fd/2");
    try {
      if (Files.exists(descriptor)) {
        String target = Files.readSymbolicLink(descriptor).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      }
      return new ProcessBuilder("test", "-t", "2").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
