package io.github.fallline.cli.options;

import io.github.fallline.checkpoint.CheckpointFile;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
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

  private final CliOption<Optional<Path>> file;
  private final CliOption<Optional<Double>> seconds;
  private final CliOption<Boolean> resume;

  public CheckpointOptions(CommandSpec spec) {
    OptionSection section = spec.section(Section.CHECKPOINTS);
    file =
        section.optional(
            Converter.PATH,
            "--checkpoint=FILE",
            "Save checkpoints to FILE periodically and at the end (previous one: FILE.previous).");
    seconds =
        section.optional(
            Converter.REAL,
            "--checkpoint-every=SECONDS",
            "Save a checkpoint after this time, at an epoch's end. Default: 60.");
    resume =
        section.flag(
            "--resume",
            "Resume from --checkpoint, if the file exists; the result is identical to an"
                + " uninterrupted run. --threads, --epochs, --tolerance and --patience may"
                + " differ.");
  }

  /** The file; empty for none. */
  public Optional<Path> file() {
    return file.value();
  }

  /** Rejects options that conflict. */
  public void check() {
    resume.requireOnlyWith(file.isGiven(), file.name());
    seconds.requireOnlyWith(file.isGiven(), file.name());
    if (!(every() >= 0)) {
      throw new UsageException("--checkpoint-every: expected 0 or more, got " + every());
    }
  }

  private double every() {
    return seconds.value().orElse(DEFAULT_SECONDS);
  }

  /** The checkpoints to read and write in a run; notes on standard error whether it resumes. */
  public Optional<CheckpointPolicy> checkpoints(Terminal terminal) {
    if (!file.isGiven()) {
      return Optional.empty();
    }
    Path path = file().orElseThrow();
    CheckpointFile checkpoints = new CheckpointFile(path);
    boolean written = checkpoints.isReplaceable();
    if (!written && !resume.value()) {
      throw new UsageException(
          "--checkpoint: "
              + path
              + " is a pipe or a device, which cannot hold checkpoints; use a regular file");
    }
    Optional<Checkpoint> start = resume.value() ? checkpoints.read() : Optional.empty();
    if (resume.value()) {
      terminal.note(
          start
              .map(made -> "resuming from epoch " + made.epoch() + ".")
              .orElse("no checkpoint at " + path + "; starting from scratch."));
    }
    if (!written) {
      terminal.note(path + " is a pipe or a device: no checkpoints are written to it.");
      return Optional.of(new CheckpointPolicy(start, Double.POSITIVE_INFINITY, checkpoint -> {}));
    }
    return Optional.of(new CheckpointPolicy(start, every(), checkpoints::write));
  }
}
