package io.github.fallline.files;

import io.github.fallline.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own that writes through an {@link AtomicOutput}: "unfinished PATH" begins a
 * file, says so and waits for the end of its standard input; "print PATH" writes a line before,
 * into and after the output.
 */
final class AtomicOutputProcess {
  private AtomicOutputProcess() {}

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[1]);
    if (arguments[0].equals("unfinished")) {
      AtomicOutput output = AtomicOutput.create(path);
      output.writer().write("half a line");
      output.writer().flush();
      System.out.println("begun");
      System.in.readAllBytes();
    } else {
      System.out.println("before");
      try (AtomicOutput output = AtomicOutput.create(path)) {
        output.stream().write("inside\n".getBytes(StandardCharsets.UTF_8));
        output.commit();
      }
      System.out.println("after");
    }
  }

  static ProcessBuilder command(String task, String path) {
    return JavaProcess.of(AtomicOutputProcess.class, List.of(), task, path);
  }
}
