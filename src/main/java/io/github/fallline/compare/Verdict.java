package io.github.fallline.compare;

import io.github.fallline.text.Seconds;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which of several methods came to a gap first. A method wins where its interval lies below those
 * of all others ({@link SecondsInterval#isBelow}); otherwise it and the methods from which it is
 * not apart are level.
 *
 * @param gap the relative gap
 * @param first the winner, or the methods that are level, by their medians; empty if none came
 *     there; copied
 * @param next the fastest of the others that came there
 */
public record Verdict(double gap, List<MethodRuns> first, Optional<MethodRuns> next) {
  public Verdict {
    first = List.copyOf(first);
  }

  /**
   * Compares methods on one data set with one number of threads.
   *
   * @param methods the methods, each once
   */
  public static Verdict of(List<MethodRuns> methods, double gap) {
    List<MethodRuns> arrived =
        methods.stream()
            .filter(method -> method.secondsTo(gap).isReached())
            .sorted(Comparator.comparingDouble(method -> method.secondsTo(gap).median()))
            .toList();
    if (arrived.isEmpty()) {
      return new Verdict(gap, List.of(), Optional.empty());
    }
    SecondsInterval fastest = arrived.get(0).secondsTo(gap);
    List<MethodRuns> level =
        arrived.stream()
            .filter(
                method -> method.equals(arrived.get(0)) || !fastest.isBelow(method.secondsTo(gap)))
            .toList();
    Optional<MethodRuns> next =
        arrived.stream().filter(method -> !level.contains(method)).findFirst();
    return new Verdict(gap, level, next);
  }

  /** The winner; empty where methods are level, or none came there. */
  public Optional<MethodRuns> winner() {
    return first.size() == 1 && hasEnoughRepetitions()
        ? Optional.of(first.get(0))
        : Optional.empty();
  }

  private boolean hasEnoughRepetitions() {
    return first.get(0).runs().size() >= SecondsInterval.LEAST_REPETITIONS;
  }

  /** The labels of the winner, or of the methods that are level. */
  public List<String> labels() {
    return first.stream().map(method -> method.method().label()).toList();
  }

  /** The winner or the level methods with their times, in one line. */
  public String text() {
    if (first.isEmpty()) {
      return "no method reached it";
    }
    if (!hasEnoughRepetitions()) {
      return "undecided (%d repetitions are needed, %d made); least median: %s"
          .formatted(
              SecondsInterval.LEAST_REPETITIONS, first.get(0).runs().size(), time(first.get(0)));
    }
    String times = first.stream().map(this::time).collect(Collectors.joining(", "));
    return (first.size() == 1 ? "" : "level: ") + times + lead();
  }

  private String time(MethodRuns method) {
    SecondsInterval seconds = method.secondsTo(gap);
    String range =
        seconds.low() == seconds.high()
            ? ""
            : " (" + Seconds.range(seconds.low(), seconds.high()) + ")";
    return method.method().label() + " " + Seconds.format(seconds.median()) + range;
  }

  /** How much longer the next takes than the first. */
  private String lead() {
    return next.map(
            method ->
                "; %s takes %s times as long"
                    .formatted(method.method().label(), factor(method.secondsTo(gap).median())))
        .orElse("");
  }

  private String factor(double seconds) {
    double factor = seconds / first.get(0).secondsTo(gap).median();
    return String.format(Locale.ROOT, factor < 10 ? "%.1f" : "%,.0f", factor);
  }
}
