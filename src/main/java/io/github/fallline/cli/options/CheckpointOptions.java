package io.github.fallline.cli.options;

import io.github.fallline.checkpoint.CheckpointFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.descent.Checkpoint;
import io.github.fallline.descent.CheckpointPolicy;
import java.nio.file.Path;
import java.util.Optional;

/** The options for checkpoints and resuming. */
public final class CheckpointOptions {
  private static final double DEFAULT_SECONDS = 60;

  private final CliOption<Path> file;
  private final CliOption<Double> seconds;
  private final CliOption<Boolean> resume;

  public CheckpointOptions(CommandSpec spec) {
    file =
        CliOption.of(
            spec,
            Section.CHECKPOINTS,
            Path.class,
            "--checkpoint",
            "FILE",
            "Save checkpoints to FILE periodically and at the end (previous one: FILE.previous).");
    seconds =
        CliOption.of(
            spec,
            Section.CHECKPOINTS,
            Double.class,
            "--checkpoint-every",
            "SECONDS",
            "Save a checkpoint after this time, at an epoch's end. Default: 60.");
    resume =
        CliOption.flag(
            spec,
            Section.CHECKPOINTS,
            "--resume",
            "Resume from --checkpoint, if the file exists; the result is identical to an"
                + " uninterrupted run. --threads, --epochs, --tolerance and --patience may"
                + " differ.");
  }

  /** The file; null for none. */
  public Path file() {
    return file.get();
  }

  /** Rejects options that conflict. */
  public void check() {
    boolean some = file.get() != null;
    UsageException.requireOnlyWith(
        "--resume", resume.get() ? resume.get() : null, "--checkpoint", some);
    UsageException.requireOnlyWith("--checkpoint-every", seconds.get(), "--checkpoint", some);
    if (seconds.get() != null && !(seconds.get() >= 0)) {
      throw new UsageException("--checkpoint-every: expected 0 or more, got " + seconds.get());
    }
  }

  /** The checkpoints to read and write in a run; notes on standard error whether it resumes. */
  public Optional<CheckpointPolicy> checkpoints(Terminal terminal) {
    if (file.get() == null) {
      return Optional.empty();
    }
    CheckpointFile checkpoints = new CheckpointFile(file.get());
    boolean written = checkpoints.isReplaceable();
    if (!written && !resume.get()) {
      throw new UsageException(
          "--checkpoint: "
              + file.get()
              + " is a pipe or a device, which cannot hold checkpoints; use a regular file");
    }
    Optional<Checkpoint> start = resume.get() ? checkpoints.read() : Optional.empty();
    if (resume.get()) {
      terminal.note(
          start
              .map(made -> "resuming from epoch " + made.epoch() + ".")
              .orElse("no checkpoint at " + file.get() + "; starting from scratch."));
    }
    if (!written) {
      terminal.note(file.get() + " is a pipe or a device: no checkpoints are written to it.");
      return Optional.of(new CheckpointPolicy(start, Double.POSITIVE_INFINITY, checkpoint -> {}));
    }
    return Optional.of(
        new CheckpointPolicy(start, seconds.orElse(DEFAULT_SECONDS), checkpoints::write));
  }
}
