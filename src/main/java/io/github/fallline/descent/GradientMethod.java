package io.github.fallline.descent;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** Which rows make a step of descent. */
public sealed interface GradientMethod {
  /** Rows of each step, given the rows of an epoch; at most {@code rows}. */
  long batchRows(long rows);

  /** The name on the command line and in files. */
  String label();

  /** What sets it, in order, by the option of the command line that sets it. */
  Map<String, Object> settings();

  /** Whether every step uses all rows, so that its gradient is exact. */
  default boolean usesAllRows() {
    return false;
  }

  /** The size of a mini-batch as it was set; empty for methods that have no such setting. */
  default OptionalInt batchSize() {
    return OptionalInt.empty();
  }

  /** Where gradients of squared errors over all rows come from. */
  default Gradients gradients() {
    return Gradients.AUTO;
  }

  /** The direction of the steps. */
  default Direction direction() {
    return Direction.GRADIENT;
  }

  /** How steps on some of the rows are made to go further. */
  default Acceleration acceleration() {
    return Acceleration.NONE;
  }

  /**
   * Every step uses all rows: the exact gradient, one step an epoch.
   *
   * @param gradients where the gradient of squared errors comes from
   * @param direction of the steps
   */
  record FullBatch(Gradients gradients, Direction direction) implements GradientMethod {
    /** Checks that nothing is missing. */
    public FullBatch {
      Objects.requireNonNull(gradients, "gradients");
      Objects.requireNonNull(direction, "direction");
    }

    /** Steps along the gradient. */
    public FullBatch(Gradients gradients) {
      this(gradients, Direction.GRADIENT);
    }

    /** All rows a step; moments or rows as it pays. */
    public FullBatch() {
      this(Gradients.AUTO);
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of("--gradient", gradients.label());
    }

    @Override
    public boolean usesAllRows() {
      return true;
    }

    @Override
    public long batchRows(long rows) {
      return rows;
    }

    @Override
    public String label() {
      return "full-batch";
    }
  }

  /**
   * Every step uses one row.
   *
   * @param acceleration how its steps are made to go further
   */
  record Stochastic(Acceleration acceleration) implements GradientMethod {
    /** Checks that nothing is missing. */
    public Stochastic {
      Objects.requireNonNull(acceleration, "acceleration");
    }

    /** Steps as they go furthest. */
    public Stochastic() {
      this(Acceleration.DEFAULT);
    }

    @Override
    public Map<String, Object> settings() {
      return acceleration.settings();
    }

    @Override
    public long batchRows(long rows) {
      return Math.min(1, rows);
    }

    @Override
    public String label() {
      return "stochastic";
    }
  }

  /**
   * Every step uses {@code size} rows; the compromise.
   *
   * @param size rows a step
   * @param acceleration how its steps are made to go further
   */
  record MiniBatch(int size, Acceleration acceleration) implements GradientMethod {
    /** The size on which the command line and the library agree when none is named. */
    public static final int DEFAULT_SIZE = 256;

    /** Checks the size. */
    public MiniBatch {
      Argument.require(size >= 1, Setting.BATCH_SIZE, "at least 1", size);
      Objects.requireNonNull(acceleration, "acceleration");
    }

    /** Mini-batches of {@code size} rows. */
    public MiniBatch(int size) {
      this(size, Acceleration.DEFAULT);
    }

    /** Mini-batches of {@link #DEFAULT_SIZE} rows. */
    public MiniBatch() {
      this(DEFAULT_SIZE);
    }

    @Override
    public Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("--batch-size", size);
      settings.putAll(acceleration.settings());
      return settings;
    }

    @Override
    public OptionalInt batchSize() {
      return OptionalInt.of(size);
    }

    @Override
    public long batchRows(long rows) {
      return Math.min(size, rows);
    }

    @Override
    public String label() {
      return "mini-batch";
    }
  }

  /**
   * What makes steps on some of the rows go further.
   *
   * @param precondition whether the features are whitened
   * @param reducesVariance whether each gradient is corrected by what the same rows say at a
   *     snapshot taken once an epoch, and by the full gradient there (SVRG; Johnson and Zhang,
   *     2013): the noise goes away as the optimum comes near, for three gradients a row instead of
   *     one
   */
  record Acceleration(Preconditioning precondition, boolean reducesVariance) {
    /** Nothing. */
    public static final Acceleration NONE = new Acceleration(Preconditioning.NONE, false);

    /** Whitened where it pays. */
    public static final Acceleration DEFAULT = new Acceleration(Preconditioning.AUTO, false);

    /** Checks that nothing is missing, and that it can be asked for. */
    public Acceleration {
      Objects.requireNonNull(precondition, "precondition");
      if (precondition == Preconditioning.CURVATURE) {
        throw new IllegalArgumentException(
            "precondition: expected none, whiten or auto, got curvature; full-batch descent takes"
                + " such steps by itself");
      }
    }

    private Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("--precondition", precondition.label());
      settings.put("--variance-reduction", reducesVariance ? "svrg" : "none");
      return settings;
    }
  }

  /** The direction of full-batch steps. */
  enum Direction {
    /** Along the gradient, as the update rule has it. */
    GRADIENT("gradient"),
    /**
     * Conjugate gradient (Hestenes and Stiefel 1952): each step goes to the minimum along a
     * direction that is conjugate to all earlier ones. Only for squared errors with an L2 penalty
     * and the automatic learning rate, as {@link TrainingConfig} checks.
     */
    CONJUGATE("conjugate-gradient");

    private final String label;

    Direction(String label) {
      this.label = label;
    }

    /** The name on the command line, as an update rule's, and in files. */
    public String label() {
      return label;
    }
  }

  /** Where a full-batch gradient of squared errors comes from. Both ways follow the same path. */
  enum Gradients {
    /** From moments, unless the objective or the width of the data rules them out. */
    AUTO,
    /** A pass over the rows an epoch: n d operations, over all threads. */
    ROWS,
    /** One pass for the second moments, then d operations an epoch. */
    MOMENTS;

    /** The name on the command line and in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
