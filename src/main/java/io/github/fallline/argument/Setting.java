package io.github.fallline.argument;

import java.util.List;

/**
 * A setting that an error or a note names, in the words of the Java API.
 *
 * <p>Messages are composed of these constants, so that the command line can print its options in
 * their place: it has a table of the option of each. Names of options stand in no message outside
 * the command line.
 */
public enum Setting {
  TARGET("Schema.target"),
  FEATURES("Schema.withFeatures"),
  EXCLUDED("Schema.withExcluded"),
  NO_FEATURES("Schema.withoutFeatures"),
  WEIGHT("Schema.withWeight"),
  CLUSTER("Schema.withCluster"),
  EXPOSURE("Exposure.Kind.EXPOSURE"),
  OFFSET("Exposure.Kind.OFFSET"),
  DATES("Schema.withDates"),
  DATES_AS_DAYS("DateColumn.days"),
  DATE_PART("DatePart.of"),
  DATE_FORMAT("DateColumn.withFormat"),
  CATEGORICAL("DataTable.withCategorical"),
  CATEGORICAL_REQUEST("CategoricalRequest.names"),
  ONE_HOT("DataTable.withOneHot"),
  UNSEEN_ZERO("UnseenLevels.ZERO"),
  KEPT("KeptFields.of"),
  CACHE("CsvCache"),

  MISSING_FAIL("MissingValues.FAIL"),
  MISSING_SKIP("MissingValues.SKIP"),
  MISSING_KEEP("MissingValues.KEEP"),
  MISSING_MEAN("MissingValues.MEAN"),
  MISSING_WORDS("MissingWords.of"),

  SEPARATOR("CsvFormat.withSeparator"),
  NO_HEADER("CsvFormat.withoutHeader"),
  HEADER("CsvFormat.withNumericNames"),
  SKIP_LINES("CsvFormat.withSkipLines"),
  COMMENT("CsvFormat.withComment"),
  CHARSET("CsvFormat.withCharset"),
  DECIMAL_COMMA("CellFormat.withDecimalComma"),
  THOUSANDS("CellFormat.withThousands"),
  PERCENT("CellFormat.withPercent"),
  CURRENCY("CellFormat.withCurrency"),

  QUERY_URL("Query.url"),
  QUERY_SQL("Query.sql"),
  QUERY_DRIVERS("Query.drivers"),
  QUERY_FETCH_SIZE("Query.fetchSize"),

  /** Any settings of a training, by {@link #listing}. */
  CONFIG("TrainingConfig"),
  FULL_BATCH("GradientMethod.FullBatch"),
  BATCH_SIZE("MiniBatch.size"),
  GRADIENTS_FROM_MOMENTS("Gradients.MOMENTS"),
  GRADIENTS_FROM_ROWS("Gradients.ROWS"),
  WHITENING("Preconditioning.WHITEN"),
  NO_WHITENING("Preconditioning.NONE"),
  UPDATE("TrainingConfig.withUpdate"),
  PLAIN_UPDATE("PlainUpdate"),
  ADAM("new Adam()"),
  NESTEROV("new Nesterov()"),
  CONJUGATE_GRADIENT("TrainingConfig.withConjugateGradient"),
  MOMENTUM("Momentum.momentum"),
  NESTEROV_MOMENTUM("Nesterov.momentum"),
  LEARNING_RATE("TrainingConfig.withLearningRate"),
  AUTOMATIC_RATE("LearningRate.AUTO"),
  INVERSE_DECAY("Inverse.gamma"),
  INVERSE_POWER("Inverse.power"),
  STEP_DECAY("Step.decay"),
  STEP_EPOCHS("Step.every"),
  EXPONENTIAL_DECAY("Exponential.gamma"),
  POLYNOMIAL_POWER("Polynomial.power"),
  POLYNOMIAL_EPOCHS("Polynomial.epochs"),
  SIGMOID_DECAY("Sigmoid.gamma"),
  SIGMOID_MIDDLE("Sigmoid.middle"),
  STANDARDIZED("TrainingConfig.withStandardize(true)"),
  NOT_STANDARDIZED("TrainingConfig.withStandardize(false)"),
  INITIAL_WEIGHT("ModelSpec.initialWeight"),
  SHUFFLE("Shuffling.shuffle"),
  NO_SHUFFLE("new Shuffling(false, 0, 0)"),
  ROWS_PER_EPOCH("Shuffling.rowsPerEpoch"),
  L1("Penalty.l1"),
  L2("Penalty.l2"),
  FOLDS("FoldAssignment.count"),
  FOLD_COLUMN("Schema.withFoldColumn"),
  GROUPS("Schema.withGroups"),
  FOLD_BLOCKS("FoldAssignment.withBlocks"),
  PATH_MIX("PathSettings.withMix"),
  PATH_PENALTIES("PathSettings.withPenalties"),
  PATH_RATIO("PathSettings.withSmallestRatio"),
  FORWARD_SELECTION("Method.FORWARD"),
  POISSON("Loss.POISSON"),
  HUBER_DELTA("Loss.huber"),
  QUANTILE("Loss.quantile"),
  LOG_TARGET("MappedTargets.logarithms"),
  EPOCHS("StopRule.epochs"),
  TOLERANCE("StopRule.tolerance"),
  PATIENCE("StopRule.patience"),
  THREADS("TrainingConfig.withThreads"),
  READING_THREADS("ReadingOptions.withThreads"),
  DOUBLE_PRECISION("Precision.DOUBLE"),
  TARGET_GAP("Tuner.withTargetGap"),
  CLASSICAL_ERRORS("LossInference.of"),
  HC1_ERRORS("CovarianceType.HC1"),
  NO_STATISTICS("StatisticsOptions.NONE"),
  REPETITIONS("Repetitions.exactly"),
  MOST_SECONDS("Limits.seconds"),
  MOST_EPOCHS("Limits.epochs"),

  SYNTHETIC_ROWS("SyntheticData.rows"),
  SYNTHETIC_FEATURES("SyntheticData.features"),
  SYNTHETIC_NOISE("SyntheticData.noise"),
  SYNTHETIC_CONDITION("SyntheticData.condition");

  /** More values would make a message that cannot be read. */
  private static final int MOST = 50;

  private final String words;

  Setting(String words) {
    this.words = words;
  }

  /** The setting with names of columns as its values, such as {@code Schema.withExcluded("id")}. */
  public String with(List<String> names) {
    StringBuilder text = new StringBuilder(words).append('(');
    for (int i = 0; i < Math.min(names.size(), MOST); i++) {
      text.append(i == 0 ? "" : ", ").append(literal(names.get(i), '"'));
    }
    return text.append(names.size() > MOST ? ", ...)" : ")").toString();
  }

  /** The setting with a text as its value. */
  public String with(String value) {
    return with(List.of(value));
  }

  /** The setting with a character as its value. */
  public String with(char value) {
    return words + "(" + literal(String.valueOf(value), '\'') + ")";
  }

  /** The setting with a number as its value. */
  public String with(long value) {
    return words + "(" + value + ")";
  }

  /** The setting with settings in brackets, such as {@code TrainingConfig[batch-size 32]}. */
  public String listing(List<String> settings) {
    return words + "[" + String.join(", ", settings) + "]";
  }

  private static String literal(String text, char quote) {
    StringBuilder literal = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      literal.append(c == quote || c == '\\' ? "\\" : "").append(c);
    }
    return literal.append(quote).toString();
  }

  /** The words of Java. */
  @Override
  public String toString() {
    return words;
  }
}
