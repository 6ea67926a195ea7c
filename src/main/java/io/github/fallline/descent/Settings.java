package io.github.fallline.descent;

import io.github.fallline.data.RowSource;
import io.github.fallline.objective.Loss;
import java.util.LinkedHashMap;
import java.util.Map;

/** What decides on the path of a descent, by name and as text: not threads, not when it stops. */
final class Settings {
  private Settings() {}

  static Map<String, String> of(TrainingConfig config, RowSource rows) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("method", config.method().toString());
    settings.put("update", config.update().toString());
    settings.put("learning rate", config.learningRate().toString());
    Loss loss = config.objective().loss();
    settings.put("loss", loss instanceof Record ? loss.toString() : loss.label());
    settings.put(
        "penalty",
        "l1 %s, l2 %s"
            .formatted(
                config.objective().penalty().absoluteStrength(),
                config.objective().penalty().squaredStrength()));
    settings.put("form", config.form().toString());
    settings.put("shuffling", config.shuffling().toString());
    settings.put("precision", rows.precision().label());
    return settings;
  }

  /**
   * Refuses to go on with other settings or other data.
   *
   * @throws OtherRunException that names the first that differs
   */
  static void requireSame(Checkpoint made, Map<String, String> now, String fingerprint) {
    now.forEach(
        (name, value) -> {
          String then = made.settings().get(name);
          if (!value.equals(then)) {
            throw new OtherRunException(
                ("the checkpoint was made with %s %s, now it is %s; use the same settings or do not"
                        + " resume")
                    .formatted(name, then, value));
          }
        });
    if (!made.fingerprint().equals(fingerprint)) {
      throw new OtherRunException(
          ("the checkpoint was made with data of checksum %s, now it is %s; use the same data or do"
                  + " not resume")
              .formatted(made.fingerprint(), fingerprint));
    }
  }
}
