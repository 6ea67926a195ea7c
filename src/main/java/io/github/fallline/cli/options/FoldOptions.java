package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.descent.path.PenaltySearch;
import io.github.fallline.stats.FoldAssignment;
import java.nio.file.Path;
import java.util.List;

/** The options that say which rows are in which fold of a cross-validation. */
public final class FoldOptions {
  private final CliOption<Integer> folds;
  private final CliOption<Integer> block;
  private final CliOption<Boolean> shuffle;
  private final CliOption<Long> seed;

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
  }

  /**
   * Which rows are in which fold.
   *
   * @throws UsageException if a number is out of range
   */
  public FoldAssignment assignment() {
    return UsageException.check(
        () -> {
          FoldAssignment rows =
              shuffle.value()
                  ? FoldAssignment.shuffled(folds.value(), seed.value())
                  : FoldAssignment.inTurn(folds.value());
          return rows.withBlocks(block.value());
        });
  }

  /**
   * Rejects the options for moments, of which each file is a fold.
   *
   * @throws UsageException if one is given
   */
  public void requireNone(List<Path> moments) {
    for (CliOption<?> option : List.of(folds, block, shuffle, seed)) {
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
