package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fallline.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorKindTest {
  @Test
  void itIsTheOneThatTheVariableAsksFor() throws Exception {
    Path processor = Path.of("/proc/cpuinfo");
    assumeTrue(
        Files.isReadable(processor) && Files.readString(processor).contains(" avx2 "),
        "another system than Linux on x86-64 with AVX2");
    ProcessBuilder builder = JavaProcess.of(Printed.class, List.of());
    builder.environment().put("OPENBLAS_CORETYPE", "Haswell");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertEquals("Haswell", out.strip());
  }

  @Test
  void itIsKnownHere() {
    assertTrue(NativeLibraries.processorKind().orElse("").matches("\\w+"));
  }

  /** The process. */
  static final class Printed {
    public static void main(String[] arguments) {
      System.out.println(NativeLibraries.processorKind().orElse(""));
    }
  }
}
