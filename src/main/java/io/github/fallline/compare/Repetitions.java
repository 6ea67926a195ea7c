package io.github.fallline.compare;

import io.github.fallline.argument.Argument;
import io.github.fallline.argument.Setting;

/**
 * How often the methods of a comparison run.
 *
 * @param least so often at least, 1 or more
 * @param most so often at most
 * @param seconds after {@code least} repetitions, there are further ones until all together took
 *     this long: intervals of short runs become narrow at no cost
 */
public record Repetitions(int least, int most, double seconds) {
  /** At least seven, and up to 40 within ten seconds. */
  public static final Repetitions DEFAULT = new Repetitions(7, 40, 10);

  public Repetitions {
    Argument.require(least >= 1, Setting.REPETITIONS, "at least 1", least);
    Argument.require(most >= least, Setting.REPETITIONS, "at least " + least, most);
  }

  /** So many, however long they take. */
  public static Repetitions exactly(int count) {
    return new Repetitions(count, count, 0);
  }

  /** Whether there is a further one. */
  boolean goOn(int done, double secondsSoFar) {
    return done < least || (done < most && secondsSoFar < seconds);
  }
}
