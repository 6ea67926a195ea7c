package io.github.fallline.blas;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BlasCheckTest {
  @ParameterizedTest
  @EnumSource(Precision.class)
  void routinesOfThisProcessorPass(Precision precision) {
    assertDoesNotThrow(() -> BlasCheck.check(kernels(precision), precision));
  }

  /** Each routine, with its first, second ... call wrong in one number. */
  static List<Object[]> faults() {
    List<Object[]> faults = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      for (String routine :
          List.of("dot", "asum", "axpy", "scal", "copy", "gemv", "ger", "gemm", "syrk")) {
        for (int call = 0; call < 2; call++) {
          faults.add(new Object[] {precision, routine, call});
        }
      }
    }
    return faults;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void oneWrongNumberIsNoticedAndItsRoutineNamed(Precision precision, String routine, int call) {
    int[] calls = {0};
    BlasKernels right = kernels(precision);
    BlasKernels wrong =
        (BlasKernels)
            Proxy.newProxyInstance(
                BlasKernels.class.getClassLoader(),
                new Class<?>[] {BlasKernels.class},
                (proxy, method, arguments) -> {
                  Object result;
                  try {
                    result = method.invoke(right, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                  if (method.getName().equals(routine) && calls[0]++ == call) {
                    return result == null ? changeLast(arguments) : (Double) result + 1;
                  }
                  return result;
                });

    FaultyBlasException error =
        assertThrows(FaultyBlasException.class, () -> BlasCheck.check(wrong, precision));

    assertEquals(
        "the BLAS library computes "
            + routine
            + " wrongly on this processor; set the environment variable OPENBLAS_CORETYPE=Haswell"
            + " (or Nehalem, or ARMV8 on ARM) to choose other routines, which may be slower",
        error.getMessage());
  }

  private static BlasKernels kernels(Precision precision) {
    return precision == Precision.DOUBLE ? DoubleKernels.INSTANCE : FloatKernels.INSTANCE;
  }

  /** Changes the last number of the last view among the arguments, which is the result. */
  private static Object changeLast(Object... arguments) {
    RowView result = null;
    for (Object argument : arguments) {
      result = argument instanceof RowView view ? view : result;
    }
    double[] numbers = new double[result.rows() * result.columns()];
    result.read(numbers);
    numbers[numbers.length - 1] += 1;
    result.write(numbers);
    return null;
  }
}
