package io.github.fallline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.csv.CsvFormat;
import io.github.fallline.csv.CsvStream;
import io.github.fallline.csv.DataTable;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.descent.GradientMethod;
import io.github.fallline.descent.Trainer;
import io.github.fallline.descent.Training;
import io.github.fallline.descent.TrainingConfig;
import io.github.fallline.descent.TrainingFile;
import io.github.fallline.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs and the command line write the same model files. */
class LibraryFileTest {
  @TempDir Path directory;

  private Path table() throws IOException {
    StringBuilder text = new StringBuilder("id,area,city,zone,price\n");
    String[] cities = {"Bern", "Chur", "Basel"};
    for (int i = 0; i < 40; i++) {
      String area = i == 7 ? "NA" : Integer.toString(40 + 7 * i % 60);
      int price = 100 + 7 * i % 60 * 2 + 10 * (i % 3) + i % 5 + i % 4;
      text.append("a%d,%s,%s,%d,%d\n".formatted(i, area, cities[i % 3], i % 4, price));
    }
    return Files.writeString(directory.resolve("houses.csv"), text);
  }

  private static void write(Path file, TrainingConfig config, DataTable table) {
    try (Dataset data = table.read()) {
      Training training = new Trainer(config).fit(data);
      TrainingFile.write(file, config, training, data, table.schema());
    }
  }

  private static DataTable columns(Path file) {
    return DataTable.of("price", file).withExcluded("id").withMissing(MissingValues.SKIP);
  }

  @Test
  void modelFilesAreThoseOfTheCommandLineToTheByte() throws IOException {
    Path file = table();
    Path byCommand = directory.resolve("command.json");
    Path byProgram = directory.resolve("program.json");
    TrainingConfig config =
        TrainingConfig.of(new GradientMethod.FullBatch()).withL2(0.01).withTolerance(1e-10);
    Object[] arguments = {
      "train",
      file,
      "--target",
      "price",
      "--exclude",
      "id",
      "--missing",
      "skip",
      "--l2",
      "0.01",
      "--tolerance",
      "1e-10",
      "--categorical",
      "one-hot",
      "--model-output",
      byCommand
    };
    assertEquals(0, Run.of(arguments).code());

    write(byProgram, config, columns(file).withOneHot());

    assertEquals(Files.readString(byCommand), Files.readString(byProgram));
  }

  @Test
  void statisticsAreKeptAndNamedRowsPredicted() throws IOException {
    Path file = table();
    Path byCommand = directory.resolve("command.json");
    Path byProgram = directory.resolve("program.json");
    Object[] arguments = {
      "train",
      file,
      "--target",
      "price",
      "--exclude",
      "id",
      "--missing",
      "skip",
      "--categorical",
      "city,zone",
      "--model-output",
      byCommand
    };
    assertEquals(0, Run.of(arguments).code());

    TrainingConfig config = TrainingConfig.of(new GradientMethod.FullBatch());
    write(byProgram, config, columns(file).withCategorical("city", "zone"));

    assertEquals(Files.readString(byCommand), Files.readString(byProgram));
    ModelFile.Stored model = ModelFile.read(byProgram);
    assertTrue(model.statistics().isPresent());
    Path row = Files.writeString(directory.resolve("row.csv"), "area,city,zone\n55,Chur,2\n");
    double predicted =
        Double.parseDouble(
            Run.done("predict", row, "--model", byCommand)
                .out()
                .strip()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow());
    assertEquals(
        predicted, model.predict(Map.of("area", 55, "city", "Chur", "zone", 2)), 1e-12 * predicted);
  }

  @Test
  void aTableIsReadAtOnceOrAsAStreamWithTheSameColumns() throws IOException {
    DataTable table = columns(table()).withCategorical("city").withFormat(CsvFormat.DETECT);
    try (Dataset data = table.read();
        CsvStream stream = table.stream()) {
      assertEquals(39, data.rows());
      assertEquals(List.of("area", "city=Bern", "city=Chur", "zone"), data.featureNames());
      assertEquals(data.featureNames(), stream.featureNames());
    }
    try (Dataset data = table.withoutIntercept().read()) {
      assertEquals(
          List.of("area", "city=Basel", "city=Bern", "city=Chur", "zone"), data.featureNames());
    }
  }
}
