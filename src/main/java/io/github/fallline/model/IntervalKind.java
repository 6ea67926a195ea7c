package io.github.fallline.model;

/** What an interval about a prediction contains with the confidence of its level. */
public enum IntervalKind {
  /** The mean of the target at the row. */
  CONFIDENCE,
  /** A new target at the row. */
  PREDICTION
}
