package io.github.fallline.model;

import io.github.fallline.data.Exposure;
import io.github.fallline.json.JsonNodeReader;

/** How predictions become those of the target, as a model file has it. */
final class ResponseEntry {
  private ResponseEntry() {}

  /**
   * The response in a file; plain without such an entry.
   *
   * @throws io.github.fallline.files.InputException if it is malformed
   */
  static Response read(JsonNodeReader root) {
    JsonNodeReader node = root.entries().get("response");
    if (node == null) {
      return Response.PLAIN;
    }
    JsonNodeReader exposure = node.entries().get(Response.EXPOSURE);
    if (exposure != null) {
      return Response.of(exposure(exposure));
    }
    JsonNodeReader logTarget = node.entries().get(Response.LOG_TARGET);
    if (logTarget == null) {
      throw node.error("expected exposure or logTarget");
    }
    return Response.of(logTarget(logTarget));
  }

  private static Exposure exposure(JsonNodeReader node) {
    String label = node.at("kind").text();
    for (Exposure.Kind kind : Exposure.Kind.values()) {
      if (kind.label().equals(label)) {
        return new Exposure(node.at("column").text(), kind);
      }
    }
    throw node.at("kind").error("expected exposure or offset, got \"" + label + "\"");
  }

  private static LogTarget logTarget(JsonNodeReader node) {
    String label = node.at("prediction").text();
    for (LogTarget.Center center : LogTarget.Center.values()) {
      if (center.label().equals(label)) {
        double variance = node.at("residualVariance").number();
        return node.checked(() -> new LogTarget(center, variance));
      }
    }
    throw node.at("prediction").error("expected median or mean, got \"" + label + "\"");
  }
}
