package io.github.fallline.cli.args;

import io.github.fallline.argument.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words a message of the library for a user of the command line: options take the place of the
 * {@link Setting settings} that it names.
 *
 * <p>What looks like a setting in quotes or in a path is text of the user, such as a cell, and
 * stays.
 */
public final class OptionWording {
  /** Stands for a value within the value of an option. */
  private static final String VALUE = "%s";

  private static final String MORE = "...";

  private final String message;
  private final StringBuilder worded = new StringBuilder();
  private int at;

  private OptionWording(String message) {
    this.message = message;
  }

  /** The message with options in place of settings. */
  public static String of(String message) {
    return new OptionWording(message).worded();
  }

  /** The messages with options in place of settings. */
  public static List<String> of(List<String> messages) {
    List<String> worded = new ArrayList<>();
    for (String message : messages) {
      worded.add(of(message));
    }
    return worded;
  }

  /** The option of a setting, with its value if the setting is one value of it. */
  public static String option(Setting setting) {
    return switch (setting) {
      case TARGET -> "--target";
      case FEATURES, SYNTHETIC_FEATURES -> "--features";
      case EXCLUDED -> "--exclude";
      case NO_FEATURES -> "train --intercept-only";
      case WEIGHT -> "--weight";
      case CLUSTER -> "--cluster";
      case EXPOSURE -> "--exposure";
      case OFFSET -> "--offset";
      case DATES, DATE_PART -> "--date";
      case DATES_AS_DAYS -> "--date %s=days";
      case DATE_FORMAT -> "--date-format";
      case CATEGORICAL -> "--categorical-columns";
      case CATEGORICAL_REQUEST -> "--categorical";
      case ONE_HOT -> "--categorical one-hot";
      case UNSEEN_ZERO -> "--unseen zero";
      case KEPT -> "--keep";
      case CACHE -> "--cache";
      case MISSING_FAIL -> "--missing fail";
      case MISSING_SKIP, MISSING_KEEP -> "--missing skip";
      case MISSING_MEAN -> "--missing mean";
      case MISSING_WORDS -> "--missing-values";
      case SEPARATOR -> "--separator";
      case NO_HEADER -> "--no-header";
      case HEADER -> "--header";
      case SKIP_LINES -> "--skip-lines";
      case COMMENT -> "--comment";
      case CHARSET -> "--encoding";
      case DECIMAL_COMMA -> "--decimal-comma";
      case THOUSANDS -> "--thousands";
      case PERCENT -> "--percent";
      case CURRENCY -> "--currency";
      case QUERY_URL -> "--jdbc";
      case QUERY_SQL -> "--query";
      case QUERY_DRIVERS -> "--driver FILE.jar";
      case QUERY_FETCH_SIZE -> "--fetch-size";
      case CONFIG -> "--%s";
      case FULL_BATCH -> "--method full-batch";
      case BATCH_SIZE -> "--batch-size";
      case GRADIENTS_FROM_MOMENTS -> "--gradient moments";
      case GRADIENTS_FROM_ROWS -> "--gradient rows";
      case WHITENING -> "--precondition whiten";
      case NO_WHITENING -> "--precondition none";
      case UPDATE -> "--update";
      case PLAIN_UPDATE -> "--update plain";
      case ADAM -> "--update adam";
      case NESTEROV -> "--update nesterov";
      case CONJUGATE_GRADIENT -> "--update conjugate-gradient";
      case MOMENTUM, NESTEROV_MOMENTUM -> "--momentum";
      case LEARNING_RATE -> "--learning-rate";
      case AUTOMATIC_RATE -> "--learning-rate auto";
      case INVERSE_DECAY, STEP_DECAY, EXPONENTIAL_DECAY, SIGMOID_DECAY -> "--schedule-rate";
      case INVERSE_POWER, POLYNOMIAL_POWER -> "--schedule-power";
      case STEP_EPOCHS, POLYNOMIAL_EPOCHS, SIGMOID_MIDDLE -> "--schedule-epochs";
      case STANDARDIZED -> "--standardize";
      case NOT_STANDARDIZED -> "--no-standardize";
      case INITIAL_WEIGHT -> "--initial-weight";
      case SHUFFLE -> "--shuffle";
      case NO_SHUFFLE -> "--no-shuffle";
      case ROWS_PER_EPOCH -> "--rows-per-epoch";
      case L1 -> "--l1";
      case L2 -> "--l2";
      case FOLDS -> "--folds";
      case FOLD_COLUMN -> "--fold-column";
      case GROUPS -> "--by";
      case FOLD_BLOCKS -> "--fold-block";
      case PATH_MIX -> "--mix";
      case PATH_PENALTIES -> "--penalties";
      case PATH_RATIO -> "--smallest-penalty";
      case FORWARD_SELECTION -> "--subsets forward";
      case POISSON -> "--loss poisson";
      case HUBER_DELTA -> "--huber-delta";
      case QUANTILE -> "--quantile";
      case LOG_TARGET -> "--log-target";
      case EPOCHS, MOST_EPOCHS -> "--epochs";
      case TOLERANCE -> "--tolerance";
      case PATIENCE -> "--patience";
      case THREADS, READING_THREADS -> "--threads";
      case DOUBLE_PRECISION -> "--precision double";
      case TARGET_GAP -> "--gap";
      case CLASSICAL_ERRORS -> "--standard-errors classical";
      case HC1_ERRORS -> "--standard-errors hc1";
      case NO_STATISTICS -> "--standard-errors none";
      case REPETITIONS -> "--repetitions";
      case MOST_SECONDS -> "--seconds";
      case SYNTHETIC_ROWS -> "--rows";
      case SYNTHETIC_NOISE -> "--noise";
      case SYNTHETIC_CONDITION -> "--condition";
    };
  }

  private String worded() {
    while (at < message.length()) {
      Setting setting = startsName() ? settingHere() : null;
      if (setting == null) {
        worded.append(message.charAt(at));
        at++;
      } else {
        at += setting.toString().length();
        if (setting == Setting.CONFIG) {
          addListed();
        } else {
          addOption(option(setting));
        }
      }
    }
    return worded.toString();
  }

  /** Whether a name begins here, outside of quotes. */
  private boolean startsName() {
    if (!Character.isJavaIdentifierStart(message.charAt(at))) {
      return false;
    }
    char before = at == 0 ? ' ' : message.charAt(at - 1);
    return !Character.isJavaIdentifierPart(before) && "'\"./\\".indexOf(before) < 0;
  }

  /** The setting with the longest name here; null if there is none. */
  private @Nullable Setting settingHere() {
    @Nullable Setting longest = null;
    for (Setting setting : Setting.values()) {
      String words = setting.toString();
      if (message.startsWith(words, at)
          && endsName(at + words.length())
          && (longest == null || words.length() > longest.toString().length())) {
        longest = setting;
      }
    }
    return longest;
  }

  private boolean endsName(int end) {
    return end == message.length()
        || !Character.isJavaIdentifierPart(message.charAt(end - 1))
        || !Character.isJavaIdentifierPart(message.charAt(end));
  }

  /** Adds an option, with the values in parentheses here if there are any. */
  private void addOption(String option) {
    int start = at;
    List<String> values = values();
    int place = option.indexOf(VALUE);
    if (values.isEmpty()) {
      at = start;
      worded.append(place < 0 ? option : option.substring(0, option.indexOf(' ')));
      return;
    }
    int space = place < 0 ? option.length() : option.lastIndexOf(' ', place);
    String form = place < 0 ? VALUE : option.substring(space + 1);
    List<String> formed = new ArrayList<>();
    for (String value : values) {
      formed.add(value.equals(MORE) ? value : form.replace(VALUE, value));
    }
    worded.append(option, 0, space).append(' ').append(quoted(String.join(",", formed)));
  }

  /** Adds an option for each setting in brackets here. */
  private void addListed() {
    int end = message.startsWith("[", at) ? message.indexOf(']', at) : -1;
    if (end < 0) {
      worded.append(Setting.CONFIG);
      return;
    }
    List<String> options = new ArrayList<>();
    for (String setting : message.substring(at + 1, end).split(", ", -1)) {
      options.add(option(Setting.CONFIG).replace(VALUE, setting));
    }
    worded.append(String.join(" ", options));
    at = end + 1;
  }

  /** The values in parentheses here, as fields of CSV; none if there are no such values. */
  private List<String> values() {
    List<String> values = new ArrayList<>();
    if (at == message.length() || message.charAt(at) != '(') {
      return values;
    }
    do {
      at += values.isEmpty() ? 1 : 2;
      String value = value();
      if (value.isEmpty()) {
        return List.of();
      }
      values.add(value);
    } while (message.startsWith(", ", at));
    if (at == message.length() || message.charAt(at) != ')') {
      return List.of();
    }
    at++;
    return values;
  }

  /** The literal here as a field of CSV; empty if there is none. */
  private String value() {
    char first = at < message.length() ? message.charAt(at) : ' ';
    if (first == '"' || first == '\'') {
      String text = literal(first);
      return first == '"' ? field(text) : text;
    }
    int start = at;
    while (at < message.length() && (isDigit(message.charAt(at)) || message.charAt(at) == '.')) {
      at++;
    }
    return message.substring(start, at);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private String literal(char quote) {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < message.length() && message.charAt(at) != quote) {
      boolean escape = message.charAt(at) == '\\' && at + 1 < message.length();
      at += escape ? 1 : 0;
      text.append(message.charAt(at));
      at++;
    }
    at = Math.min(at + 1, message.length());
    return text.toString();
  }

  /** A name as a field of CSV: in double quotes if it would not be one otherwise. */
  private static String field(String name) {
    boolean special =
        name.isEmpty()
            || name.indexOf(',') >= 0
            || name.startsWith("\"")
            || !name.strip().equals(name);
    return special ? '"' + name.replace("\"", "\"\"") + '"' : name;
  }

  /** Quotes a text for a shell. */
  private static String quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_-.,=+".indexOf(c) < 0) {
        return "'" + text.replace("'", "'\\''") + "'";
      }
    }
    return text;
  }
}
