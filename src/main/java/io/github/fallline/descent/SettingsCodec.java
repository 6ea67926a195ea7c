package io.github.fallline.descent;

import io.github.fallline.data.RowMetadata;
import io.github.fallline.objective.HuberLoss;
import io.github.fallline.objective.Loss;
import io.github.fallline.objective.Penalty;
import io.github.fallline.objective.QuantileLoss;
import io.github.fallline.optim.AdaGrad;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import io.github.fallline.optim.Nesterov;
import io.github.fallline.optim.RmsProp;
import io.github.fallline.optim.Schedule;
import io.github.fallline.optim.UpdateRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What decides on the path of a descent, by name: not threads, not when it stops. The text of a
 * setting is the option of the command line that asks for it, or as like one as can be.
 */
final class SettingsCodec {
  /** What only checkpoints of versions before have, whose texts are none of the command line's. */
  private static final String EARLIER = "form";

  private final Map<String, String> options = new LinkedHashMap<>();

  private SettingsCodec() {}

  static Map<String, String> of(TrainingConfig config, RowMetadata rows) {
    SettingsCodec settings = new SettingsCodec();
    settings.put("--method", config.method().label());
    settings.putMethod(config.method());
    settings.put("--update", config.updateLabel());
    settings.putUpdate(config.update());
    settings.putLearningRate(config.learningRate());
    settings.putLoss(config.objective().loss());
    Penalty penalty = config.objective().penalty();
    settings.put("--l1", penalty.l1());
    settings.put("--l2", penalty.l2());
    settings.putChoice("intercept", config.spec().intercept());
    settings.putChoice("standardize", config.spec().standardize());
    settings.put("--initial-weight", config.spec().initialWeight());
    settings.putChoice("shuffle", config.shuffling().shuffle());
    settings.put("--seed", config.shuffling().seed());
    settings.put("--rows-per-epoch", config.shuffling().rowsPerEpoch());
    settings.put("--precision", rows.precision().label());
    return settings.options;
  }

  private void put(String option, Object value) {
    options.put(option, option + " " + value);
  }

  private void putChoice(String name, boolean chosen) {
    options.put("--" + name, (chosen ? "--" : "--no-") + name);
  }

  private void putMethod(GradientMethod method) {
    if (method instanceof GradientMethod.FullBatch full) {
      put("--gradient", full.gradients().name().toLowerCase(Locale.ROOT));
      return;
    }
    if (method instanceof GradientMethod.MiniBatch batches) {
      put("--batch-size", batches.size());
    }
    put("--precondition", method.acceleration().precondition().label());
    put("--variance-reduction", method.acceleration().reducesVariance() ? "svrg" : "none");
  }

  private void putUpdate(UpdateRule rule) {
    if (rule instanceof Momentum || rule instanceof Nesterov) {
      put("--momentum", rule.momentum());
    } else if (rule instanceof AdaGrad adaGrad) {
      put("epsilon", adaGrad.epsilon());
    } else if (rule instanceof RmsProp rmsProp) {
      put("decay", rmsProp.decay());
      put("epsilon", rmsProp.epsilon());
    } else if (rule instanceof Adam adam) {
      put("beta1", adam.beta1());
      put("beta2", adam.beta2());
      put("epsilon", adam.epsilon());
    }
  }

  private void putLearningRate(LearningRate learningRate) {
    if (!(learningRate instanceof LearningRate.Fixed fixed)) {
      put("--learning-rate", "auto");
      return;
    }
    put("--learning-rate", fixed.rate());
    Schedule schedule = fixed.schedule();
    put("--schedule", schedule.label());
    if (schedule instanceof Schedule.Inverse inverse) {
      putSchedule(inverse.gamma(), inverse.power(), null);
    } else if (schedule instanceof Schedule.Step step) {
      putSchedule(step.decay(), null, step.every());
    } else if (schedule instanceof Schedule.Exponential exponential) {
      putSchedule(exponential.gamma(), null, null);
    } else if (schedule instanceof Schedule.Polynomial polynomial) {
      putSchedule(null, polynomial.power(), polynomial.epochs());
    } else if (schedule instanceof Schedule.Sigmoid sigmoid) {
      putSchedule(sigmoid.gamma(), null, sigmoid.middle());
    }
  }

  private void putSchedule(Double rate, Double power, Long epochs) {
    Map<String, Number> given = new LinkedHashMap<>();
    given.put("--schedule-rate", rate);
    given.put("--schedule-power", power);
    given.put("--schedule-epochs", epochs);
    given.values().removeIf(Objects::isNull);
    given.forEach(this::put);
  }

  private void putLoss(Loss loss) {
    put("--loss", loss.label());
    if (loss instanceof HuberLoss huber) {
      put("--huber-delta", huber.delta());
    } else if (loss instanceof QuantileLoss quantile) {
      put("--quantile", quantile.level());
    } else if (loss instanceof Record && !loss.equals(Loss.SQUARED) && !loss.equals(Loss.POISSON)) {
      put("loss", loss); // a caller's own: its text tells it from others of the same label
    }
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

  private static String texts(Set<String> names, Map<String, String> settings) {
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      String text = settings.get(name);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts.isEmpty() ? "no such setting" : String.join(" ", texts);
  }
}
