package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.Schema;
import io.github.fallline.descent.path.PenaltySearch;
import io.github.fallline.stats.FoldAssignment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The options that say which rows are in which fold of a cross-validation. */
public final class FoldOptions {
  private final CliOption<Integer> folds;
  private final CliOption<Integer> block;
  private final CliOption<Boolean> shuffle;
  private final CliOption<Long> seed;
  private final CliOption<Optional<String>> column;

  /** Declares the options. */
  public FoldOptions(CommandSpec spec) {
    OptionSection section = spec.section(Section.VALIDATION);
    folds =
        section.withDefault(
            Converter.INTEGER,
            "--folds=N",
            "" + PenaltySearch.DEFAULT_FOLDS,
            "Number of folds. Default: ${DEFAULT-VALUE}.");
    block =
        section.withDefault(
            Converter.INTEGER,
            "--fold-block=N",
            "1",
            "Rows one behind the other that stay in one fold, where they depend on each other as in"
                + " series over time. Default: ${DEFAULT-VALUE}.");
    shuffle =
        section.toggle(
            "--shuffle", "Deal rows to folds at random; otherwise in turn. Default: yes.");
    seed = CommonOptions.seed(section);
    column =
        section.optional(
            Converter.TEXT,
            "--fold-column=NAME",
            "Column of numbers or words that is no feature: rows of the same value are in the same"
                + " fold. Each value is a fold, unless --folds is given: then values are dealt to"
                + " folds at random.");
  }

  /**
   * Which rows are in which fold.
   *
   * @throws UsageException if a number is out of range, or options do not go together
   */
  public FoldAssignment assignment() {
    if (column.isGiven()) {
      requireNotGiven(block);
      requireNotGiven(shuffle);
      return UsageException.check(
          () ->
              folds.isGiven()
                  ? FoldAssignment.byColumn(folds.value(), seed.value())
                  : FoldAssignment.byColumn());
    }
    return UsageException.check(
        () -> {
          FoldAssignment rows =
              shuffle.value()
                  ? FoldAssignment.shuffled(folds.value(), seed.value())
                  : FoldAssignment.inTurn(folds.value());
          return rows.withBlocks(block.value());
        });
  }

  private static void requireNotGiven(CliOption<?> option) {
    if (option.isGiven()) {
      throw new UsageException(option.name() + ": expected no --fold-column with it");
    }
  }

  /** Adds the column of folds to a schema, if one is named. */
  public Schema apply(Schema schema) {
    return column.isGiven()
        ? UsageException.check(() -> schema.withFoldColumn(column.value().orElseThrow()))
        : schema;
  }

  /**
   * Rejects a column of folds for rows that are imputed, whose keys are not stored.
   *
   * @throws UsageException if one is named
   */
  public void requireNoMeans(MissingValues missing) {
    if (column.isGiven() && missing == MissingValues.MEAN) {
      throw new UsageException("--fold-column: expected --missing fail or skip with it, got mean");
    }
  }

  /**
   * Rejects the options for moments, of which each file is a fold.
   *
   * @throws UsageException if one is given
   */
  public void requireNone(List<Path> moments) {
    for (CliOption<?> option : List.of(folds, block, shuffle, seed, column)) {
      if (option.isGiven()) {
        throw new UsageException(
            option.name()
                + ": expected with rows as DATA; "
                + moments.get(0)
                + " holds moments, and each file of moments is a fold");
      }
    }
  }
}
