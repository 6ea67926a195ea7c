package io.github.fallline.cli;

/** Probe. */
public final class Main {
  private Main() {}

  /** Probe. */
  public static void main(String[] arguments) {
    System.out.println(org.nd4j.linalg.factory.Nd4j.create(2));
  }
}
