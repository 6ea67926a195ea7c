package io.github.fallline.cli.args;

/** A section of a command's help, in the order in which they are printed. */
public enum Section {
  DATA("Data"),
  COLUMNS("Columns"),
  MODEL("Model"),
  METHOD("Method"),
  LEARNING_RATE("Learning rate"),
  LOSS("Loss and penalty"),
  STOPPING("Stopping"),
  MEMORY("Memory"),
  CHECKPOINTS("Checkpoints"),
  VALIDATION("Cross-validation"),
  STATISTICS("Statistics"),
  OUTPUT("Output"),
  GENERAL("General");

  private final String heading;

  Section(String heading) {
    this.heading = heading;
  }

  /** The line above its options, without the colon. */
  String heading() {
    return heading;
  }
}
