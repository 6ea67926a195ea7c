package io.github.fallline.cli.args;

import java.util.HashMap;
import java.util.Map;

/**
 * The options behind the settings of the library, by the names that errors about settings begin
 * with. A table, because an option and its setting may be called differently.
 */
final class SettingNames {
  private static final Map<String, String> OPTIONS = new HashMap<>();

  static {
    OPTIONS.put("batch size", "--batch-size");
    OPTIONS.put("comment", "--comment");
    OPTIONS.put("date", "--date");
    OPTIONS.put("decimal-comma", "--decimal-comma");
    OPTIONS.put("epochs", "--epochs");
    OPTIONS.put("huber delta", "--huber-delta");
    OPTIONS.put("initial weight", "--initial-weight");
    OPTIONS.put("l1", "--l1");
    OPTIONS.put("l2", "--l2");
    OPTIONS.put("learning rate", "--learning-rate");
    OPTIONS.put("momentum", "--momentum");
    OPTIONS.put("patience", "--patience");
    OPTIONS.put("quantile", "--quantile");
    OPTIONS.put("rows per epoch", "--rows-per-epoch");
    OPTIONS.put("schedule decay", "--schedule-rate");
    OPTIONS.put("schedule epochs", "--schedule-epochs");
    OPTIONS.put("schedule every", "--schedule-epochs");
    OPTIONS.put("schedule gamma", "--schedule-rate");
    OPTIONS.put("schedule middle", "--schedule-epochs");
    OPTIONS.put("schedule power", "--schedule-power");
    OPTIONS.put("skip-lines", "--skip-lines");
    OPTIONS.put("target gap", "--gap");
    OPTIONS.put("thousands", "--thousands");
    OPTIONS.put("threads", "--threads");
    OPTIONS.put("tolerance", "--tolerance");
  }

  private SettingNames() {}

  /** An error about a setting as one about the option that gives it. */
  static String asOption(String message) {
    int end = message.indexOf(": ");
    String option = end < 0 ? null : OPTIONS.get(message.substring(0, end));
    return option == null ? message : option + message.substring(end);
  }
}
