package io.github.fallline.optim;

/**
 * The learning rate of every epoch of a run.
 *
 * @param rate the rate before the schedule
 * @param schedule its factor from epoch to epoch
 */
public record ScheduledRate(double rate, Schedule schedule) {
  /** The same rate throughout. */
  public static ScheduledRate constant(double rate) {
    return new ScheduledRate(rate, Schedule.CONSTANT);
  }

  /** The rate of an epoch, counted from 0. */
  public double at(long epoch) {
    return rate * schedule.factor(epoch);
  }

  /** The same with another rate before the schedule. */
  public ScheduledRate times(double factor) {
    return new ScheduledRate(rate * factor, schedule);
  }
}
