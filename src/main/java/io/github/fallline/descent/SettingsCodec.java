package io.github.fallline.descent;

import io.github.fallline.argument.Setting;
import io.github.fallline.data.RowMetadata;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes the settings that decide on the path of a descent: not threads, not when it stops. Each
 * part of {@link TrainingConfig} lists its own, by the option of the command line that sets it;
 * model files, checkpoints and commands are forms of this list.
 */
public final class SettingsCodec {
  /** What only checkpoints of earlier versions have, whose texts are none of the command line's. */
  private static final String EARLIER = "form";

  private static final String OPTION = "--";

  /** Options that the settings in a model file leave out; the seed has a place of its own there. */
  private static final Set<String> NOT_IN_MODEL_FILES =
      Set.of("--gradient", "--momentum", "--seed", "--rows-per-epoch");

  private SettingsCodec() {}

  /** The settings in order: the value of each by its option or, where it has none, its name. */
  private static Map<String, Object> values(TrainingConfig config) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("--method", config.method().label());
    values.putAll(config.method().settings());
    values.put("--update", config.updateLabel());
    values.putAll(config.update().settings());
    values.putAll(config.learningRate().settings());
    Loss loss = config.objective().loss();
    values.put("--loss", loss.label());
    values.putAll(settings(loss));
    Penalty penalty = config.objective().penalty();
    values.put("--l1", penalty.l1());
    values.put("--l2", penalty.l2());
    values.put("--intercept", config.spec().intercept());
    values.put("--standardize", config.spec().standardize());
    values.put("--initial-weight", config.spec().initialWeight());
    values.put("--shuffle", config.shuffling().shuffle());
    values.put("--seed", config.shuffling().seed());
    values.put("--rows-per-epoch", config.shuffling().rowsPerEpoch());
    return values;
  }

  private static Map<String, Object> settings(Loss loss) {
    if (loss instanceof Loss.Parameterized set) {
      return set.settings();
    }
    boolean ours = loss.getClass().getPackageName().equals(Loss.class.getPackageName());
    // The text of a caller's own differs from others of its label.
    return loss instanceof Record && !ours ? Map.of("loss", loss) : Map.of();
  }

  private static Map<String, Object> values(TrainingConfig config, RowMetadata rows) {
    Map<String, Object> values = values(config);
    values.put("--precision", rows.precision().label());
    return values;
  }

  /**
   * The settings as a checkpoint has them: by option or name, the words of the command line that
   * ask for them.
   */
  static Map<String, String> of(TrainingConfig config, RowMetadata rows) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : values(config, rows).entrySet()) {
      texts.put(entry.getKey(), words(entry.getKey(), entry.getValue()));
    }
    return texts;
  }

  /** The settings as a model file has them, by the names of its JSON. */
  public static Map<String, Object> forModelFile(TrainingConfig config, RowMetadata rows) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : values(config, rows).entrySet()) {
      String option = entry.getKey();
      if (option.startsWith(OPTION) && !NOT_IN_MODEL_FILES.contains(option)) {
        settings.put(camelCase(option.substring(OPTION.length())), entry.getValue());
      }
    }
    if (rows.weightName().isPresent()) {
      settings.put("weight", rows.weightName().get());
    }
    return settings;
  }

  /**
   * The words of a command line that ask for some of the settings, each after a space.
   *
   * @param options those to write, in order; left out where they do not apply
   */
  public static String commandLine(TrainingConfig config, String... options) {
    Map<String, Object> values = values(config);
    StringBuilder line = new StringBuilder();
    for (String option : options) {
      Object value = values.get(option);
      if (value != null) {
        line.append(' ').append(words(option, value));
      }
    }
    return line.toString();
  }

  private static String words(String name, Object value) {
    if (value instanceof Boolean chosen) {
      return chosen ? name : name.replaceFirst(OPTION, OPTION + "no-");
    }
    return name + " " + value;
  }

  private static String camelCase(String words) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      boolean starts = i > 0 && words.charAt(i - 1) == '-';
      if (words.charAt(i) != '-') {
        name.append(starts ? Character.toUpperCase(words.charAt(i)) : words.charAt(i));
      }
    }
    return name.toString();
  }

  /**
   * Refuses to resume with other settings or other data.
   *
   * @throws CheckpointMismatchException that names all settings that differ
   */
  static void requireSame(Checkpoint made, Map<String, String> now, String fingerprint) {
    Map<String, String> before = made.settings();
    if (before.containsKey(EARLIER)) {
      throw new CheckpointMismatchException(
          "the checkpoint was made by an earlier version of fallline; resume it with that version"
              + " or do not resume");
    }
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(before.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
    if (!names.isEmpty()) {
      throw new CheckpointMismatchException(
          "the checkpoint was made with %s, now it is %s; use the same settings or do not resume"
              .formatted(texts(names, before), texts(names, now)));
    }
    if (!made.fingerprint().equals(fingerprint)) {
      throw new CheckpointMismatchException(
          ("the checkpoint was made with data of checksum %s, now it is %s; use the same data or do"
                  + " not resume")
              .formatted(made.fingerprint(), fingerprint));
    }
  }

  /** The settings in an error: those with an option together, and the numbers of a rule or loss. */
  private static String texts(Set<String> names, Map<String, String> settings) {
    List<String> options = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      String text = settings.get(name);
      if (text != null && name.startsWith(OPTION)) {
        options.add(text.substring(OPTION.length()));
      } else if (text != null) {
        texts.add(text);
      }
    }
    if (!options.isEmpty()) {
      texts.add(0, Setting.CONFIG.listing(options));
    }
    return texts.isEmpty() ? "no such setting" : String.join(" ", texts);
  }
}
