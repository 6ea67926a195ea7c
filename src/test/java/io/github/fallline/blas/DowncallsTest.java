package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fallline.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs in processes of their own: calls cannot be unlinked. */
class DowncallsTest {
  @Test
  void theyAreLinkedWhereTheJvmHasThemAndNativeAccessIsEnabled() throws Exception {
    assertEquals(List.of("true"), run(List.of("--enable-native-access=ALL-UNNAMED"), "link"));
  }

  @Test
  void withoutNativeAccessNothingIsLinkedAndNothingPrinted() throws Exception {
    assertEquals(List.of("false"), run(List.of(), "link"));
  }

  @Test
  void theyCanBeTurnedOff() throws Exception {
    List<String> options =
        List.of("--enable-native-access=ALL-UNNAMED", "-D" + Downcalls.PROPERTY + "=false");
    assertEquals(List.of("false"), run(options, "link"));
  }

  @Test
  void aJvmWithoutThemCallsByJni() {
    Assumptions.assumeTrue(Runtime.version().feature() < 22, "this JVM has them");
    assertEquals(false, Downcalls.link());
  }

  @Test
  void resultsHaveTheBitsOfCallsByJni() throws Exception {
    assertEquals(List.of("same"), run(List.of("--enable-native-access=ALL-UNNAMED"), "results"));
  }

  @Test
  void manyCallsLinkThem() throws Exception {
    assertEquals(List.of("linked"), run(List.of("--enable-native-access=ALL-UNNAMED"), "count"));
  }

  private static List<String> run(List<String> options, String argument) throws Exception {
    Optional<String> launcher = JavaProcess.newerLauncher();
    Assumptions.assumeTrue(launcher.isPresent(), "there is no JDK 22 or newer beside this one");
    List<String> command = new ArrayList<>(List.of(launcher.get(), "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Runs.class.getName(), argument));
    Process process = new ProcessBuilder(command).start();
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), errors);
    return lines;
  }

  /** The process. */
  static final class Runs {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 20, 31, 33, 64, 100, 127};

    private final Workspace workspace = new Workspace();
    private final Random random = new Random(1);

    public static void main(String[] arguments) throws InterruptedException {
      switch (arguments[0]) {
        case "link" -> System.out.println(Downcalls.link());
        case "count" -> {
          for (int i = 0; i < 100 && !Downcalls.ready; i++) {
            Downcalls.count(1_000_000);
            Thread.sleep(100);
          }
          System.out.println(Downcalls.ready ? "linked" : "by JNI");
        }
        default -> new Runs().compare();
      }
    }

    private void compare() {
      List<double[]> byJni = results();
      if (!Downcalls.link()) {
        throw new IllegalStateException("not linked");
      }
      random.setSeed(1);
      List<double[]> found = results();
      for (int i = 0; i < byJni.size(); i++) {
        assertArrayEquals(byJni.get(i), found.get(i), "result " + i);
      }
      System.out.println("same");
    }

    private List<double[]> results() {
      random.setSeed(1);
      List<double[]> results = new ArrayList<>();
      for (Precision precision : Precision.values()) {
        for (int size : SIZES) {
          rows(size, precision, results);
        }
      }
      return results;
    }

    private void rows(int columns, Precision precision, List<double[]> results) {
      RowView vector = view(columns, 1, precision);
      RowCursor cursor = RowCursor.of(view(9, columns, precision), vector);
      for (int row = 8; row >= 0; row--) {
        double product = cursor.dot(row);
        results.add(new double[] {product});
        cursor.add(0.1 * product);
        cursor.scale(1 - 0.1 * random.nextDouble());
      }
      results.add(numbers(vector));
    }

    private RowView view(int rows, int columns, Precision precision) {
      RowView view = workspace.view(rows, columns, precision);
      view.write(random.doubles((long) rows * columns, -1, 1).toArray());
      return view;
    }

    private static double[] numbers(RowView view) {
      double[] numbers = new double[view.rows() * view.columns()];
      view.read(numbers);
      return numbers;
    }
  }
}
