package io.github.fallline.cli.options;

import io.github.fallline.checkpoint.CheckpointFile;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Given;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.descent.Checkpoint;
import io.github.fallline.descent.Checkpoints;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a run can be gone on with after it was interrupted. */
public final class CheckpointOptions {
  private static final double DEFAULT_SECONDS = 60;

  private final Given<Path> file;
  private final Given<Double> seconds;
  private final Given<Boolean> resume;

  /** Declares them. */
  public CheckpointOptions(CommandSpec spec) {
    file =
        Given.of(
            spec,
            Path.class,
            "--checkpoint",
            "FILE",
            "Write to this file, now and then and at the end, what it takes to go on from there; the"
                + " one before is kept as FILE.previous.");
    seconds =
        Given.of(
            spec,
            Double.class,
            "--checkpoint-every",
            "SECONDS",
            "How often, at the end of an epoch. Default: 60.");
    resume =
        Given.flag(
            spec,
            "--resume",
            "Go on from --checkpoint, if it is there, with the same data and settings: the model is"
                + " that of a run without a break. Threads, --epochs, --tolerance and --patience may"
                + " be others.");
  }

  /** The file; null for none. */
  public Path file() {
    return file.get();
  }

  /** Refuses options that do not fit each other. */
  public void check() {
    boolean some = file.get() != null;
    UsageException.requireOnlyWith(
        "--resume", resume.get() ? resume.get() : null, "--checkpoint", some);
    UsageException.requireOnlyWith("--checkpoint-every", seconds.get(), "--checkpoint", some);
    if (seconds.get() != null && !(seconds.get() >= 0)) {
      throw new UsageException("--checkpoint-every: expected 0 or more, got " + seconds.get());
    }
  }

  /** What is to be done in a run; where it goes on, people are told. */
  public Optional<Checkpoints> checkpoints(Terminal terminal) {
    if (file.get() == null) {
      return Optional.empty();
    }
    CheckpointFile checkpoints = new CheckpointFile(file.get());
    boolean written = checkpoints.isReplaceable();
    if (!written && !resume.get()) {
      throw new UsageException(
          "--checkpoint: "
              + file.get()
              + " is a pipe or a device, which holds no checkpoints; name a file");
    }
    Optional<Checkpoint> start = resume.get() ? checkpoints.read() : Optional.empty();
    if (resume.get()) {
      terminal.note(
          start
              .map(made -> "going on from epoch " + made.epoch() + ".")
              .orElse(
                  "there is no checkpoint " + file.get() + " yet: beginning at the beginning."));
    }
    if (!written) {
      terminal.note(file.get() + " is a pipe or a device: no checkpoints are written to it.");
      return Optional.of(new Checkpoints(start, Double.POSITIVE_INFINITY, checkpoint -> {}));
    }
    return Optional.of(new Checkpoints(start, seconds.orElse(DEFAULT_SECONDS), checkpoints::write));
  }
}
