package io.github.fallline.cli.options;

import io.github.fallline.cli.args.Choice;
import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.files.InputException;
import io.github.fallline.inference.CoefficientTable;
import io.github.fallline.model.IntervalKind;
import io.github.fallline.model.ModelStatistics;
import io.github.fallline.model.PredictionInterval;
import io.github.fallline.model.SavedModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of {@code predict} about intervals. */
public final class IntervalOptions {
  private final CliOption<Optional<IntervalKind>> kind;
  private final CliOption<Optional<Double>> level;

  public IntervalOptions(CommandSpec spec) {
    OptionSection section = spec.section(Section.STATISTICS);
    kind =
        section.optional(
            Choice.of(IntervalKind.values()),
            "--interval=confidence|prediction",
            "Add columns lower and upper: an interval of the mean (confidence) or of a single new"
                + " target (prediction) at each row.");
    level =
        section.optional(
            Converter.REAL,
            "--confidence-level=P",
            "Confidence level of the intervals. Default: " + CoefficientTable.DEFAULT_LEVEL + ".");
  }

  /** Rejects a level out of range, or without intervals. */
  public void check() {
    kind.value();
    InferenceOptions.checkLevel(level);
    if (level.isGiven() && !kind.isGiven()) {
      throw new UsageException(
          "--confidence-level: expected --interval confidence or --interval prediction with it");
    }
  }

  /** The intervals wanted; empty for none. */
  public Optional<IntervalKind> kind() {
    return kind.value();
  }

  /** Their level. */
  public double level() {
    return level.value().orElse(CoefficientTable.DEFAULT_LEVEL);
  }

  /**
   * What the intervals of a model need.
   *
   * @param file of the model, for errors
   * @throws InputException with the reason if the file does not have it
   */
  public static PredictionInterval require(Path file, SavedModel stored) {
    if (stored.statistics().isPresent()) {
      Optional<PredictionInterval> interval = stored.statistics().get().interval();
      if (interval.isPresent() && interval.get().isKnown()) {
        return interval.get();
      }
    }
    throw new InputException(file + ": --interval is not possible: " + reason(stored));
  }

  private static String reason(SavedModel stored) {
    if (stored.model().featureNames().size() > ModelStatistics.MOST_INTERVAL_FEATURES) {
      return "intervals are stored for models of at most %d features, this one has %d; train with fewer"
          .formatted(ModelStatistics.MOST_INTERVAL_FEATURES, stored.model().featureNames().size());
    }
    Map<String, Object> settings = stored.training().settings();
    if (isSome(settings.get("l1")) || isSome(settings.get("l2"))) {
      return "the model was trained with a penalty, which biases predictions; train again without";
    }
    Object loss = settings.get("loss");
    if (loss != null && !loss.equals("squared")) {
      return "the model was trained with the loss " + loss + "; train again with --loss squared";
    }
    if ("float".equals(settings.get("precision"))) {
      return "the model was trained with --precision float; train again with double";
    }
    return "the model file has no standard errors: an earlier version wrote it, or train printed why"
        + " there are none; train again";
  }

  private static boolean isSome(@Nullable Object strength) {
    return strength instanceof Number number && number.doubleValue() != 0;
  }
}
