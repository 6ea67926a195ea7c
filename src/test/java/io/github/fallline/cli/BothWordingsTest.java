package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvReader;
import io.github.fallline.csv.DataTable;
import io.github.fallline.csv.ReadingOptions;
import io.github.fallline.data.CellFormat;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.DateColumn;
import io.github.fallline.data.Exposure;
import io.github.fallline.data.MappedTargets;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.MissingWords;
import io.github.fallline.data.Schema;
import io.github.fallline.data.UnseenLevels;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Preconditioning;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.files.TextFiles;
import io.github.fallline.model.ModelFile;
import io.github.fallline.objective.Loss;
import io.github.fallline.optim.Adam;
import io.github.fallline.optim.LearningRate;
import io.github.fallline.optim.Momentum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One fault, as a program and as the command line meets it: each names its own remedy. */
class BothWordingsTest {
  private static final TrainingConfig FULL = TrainingConfig.of(new GradientMethod.FullBatch());
  private static final TrainingConfig BATCHES = TrainingConfig.of(new GradientMethod.MiniBatch());

  @TempDir private Path directory;

  /** What a program does with a file. */
  private interface Use {
    void of(Path file);
  }

  /**
   * A fault.
   *
   * @param text of the file; lines end in ~
   * @param words in the error of Java
   * @param options of {@code train --target y}
   * @param worded in the error of the command line
   */
  private record Fault(String text, Use use, String words, String options, String worded) {}

  private static Fault read(
      String text, String words, String options, String worded, CsvFormat format) {
    return new Fault(
        text,
        file -> DataTable.of("y", file).withFormat(format).read().close(),
        words,
        options,
        worded);
  }

  private static Fault table(String text, Use use, String words, String options, String worded) {
    return new Fault(text, use, words, options, worded);
  }

  private static Fault schema(Use use, String words, String options, String worded) {
    return new Fault("a,w,y~1,2,3~2,3,5~", use, words, options, worded);
  }

  private static Fault trained(TrainingConfig config, String words, String options, String worded) {
    Use use =
        file -> {
          config.requireCompatible();
          try (Dataset data = DataTable.of("y", file).read()) {
            new Trainer(config).fit(data);
          }
        };
    return new Fault("a,w,y~1,2,3~2,3,5~3,1,1~4,4,9~", use, words, options, worded);
  }

  static List<Fault> faultsOfTables() {
    CsvFormat detect = CsvFormat.DETECT;
    CellFormat comma = CellFormat.DEFAULT.withDecimalComma(true);
    return List.of(
        read("a,y~1,2~,3~", "(MissingValues.SKIP drops", "", "(--missing skip drops", detect),
        read("a,b~1,2~", "'y' for Schema.target;", "", "'y' for --target;", detect),
        read(
            "a b,y~x,2~z,3~",
            "Schema.withExcluded(\"a b\") or use DataTable.withOneHot)",
            "",
            "--exclude 'a b' or use --categorical one-hot)",
            detect),
        read(
            "a,y~1,2~x,3~3,4~",
            "Schema.withExcluded(\"a\"); DataTable.withCategorical(\"a\") treats",
            "",
            "--exclude a; --categorical-columns a treats",
            detect),
        read("a,y~1,x~2,z~", "another Schema.target)", "", "another --target)", detect),
        read(
            "a,y~\"1,5\",2~",
            "(or use CellFormat.withDecimalComma)",
            "",
            "(or use --decimal-comma)",
            detect),
        read(
            "a,y~\"$1,234\",2~",
            "(or use CellFormat.withCurrency and CellFormat.withThousands(','))",
            "",
            "(or use --currency and --thousands ,)",
            detect),
        read(
            "a;y~1.234,5;2~",
            "(or use CellFormat.withThousands('.'))",
            "--decimal-comma",
            "(or use --thousands .)",
            detect.withCells(comma)),
        read("t~a,y~1,2~", "CsvFormat.withSkipLines(1))", "", "(use --skip-lines 1)", detect),
        read("#t~#u~a,y~1,2~", "CsvFormat.withComment('#'))", "", "--comment '#')", detect),
        read("1,2~3,4~", "use CsvFormat.withoutHeader", "", "use --no-header", detect),
        read("a,y~\\N,2~", "MissingWords.of(\"\\\\N\"))", "", "--missing-values '\\N')", detect),
        read(
            "d,y~2024-01-31,2~2024-02-01,3~",
            "(DateColumn.days(\"d\") makes",
            "",
            "(--date d=days makes",
            detect),
        read(
            "d,y~31.1.2024,2~1.2.2024,3~",
            "with their DateColumn.withFormat,",
            "",
            "with their --date-format,",
            detect),
        read(
            "y~1~2~",
            "(Schema.withoutFeatures fits a constant)",
            "",
            "(train --intercept-only fits a constant)",
            detect),
        read(
            "a,y~1,2~",
            "more than CsvFormat.withSkipLines(9)",
            "--skip-lines 9",
            "more than --skip-lines 9",
            detect.withSkipLines(9)),
        table(
            "a,b,y~x,1,2~z,2,3~",
            file -> DataTable.of("y", file).withFeatures("a", "b").read().close(),
            "leave 'a' out of Schema.withFeatures",
            "--features a,b",
            "leave 'a' out of --features"),
        table(
            "a,y~1,2~",
            file -> DataTable.of("y", file).withCategorical("q").read().close(),
            "no column 'q' for DataTable.withCategorical",
            "--categorical-columns q",
            "no column 'q' for --categorical-columns"),
        table(
            "a,w,y~1,,2~",
            file ->
                CsvReader.readWeighted(
                        TextFiles.of(List.of(file)),
                        CsvFormat.DETECT,
                        Schema.target("y").withWeight("w"),
                        MissingValues.MEAN,
                        ReadingOptions.DEFAULT)
                    .close(),
            "MissingValues.MEAN does not fill in (MissingValues.SKIP",
            "--weight w --missing mean",
            "--missing mean does not fill in (--missing skip"));
  }

  static List<Fault> faultsOfSettings() {
    Schema labelled = Schema.target("y");
    return List.of(
        schema(
            file -> labelled.withFeatures("a").withExcluded("w"),
            "Schema.withFeatures and Schema.withExcluded: expected one",
            "--features a --exclude w",
            "--features and --exclude: expected one"),
        schema(
            file -> labelled.withFeatures("a", "a"),
            "Schema.withFeatures: expected different",
            "--features a,a",
            "--features: expected different"),
        schema(
            file -> labelled.withExposure(new Exposure("y", Exposure.Kind.OFFSET)),
            "both Exposure.Kind.OFFSET and Schema.target",
            "--offset y --loss poisson",
            "both --offset and --target"),
        schema(
            file -> labelled.withExposure(new Exposure("y", Exposure.Kind.EXPOSURE)),
            "both Exposure.Kind.EXPOSURE and Schema.target",
            "--exposure y --loss poisson",
            "both --exposure and --target"),
        schema(
            file -> labelled.withWeight("y"),
            "both Schema.withWeight and Schema.target",
            "--weight y",
            "both --weight and --target"),
        schema(
            file -> labelled.withWeight("w").withCluster("w"),
            "both Schema.withCluster and Schema.withWeight",
            "--weight w --cluster w",
            "both --cluster and --weight"),
        schema(
            file -> DateColumn.days("a").withFormat("d.M"),
            "DateColumn.withFormat 'd.M': expected a year",
            "--date a --date-format d.M",
            "--date-format 'd.M': expected a year"),
        schema(
            file -> MissingWords.of(""),
            "MissingWords.of: expected no empty",
            "--missing-values a,,b",
            "--missing-values: expected no empty"),
        schema(
            file ->
                CsvFormat.DETECT
                    .withSeparator(',')
                    .withCells(CellFormat.DEFAULT.withDecimalComma(true)),
            "CellFormat.withDecimalComma: the separator is a comma too; use another"
                + " CsvFormat.withSeparator",
            "--separator , --decimal-comma",
            "--decimal-comma: the separator is a comma too; use another --separator"),
        schema(
            file -> CellFormat.DEFAULT.withThousands('.'),
            "CellFormat.withThousands: a point marks",
            "--thousands .",
            "--thousands: a point marks"),
        schema(
            file -> new GradientMethod.MiniBatch(0),
            "MiniBatch.size: expected at least 1",
            "--method mini-batch --batch-size 0",
            "--batch-size: expected at least 1"),
        schema(
            file -> FULL.withTolerance(-1),
            "StopRule.tolerance: expected a number >= 0",
            "--tolerance -1",
            "--tolerance: expected a number >= 0"));
  }

  static List<Fault> faultsOfTraining() {
    return List.of(
        trained(
            FULL.withL1(1).withUpdate(new Momentum(0.9)),
            "Penalty.l1 requires PlainUpdate, got momentum",
            "--l1 1 --update momentum",
            "--l1 requires --update plain, got momentum"),
        trained(
            TrainingConfig.of(new GradientMethod.FullBatch(GradientMethod.Gradients.MOMENTS))
                .withLoss(Loss.POISSON),
            "Gradients.MOMENTS requires squared errors and at most 1024 features; use"
                + " Gradients.ROWS",
            "--gradient moments --loss poisson",
            "--gradient moments requires squared errors and at most 1024 features; use"
                + " --gradient rows"),
        trained(
            TrainingConfig.of(
                    new GradientMethod.MiniBatch(
                        2, new GradientMethod.Acceleration(Preconditioning.WHITEN, false)))
                .withL2(1),
            "use Preconditioning.NONE",
            "--method mini-batch --batch-size 2 --precondition whiten --l2 1",
            "use --precondition none"),
        trained(
            FULL.withLearningRate(LearningRate.fixed(1e6)).withEpochs(500),
            "or use LearningRate.AUTO.",
            "--learning-rate 1e6 --epochs 500",
            "or use --learning-rate auto."),
        trained(
            BATCHES.withUpdate(new Adam()).withStandardize(false),
            "leave out TrainingConfig.withStandardize(false) or set a"
                + " TrainingConfig.withLearningRate",
            "--method mini-batch --update adam --no-standardize",
            "leave out --no-standardize or set a --learning-rate"));
  }

  @ParameterizedTest
  @MethodSource({"faultsOfTables", "faultsOfSettings", "faultsOfTraining"})
  void aProgramReadsSettingsOfJava(Fault fault) throws IOException {
    Path file = Files.writeString(directory.resolve("d.csv"), fault.text.replace('~', '\n'));

    Exception error = assertThrows(RuntimeException.class, () -> fault.use.of(file));

    assertTrue(error.getMessage().contains(fault.words), error.getMessage());
    assertFalse(Pattern.compile("--[a-z]").matcher(error.getMessage()).find(), error.getMessage());
  }

  @ParameterizedTest
  @MethodSource({"faultsOfTables", "faultsOfSettings", "faultsOfTraining"})
  void aUserReadsOptions(Fault fault) throws IOException {
    Path file = Files.writeString(directory.resolve("d.csv"), fault.text.replace('~', '\n'));
    List<Object> words = new ArrayList<>(List.of("train", file, "--target", "y"));
    words.addAll(fault.options.isEmpty() ? List.of() : List.of(fault.options.split(" ")));

    Run run = Run.of(words.toArray());

    assertTrue(run.err().contains(fault.worded), run.err());
    assertTrue(run.code() >= 2, run.err());
  }

  @Test
  void notesAndReasonsAreWordedForTheirReaders() throws IOException {
    Path file = Files.writeString(directory.resolve("d.csv"), "a,y\n1,3\n2,5\n4,6\n7,3\n");
    Path report = directory.resolve("r.html");
    Training squares;
    Training counts;
    try (Dataset data = DataTable.of("y", file).read()) {
      TrainingConfig slow = FULL.withLearningRate(LearningRate.fixed(1e-3)).withEpochs(2);
      squares = new Trainer(slow).fit(data);
      counts = new Trainer(FULL.withLoss(Loss.POISSON)).fit(data);
    }

    Run slow =
        Run.of(
            "train",
            file,
            "--target",
            "y",
            "--learning-rate",
            "1e-3",
            "--epochs",
            "2",
            "--report",
            report);
    Run poisson = Run.of("train", file, "--target", "y", "--loss", "poisson", "--json");

    String note = squares.notes().toString();
    assertTrue(note.contains(" More StopRule.epochs reduce the gap."), note);
    assertTrue(slow.err().contains(" More --epochs reduce the gap."), slow.err());
    assertTrue(Files.readString(report).contains(" More --epochs reduce the gap."));
    String reason = counts.inference().omitted().orElseThrow();
    assertTrue(reason.endsWith("ask for them with LossInference.of"), reason);
    String told = poisson.json().at("/statisticsOmitted").asString();
    assertTrue(told.endsWith("ask for them with --standard-errors classical"), told);
  }

  @Test
  void predictionsNameTheirOwnRemedies() throws IOException {
    Path file =
        Files.writeString(directory.resolve("d.csv"), "a,c,y\n1,u,3\n2,v,5\n4,u,6\n7,v,3\n");
    Path model = directory.resolve("m.json");
    Run.of("train", file, "--target", "y", "--categorical", "one-hot", "--model-output", model);
    Path missing = Files.writeString(directory.resolve("missing.csv"), "a,c\n,u\n");
    Path unseen = Files.writeString(directory.resolve("unseen.csv"), "a,c\n1,w\n");
    Schema schema = ModelFile.read(model).schema(Optional.empty(), UnseenLevels.FAIL);

    Exception without = assertThrows(RuntimeException.class, () -> CsvReader.read(missing, schema));
    Exception other = assertThrows(RuntimeException.class, () -> CsvReader.read(unseen, schema));

    assertTrue(
        without
            .getMessage()
            .endsWith(
                "(MissingValues.KEEP writes NA for such rows, MissingValues.MEAN fills them in)"),
        without.getMessage());
    assertTrue(other.getMessage().contains("(UnseenLevels.ZERO encodes"), other.getMessage());
    assertTrue(
        Run.of("predict", missing, "--model", model)
            .err()
            .contains("(--missing skip writes NA for such rows, --missing mean fills them in)"));
    assertTrue(
        Run.of("predict", unseen, "--model", model).err().contains("(--unseen zero encodes"));
  }

  @Test
  void logarithmsOfNegativeTargetsNameTheirOptionOrMethod() throws IOException {
    Path file = Files.writeString(directory.resolve("d.csv"), "a,y\n1,3\n2,-5\n4,6\n");

    Exception error =
        assertThrows(
            RuntimeException.class,
            () -> {
              try (Dataset data = DataTable.of("y", file).read()) {
                new Trainer(FULL).fit(MappedTargets.logarithms(data));
              }
            });
    Run run = Run.of("train", file, "--target", "y", "--log-target");

    String message = error.getMessage();
    assertTrue(message.contains("MappedTargets.logarithms needs targets above 0"), message);
    assertTrue(message.contains("use Loss.POISSON for counts"), message);
    assertTrue(run.err().contains("--log-target needs targets above 0"), run.err());
    assertTrue(run.err().contains("use --loss poisson for counts"), run.err());
  }
}
