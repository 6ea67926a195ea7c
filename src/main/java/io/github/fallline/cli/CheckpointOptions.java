package io.github.fallline.cli;

import io.github.fallline.checkpoint.CheckpointFile;
import io.github.fallline.descent.Checkpoint;
import io.github.fallline.descent.Checkpoints;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a run can be gone on with after it was interrupted. */
final class CheckpointOptions {
  private static final double DEFAULT_SECONDS = 60;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Write to this file, now and then and at the end, what it takes to go on from there; the"
              + " one before is kept as FILE.previous.")
  private Path file;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description = "How often, at the end of an epoch. Default: 60.")
  private Double seconds;

  @Option(
      names = "--resume",
      description =
          "Go on from --checkpoint, if it is there, with the same data and settings: the model is"
              + " that of a run without a break. Threads, --epochs, --tolerance and --patience may"
              + " be others.")
  private boolean resume;

  /** The file; null for none. */
  Path file() {
    return file;
  }

  /** Refuses options that do not fit each other. */
  void check() {
    boolean some = file != null;
    UsageException.requireOnlyWith("--resume", resume ? resume : null, "--checkpoint", some);
    UsageException.requireOnlyWith("--checkpoint-every", seconds, "--checkpoint", some);
    if (seconds != null && !(seconds >= 0)) {
      throw new UsageException("--checkpoint-every: expected 0 or more, got " + seconds);
    }
  }

  /** What is to be done in a run; where it goes on, people are told. */
  Optional<Checkpoints> checkpoints(Terminal terminal) {
    if (file == null) {
      return Optional.empty();
    }
    CheckpointFile checkpoints = new CheckpointFile(file);
    Optional<Checkpoint> start = resume ? checkpoints.read() : Optional.empty();
    if (resume) {
      terminal.note(
          start
              .map(made -> "going on from epoch " + made.epoch() + ".")
              .orElse("there is no checkpoint " + file + " yet: beginning at the beginning."));
    }
    return Optional.of(
        new Checkpoints(start, seconds == null ? DEFAULT_SECONDS : seconds, checkpoints::write));
  }
}
