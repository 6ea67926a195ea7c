package io.github.fallline.examples;

import io.github.fallline.function.DifferentiableFunction;
import io.github.fallline.function.Minimizer;
import io.github.fallline.search.Range;
import io.github.fallline.search.Search;
import java.util.List;

public class SearchRate {
  public static void main(String[] args) {
    DifferentiableFunction parabola =
        DifferentiableFunction.of(
            1, x -> x[0] * x[0] - 4 * x[0] + 5, (x, gradient) -> gradient[0] = 2 * x[0] - 4);
    Search search = new Search(List.of(Range.logarithmic("rate", 1e-3, 10)), 8, 2);
    Search.Outcome outcome =
        search.run(
            at -> Minimizer.at(at.get("rate")).withSteps(3).minimize(parabola, 7).value(),
            2); // threads
    System.out.println(outcome.best().setting().get("rate")); // the optimum is 0.5
  }
}
