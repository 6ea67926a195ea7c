package io.github.fallline.cli.options;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.OptionSection;
import io.github.fallline.data.Shuffling;
import java.util.Optional;

/** The options for the order of the rows, the starting point and the threads. */
final class RunOptions {
  private final CliOption<Boolean> shuffle;
  private final CliOption<Long> rowsPerEpoch;
  private final CliOption<Double> initialWeight;
  private final CliOption<Long> seed;
  private final CliOption<Optional<Integer>> threads;

  RunOptions(OptionSection section) {
    shuffle =
        section.toggle(
            "--shuffle", "Shuffle the rows in stochastic and mini-batch epochs. Default: yes.");
    rowsPerEpoch =
        section.withDefault(
            Converter.LONG,
            "--rows-per-epoch",
            "N",
            "0",
            "End a stochastic or mini-batch epoch after N rows; with 1, an epoch is a step on one"
                + " random row. Default: all rows.");
    initialWeight =
        section.withDefault(
            Converter.REAL,
            "--initial-weight",
            "R",
            "0",
            "Initial value of every coefficient. Default: ${DEFAULT-VALUE}.");
    seed = CommonOptions.seed(section);
    threads = CommonOptions.threads(section);
  }

  /** Rejects options that only apply to some of the rows at a time. */
  void check(boolean fullBatch) {
    rowsPerEpoch.requireOnlyWith(
        !fullBatch || rowsPerEpoch.value() == 0, "--method stochastic or mini-batch");
  }

  /** The order of the rows. */
  Shuffling shuffling() {
    return new Shuffling(shuffle.value(), seed.value(), rowsPerEpoch.value());
  }

  /** The value of every coefficient at the start. */
  double initialWeight() {
    return initialWeight.value();
  }

  /** The number of threads; empty where it is not given. */
  Optional<Integer> threads() {
    return threads.value();
  }
}
