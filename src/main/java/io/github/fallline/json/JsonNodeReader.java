package io.github.fallline.json;

import io.github.fallline.files.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One entry of a JSON file and its place, with typed access. If it has another type, the error
 * names file and place, as a JSON pointer: {@code model.json: /features/2/mean: expected a finite
 * number, got "x"}.
 */
public final class JsonNodeReader {
  private final Path file;
  private final String pointer;
  private final JsonNode node;

  private JsonNodeReader(Path file, String pointer, JsonNode node) {
    this.file = file;
    this.pointer = pointer;
    this.node = node;
  }

  /** The whole content of a file. */
  static JsonNodeReader root(Path file, JsonNode node) {
    return new JsonNodeReader(file, "", node);
  }

  /** Whether this is an object. */
  public boolean isObject() {
    return node.isObject();
  }

  /** Whether this is an array. */
  public boolean isArray() {
    return node.isArray();
  }

  /** An entry of this object. */
  public JsonNodeReader at(String name) {
    JsonNode child = requireObject().get(name);
    JsonNodeReader node = new JsonNodeReader(file, pointer + "/" + name, child);
    if (child == null) {
      throw node.error("is missing");
    }
    return node;
  }

  /** Whether this is an object with this text under this name. */
  public boolean has(String name, String text) {
    return node.path(name).stringValue("").equals(text);
  }

  /** The elements of this array. */
  public List<JsonNodeReader> elements() {
    if (!node.isArray()) {
      throw unexpected("an array");
    }
    List<JsonNodeReader> elements = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      elements.add(new JsonNodeReader(file, pointer + "/" + elements.size(), element));
    }
    return elements;
  }

  /** The entries of this object by name, in order. */
  public Map<String, JsonNodeReader> entries() {
    Map<String, JsonNodeReader> entries = new LinkedHashMap<>();
    requireObject().properties().forEach(each -> entries.put(each.getKey(), at(each.getKey())));
    return entries;
  }

  /** The text that stands here. */
  public String text() {
    if (!node.isString()) {
      throw unexpected("text");
    }
    return node.stringValue();
  }

  /** The whole number that stands here. */
  public long integer() {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw unexpected("an integer");
    }
    return node.longValue();
  }

  /** The finite number that stands here. */
  public double number() {
    double number = node.isNumber() ? node.numberValue().doubleValue() : Double.NaN;
    if (!Double.isFinite(number)) {
      throw unexpected("a finite number");
    }
    return number;
  }

  /** The finite numbers of this array. */
  public double[] numbers() {
    if (!node.isArray()) {
      throw unexpected("an array");
    }
    double[] numbers = new double[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode element = node.get(i);
      double number = element.isNumber() ? element.numberValue().doubleValue() : Double.NaN;
      numbers[i] =
          Double.isFinite(number)
              ? number
              : new JsonNodeReader(file, pointer + "/" + i, element).number();
    }
    return numbers;
  }

  /** A number, or NaN where null stands. */
  public double numberOrNaN() {
    return node.isNull() ? Double.NaN : number();
  }

  /** Any value: null, Boolean, String, Long, Double, or lists and maps of these by name. */
  public @Nullable Object value() {
    if (node.isObject()) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      entries().forEach((name, node) -> values.put(name, node.value()));
      return values;
    }
    if (node.isArray()) {
      return elements().stream().map(JsonNodeReader::value).toList();
    }
    if (node.isNumber()) {
      return node.isIntegralNumber() ? (Object) integer() : (Object) number();
    }
    return node.isBoolean() ? (Object) node.booleanValue() : node.isNull() ? null : text();
  }

  /** Builds a value of what stands here; what the value rejects is an error at this place. */
  public <T> T checked(Supplier<T> content) {
    try {
      return content.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  /** The error that something is wrong here, for throwing. */
  public InputException error(String finding) {
    return new InputException(file + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + finding);
  }

  private InputException unexpected(String expected) {
    String found =
        node.isContainer() ? node.isArray() ? "an array" : "an object" : abridged(node.toString());
    return error("expected " + expected + ", got " + found);
  }

  private static String abridged(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private JsonNode requireObject() {
    if (!node.isObject()) {
      throw unexpected("an object");
    }
    return node;
  }
}
