package io.github.fallline.cli;

import io.github.fallline.cli.args.CliOption;
import io.github.fallline.cli.args.CommandSpec;
import io.github.fallline.cli.args.Converter;
import io.github.fallline.cli.args.Section;
import io.github.fallline.cli.args.UsageException;
import io.github.fallline.cli.options.CommonOptions;
import io.github.fallline.cli.options.DataOptions;
import io.github.fallline.cli.options.MomentsOptions;
import io.github.fallline.cli.options.OutputPaths;
import io.github.fallline.cli.result.MomentsText;
import io.github.fallline.cli.terminal.CommandIo;
import io.github.fallline.cli.terminal.Terminal;
import io.github.fallline.files.InputException;
import io.github.fallline.json.JsonLine;
import io.github.fallline.moments.DataMoments;
import io.github.fallline.moments.MomentsFile;
import io.github.fallline.text.Plural;
import io.github.fallline.text.Table;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code moments}: writes the sufficient statistics of a table. */
final class MomentsCommand extends Command {
  private static final String RULES = "fail: an error\nskip: drop the row";

  private final DataOptions data = new DataOptions(spec, RULES);
  private final CliOption<List<String>> added =
      spec.section(Section.DATA)
          .names(
              "--add=FILE",
              "Rows or moments whose rows are added to those of DATA; may be given repeatedly."
                  + " Rows are read with the columns, weights and missing values of DATA.");
  private final CliOption<List<String>> removed =
      spec.section(Section.DATA)
          .names(
              "--remove=FILE",
              "Rows or moments whose rows are removed, after all others are added. A note says"
                  + " how many digits that costs.");
  private final MomentsOptions options = new MomentsOptions(spec, data);
  private final CliOption<Path> output =
      spec.section(Section.OUTPUT)
          .required(Converter.PATH, "--output=FILE", "File to write. Required.");
  private final CliOption<Boolean> json = CommonOptions.json(spec);

  MomentsCommand() {
    super(
        new CommandSpec(
            "fallline moments",
            "Write the sufficient statistics of a table, to train from without its rows.",
            "fallline moments DATA... --output=FILE [OPTION]..."));
    spec.description(
        "Reads the rows once. Train then takes the file as DATA: any column as --target, any others"
            + " as features, any --l1 and --l2, by full batch or conjugate gradient. DATA may be"
            + " moments files, too, which are merged in the order given.");
    spec.footer(
        "",
        "Examples:",
        "  fallline moments sales.csv --output sales.moments",
        "  fallline train sales.moments --target price --features area,age",
        "  fallline moments a.moments b.moments --output both.moments",
        "  fallline moments sales.moments --add may.csv --remove april.csv --output new.moments");
  }

  @Override
  int call(CommandIo io) {
    List<Path> moments = data.momentsFiles();
    if (!moments.isEmpty()) {
      MomentsOptions.requireNoColumns(spec, moments.get(0), Set.of());
    }
    List<Path> inputs = data.filesAnd();
    for (String each : added.value()) {
      inputs.add(path("--add", each));
    }
    for (String each : removed.value()) {
      inputs.add(path("--remove", each));
    }
    List<Path> outputs = List.of(output.value());
    OutputPaths.requireUsable(inputs, outputs);
    Terminal terminal = new Terminal(io.err());
    DataMoments all = moments.isEmpty() ? options.read(terminal) : MergedMoments.of(moments);
    for (String each : added.value()) {
      DataMoments more = part("--add", each, all, terminal);
      all = MergedMoments.merge(all, each, more);
    }
    DataMoments before = all;
    for (String each : removed.value()) {
      DataMoments less = part("--remove", each, all, terminal);
      all = MergedMoments.minus(all, each, less);
    }
    if (all.rows() == 0) {
      throw new InputException(data.name() + ": no rows are left");
    }
    MomentsFile.write(output.value(), all);
    if (before != all) {
      MomentsText.digitsLost(all, output.value()).ifPresent(terminal::note);
    }
    OutputPaths.noteWritten(terminal, outputs);
    OutputPaths.reportWriter(io, outputs).println(json.value() ? json(all) : table(all));
    return ExitCodes.DONE;
  }

  private static Path path(String option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(option + ": expected a path, got '" + text + "'");
    }
  }

  private DataMoments part(String option, String file, DataMoments known, Terminal terminal) {
    Path path = path(option, file);
    return MomentsFile.isMomentsFile(path)
        ? MomentsFile.read(path)
        : options.read(file, known, terminal);
  }

  private String table(DataMoments all) {
    Table table = new Table();
    List<String> names = all.names();
    for (String name : names.subList(0, Math.min(MomentsText.MOST_ROWS, names.size()))) {
      table.row(name, all.mean(name));
    }
    int more = names.size() - MomentsText.MOST_ROWS;
    return String.format(
            "%s: moments of %s, %s%nThe means:%n%n",
            output.value(),
            Plural.rows(all.rows(), all.origin().skippedRows()),
            Plural.of(names.size(), "column"))
        + (table.render("  ") + (more > 0 ? "  ... and " + more + " more (see --json)" : ""))
            .stripTrailing();
  }

  private String json(DataMoments all) {
    Map<String, Object> means = new LinkedHashMap<>();
    for (String name : all.names()) {
      means.put(name, all.mean(name));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("output", output.value().toString());
    object.put("rows", all.rows());
    object.put("skippedRows", all.origin().skippedRows());
    object.put("weight", all.weight());
    object.put("columns", new ArrayList<>(all.names()));
    object.put("means", means);
    object.put("digitsLost", all.digitsLost());
    object.put("fingerprint", all.fingerprint());
    return JsonLine.of(object);
  }
}
