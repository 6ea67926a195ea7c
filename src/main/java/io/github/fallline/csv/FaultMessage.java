package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import io.github.fallline.csv.ColumnFault.Kind;
import io.github.fallline.csv.ColumnSample.Nature;
import io.github.fallline.files.ErrorQuote;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The text of the error for invalid cells: where they are, what is expected, the remedies. */
final class FaultMessage {
  /** The rows that are checked to see whether a column is empty. */
  private static final int LOOKED_AT = 1000;

  private static final int LISTED = 10;

  private final ResolvedSchema resolved;
  private final ColumnRemedies remedies;
  private final long firstLine;
  private boolean continued;

  /**
   * @param firstLine the line of the first row
   */
  FaultMessage(ResolvedSchema resolved, long firstLine) {
    this.resolved = resolved;
    this.firstLine = firstLine;
    remedies = resolved.remedies();
  }

  /** Expects other texts behind this one: what all of its rows lack they may have. */
  void expectOtherTexts() {
    continued = true;
  }

  /**
   * The text for faults of different columns.
   *
   * @param name of the text
   * @param cut whether the records below could not all be read
   */
  String of(String name, List<ColumnFault> faults, boolean cut) {
    ColumnFault first = faults.get(0);
    String place = name + ":" + first.line() + ": ";
    return place + (faults.size() == 1 ? single(first, cut) : several(faults, cut));
  }

  private String single(ColumnFault fault, boolean cut) {
    String column = "column '" + ErrorQuote.of(resolved.name(fault.column())) + "' is ";
    int empty = emptyBelow(fault, cut);
    if (empty > 0) {
      return String.format(
          Locale.ROOT,
          "%smissing in %s; expected %ss (%s)",
          column,
          empty < LOOKED_AT ? "every row" : "the first " + (LOOKED_AT + 1) + " rows",
          value(fault).substring("a ".length()),
          remedies.of(fault.column()));
    }
    return column + quoted(fault.cell()) + "; " + expectation(fault);
  }

  private static String quoted(String cell) {
    String shown = ErrorQuote.of(cell);
    return shown.isEmpty() ? "empty" : '"' + shown + '"';
  }

  /**
   * The number of rows below a missing cell of the first row if they have no value either, of as
   * many as are checked; otherwise 0.
   */
  private int emptyBelow(ColumnFault fault, boolean cut) {
    int below = Math.min(LOOKED_AT, fault.rowsBelow());
    boolean known = fault.kind() == Kind.MISSING && fault.line() == firstLine && !continued;
    return known && fault.emptyBelow() >= below && (below == LOOKED_AT || !cut) ? below : 0;
  }

  /** What a column holds, with its article. */
  private String value(ColumnFault fault) {
    if (resolved.isCluster(fault.column())) {
      return "a value";
    }
    if (resolved.date(fault.column()).isPresent()) {
      return "a date";
    }
    return resolved.categorical(fault.column()).isPresent() ? "a word" : "a number";
  }

  private String expectation(ColumnFault fault) {
    int column = fault.column();
    if (fault.kind() == Kind.MISSING) {
      boolean word = !fault.cell().isEmpty() && resolved.categorical(column).isPresent();
      return "expected "
          + value(fault)
          + " ("
          + remedies.missing()
          + (word ? "; if it is a level, name others with " + Setting.MISSING_WORDS : "")
          + ")";
    }
    if (!fault.expectation().isEmpty()) {
      return fault.expectation();
    }
    return switch (nature(fault)) {
      case ISO_DATES, OTHER_DATES ->
          "expected a number, and the column looks like dates ("
              + dateRemedy(fault)
              + ", or "
              + remedies.of(column)
              + ")";
      case IDENTIFIERS ->
          String.format(
              Locale.ROOT,
              "expected a number, and the column looks like an identifier: %d different cells in %s"
                  + " (%s)",
              fault.sample().different(),
              rows(fault.sample()),
              remedies.of(column));
      case NUMBERS -> "expected a number (" + remedies.slip(column) + ")";
      case WORDS ->
          "expected a number ("
              + (fault.kind() == Kind.SLIP ? remedies.slip(column) : remedies.words(column))
              + ")";
    };
  }

  private static String rows(ColumnSample sample) {
    return (sample.isFull() ? "the first " : "") + sample.present() + " rows";
  }

  /** What the column of a word looks like; words where it is no choice to leave it out. */
  private Nature nature(ColumnFault fault) {
    boolean choice = resolved.isFeature(fault.column()) && !remedies.ofModel();
    return choice ? fault.sample().nature(resolved.name(fault.column())) : Nature.WORDS;
  }

  private String dateRemedy(ColumnFault fault) {
    String name = resolved.name(fault.column());
    String days = Setting.DATES_AS_DAYS.with(ErrorQuote.of(name));
    return nature(fault) == Nature.ISO_DATES
        ? days + " makes numbers of them"
        : days + " with their " + Setting.DATE_FORMAT + ", such as d.M.yyyy, makes numbers of them";
  }

  private String several(List<ColumnFault> faults, boolean cut) {
    List<String> shown = new ArrayList<>();
    for (ColumnFault fault : faults.subList(0, Math.min(LISTED, faults.size()))) {
      String finding = emptyBelow(fault, cut) > 0 ? "missing in every row" : quoted(fault.cell());
      shown.add(
          String.format(
              Locale.ROOT,
              "'%s' is %s (line %d)",
              ErrorQuote.of(resolved.name(fault.column())),
              finding,
              fault.line()));
    }
    if (faults.size() > LISTED) {
      shown.add((faults.size() - LISTED) + " more");
    }
    return String.format(
        Locale.ROOT,
        "%d columns cannot be used: %s; expected %s (%s)",
        faults.size(),
        ColumnRemedies.listed(shown),
        expected(faults),
        String.join("; ", remediesOf(faults, cut)));
  }

  private static String expected(List<ColumnFault> faults) {
    boolean values = true;
    for (ColumnFault fault : faults) {
      boolean number = fault.kind() != Kind.UNSEEN && fault.kind() != Kind.NO_DATE;
      if (number && fault.kind() != Kind.MISSING && fault.kind() != Kind.NEEDED) {
        return "numbers";
      }
      values &= number;
    }
    return values ? "values" : "known levels and dates";
  }

  /** The remedies, each once: first to leave columns out, then to read them another way. */
  private Set<String> remediesOf(List<ColumnFault> faults, boolean cut) {
    if (isLineOfUnits(faults)) {
      return Set.of("if line " + firstLine + " holds units or other notes, delete it");
    }
    List<String> out = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<String> slips = new ArrayList<>();
    Set<String> notations = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (ColumnFault fault : faults) {
      String name = resolved.name(fault.column());
      boolean empty = emptyBelow(fault, cut) > 0;
      boolean feature = resolved.isFeature(fault.column());
      if (!feature && (empty || fault.kind() == Kind.WORD || fault.kind() == Kind.INFINITE)) {
        others.add(remedies.of(fault.column()));
      } else if (empty || fault.kind() == Kind.INFINITE) {
        out.add(name);
      } else if (fault.kind() == Kind.WORD) {
        addWord(fault, name, out, words, slips, others);
      } else if (feature && fault.kind() == Kind.SLIP) {
        slips.add(name);
      } else if (fault.kind() != Kind.NOTATION || notations.add(settings(fault.expectation()))) {
        others.add(otherRemedy(fault, name)); // one example of each way to write numbers
      }
    }
    Set<String> all = new LinkedHashSet<>();
    if (!out.isEmpty()) {
      boolean choice = remedies.offersLevels() && !words.isEmpty();
      String which = !choice || words.size() == out.size() ? "" : " for " + names(words);
      all.add(
          remedies.leaveOut(out, out.size() == faults.size() ? "the columns" : names(out))
              + (choice ? " or use " + Setting.ONE_HOT + which : ""));
    }
    if (!slips.isEmpty()) {
      boolean one = slips.size() == 1;
      all.add(
          (one ? "correct the cell of " : "correct the cells of ")
              + names(slips)
              + (one ? ", or leave it empty" : ", or leave them empty"));
    }
    all.addAll(others);
    return all;
  }

  /** Whether all invalid cells are words in the first row, above numbers. */
  private boolean isLineOfUnits(List<ColumnFault> faults) {
    for (ColumnFault fault : faults) {
      String name = resolved.name(fault.column());
      if (fault.kind() != Kind.WORD || fault.sample().nature(name) != Nature.NUMBERS) {
        return false;
      }
    }
    return true;
  }

  private void addWord(
      ColumnFault fault,
      String name,
      List<String> out,
      List<String> words,
      List<String> slips,
      Set<String> others) {
    Nature nature = nature(fault);
    if (nature == Nature.NUMBERS) {
      slips.add(name);
      return;
    }
    out.add(name);
    switch (nature) {
      case ISO_DATES, OTHER_DATES ->
          others.add("'" + ErrorQuote.of(name) + "' looks like dates: " + dateRemedy(fault));
      case IDENTIFIERS -> others.add("'" + ErrorQuote.of(name) + "' looks like an identifier");
      case NUMBERS, WORDS -> words.add(name);
    }
  }

  private String otherRemedy(ColumnFault fault, String name) {
    String column = "'" + ErrorQuote.of(name) + "': ";
    return switch (fault.kind()) {
      case MISSING -> remedies.missing();
      case SLIP -> remedies.of(fault.column());
      case NOTATION -> column + fault.expectation().replace("expected a number ", "");
      default -> column + fault.expectation();
    };
  }

  /** The settings that a remedy names; all of it if it names none. */
  private static String settings(String remedy) {
    return remedy.substring(Math.max(0, remedy.indexOf('(')));
  }

  private static String names(List<String> names) {
    List<String> quoted = new ArrayList<>();
    for (String name : names.subList(0, Math.min(LISTED, names.size()))) {
      quoted.add("'" + ErrorQuote.of(name) + "'");
    }
    if (names.size() > LISTED) {
      quoted.add((names.size() - LISTED) + " more");
    }
    return ColumnRemedies.listed(quoted);
  }
}
