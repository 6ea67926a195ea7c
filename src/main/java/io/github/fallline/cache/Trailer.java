package io.github.fallline.cache;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON text behind the rows: their metadata and the checksums of their segments. */
record Trailer(CacheMetadata contents, List<Segment> segments) {
  private static final int VERSION = 1;
  private static final JsonMapper MAPPER = new JsonMapper();

  /** The trailer as bytes. */
  byte[] toBytes() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("version", VERSION);
    root.put("features", contents.featureNames());
    root.put("target", contents.target().orElse(null));
    root.put("rows", contents.rows());
    root.put("skippedRows", contents.skippedRows());
    root.put("missing", contents.missing());
    contents.provenance().ifPresent(provenance -> put(root, provenance));
    root.put(
        "stretches",
        segments.stream()
            .map(each -> List.of(each.rows(), Integer.toUnsignedLong(each.crc())))
            .toList());
    return MAPPER.writeValueAsBytes(root);
  }

  private static void put(Map<String, Object> root, Provenance provenance) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("name", provenance.name());
    source.put("bytes", provenance.bytes());
    source.put("modified", provenance.modified().toString());
    source.put("ends", provenance.ends());
    root.put("source", source);
    root.put("settings", provenance.settings());
  }

  /**
   * Reads a trailer whose checksum holds.
   *
   * @throws DamagedCacheException if {@link #toBytes} does not write such a trailer, for example
   *     one of another version
   */
  static Trailer of(byte[] bytes) {
    try {
      JsonNode root = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
      if (root.path("version").asInt(0) != VERSION) {
        throw new DamagedCacheException("it has version " + root.path("version"));
      }
      List<Segment> segments = segments(root.required("stretches"));
      CacheMetadata metadata =
          new CacheMetadata(
              texts(root.required("features")),
              target(root.required("target")),
              root.required("rows").longValue(),
              root.required("skippedRows").longValue(),
              elements(root.required("missing")).map(JsonNode::longValue).toList(),
              Optional.of(provenance(root)));
      requireAll(metadata, segments);
      return new Trailer(metadata, segments);
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new DamagedCacheException("its trailer cannot be parsed", e);
    }
  }

  private static Optional<String> target(JsonNode name) {
    return name.isNull() ? Optional.empty() : Optional.of(text(name));
  }

  private static List<String> texts(JsonNode list) {
    return elements(list).map(Trailer::text).toList();
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    if (!list.isArray()) {
      throw new IllegalArgumentException("no list: " + list.getNodeType());
    }
    return list.valueStream();
  }

  /** Returns the text of a node; a node of another type is an error, not null. */
  private static String text(JsonNode node) {
    if (!node.isString()) {
      throw new IllegalArgumentException("no text: " + node.getNodeType());
    }
    return node.stringValue();
  }

  private static Provenance provenance(JsonNode root) {
    JsonNode source = root.required("source");
    return new Provenance(
        text(source.required("name")),
        source.required("bytes").longValue(),
        Instant.parse(text(source.required("modified"))),
        source.required("ends").longValue(),
        settings(root.required("settings")));
  }

  private static Map<String, List<String>> settings(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("no object: " + object.getNodeType());
    }
    Map<String, List<String>> settings = new LinkedHashMap<>();
    object.propertyStream().forEach(each -> settings.put(each.getKey(), texts(each.getValue())));
    return settings;
  }

  private static List<Segment> segments(JsonNode pairs) {
    List<Segment> segments = new ArrayList<>(pairs.size());
    long first = 0;
    for (JsonNode pair : pairs) {
      int rows = pair.required(0).intValue();
      segments.add(new Segment(first, rows, (int) pair.required(1).longValue()));
      first += rows;
    }
    return segments;
  }

  private static void requireAll(CacheMetadata metadata, List<Segment> segments) {
    long rows = segments.stream().mapToLong(Segment::rows).sum();
    if (rows != metadata.rows() || segments.stream().anyMatch(each -> each.rows() < 1)) {
      throw new IllegalArgumentException("segments of " + rows + " rows");
    }
  }
}
