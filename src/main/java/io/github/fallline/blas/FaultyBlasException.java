package io.github.fallline.blas;

/** A routine of BLAS computes wrongly on this processor; the message says which, and a remedy. */
public final class FaultyBlasException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FaultyBlasException(String routine) {
    super(
        "the BLAS library computes "
            + routine
            + " wrongly on this processor; set the environment variable OPENBLAS_CORETYPE=Haswell"
            + " (or Nehalem, or ARMV8 on ARM) to choose other routines, which may be slower");
  }
}
