package io.github.fallline.report.training;

import io.github.fallline.descent.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The trace of a training as the JSON that the script of a page draws from, with all its digits.
 */
record TraceData(TrainingPageInput input, List<String> notes) {
  private static final JsonMapper MAPPER = new JsonMapper();

  TraceData {
    notes = List.copyOf(notes);
  }

  /** The JSON, safe within an HTML script element. */
  String json() {
    Trace trace = input.training().trace();
    List<Trace.Point> points = trace.points();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("label", input.lossLabel());
    content.put("notes", notes);
    content.put("epochs", points.stream().map(Trace.Point::epoch).toList());
    content.put("updates", points.stream().map(Trace.Point::updates).toList());
    content.put("seconds", numbers(points, Trace.Point::seconds));
    content.put("train", numbers(points, Trace.Point::loss));
    content.put("gradientNorm", numbers(points, Trace.Point::gradientNorm));
    if (trace.isValidated()) {
      content.put("heldOut", numbers(points, Trace.Point::validationLoss));
      content.put("heldOutName", input.heldOutLabel());
    }
    return MAPPER.writeValueAsString(content).replace("<", "\\u003c");
  }

  private static List<@Nullable Double> numbers(
      List<Trace.Point> points, ToDoubleFunction<Trace.Point> of) {
    List<@Nullable Double> numbers = new ArrayList<>(points.size());
    for (Trace.Point point : points) {
      double number = of.applyAsDouble(point);
      numbers.add(Double.isFinite(number) ? number : null);
    }
    return numbers;
  }
}
