package io.github.fallline.csv;

import io.github.fallline.csv.CsvTable.Speed;
import io.github.fallline.data.Dataset;
import io.github.fallline.data.MissingValues;
import io.github.fallline.data.RowSource;
import io.github.fallline.data.Schema;
import io.github.fallline.files.InputException;
import io.github.fallline.files.TextInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads one text in every way there is: the matrix, or the message of the error, as text. */
final class TableReadings {
  private static final String NAME = "t.csv";

  private final byte[] text;
  private final CsvFormat format;
  private final Schema schema;
  private final MissingValues missing;

  TableReadings(byte[] text, CsvFormat format, Schema schema, MissingValues missing) {
    this.text = text.clone();
    this.format = format;
    this.schema = schema;
    this.missing = missing;
  }

  /**
   * What each way makes of the text: commons-csv, the parser of bytes in chunks of several sizes,
   * on one thread and on three, streamed from a file.
   *
   * @param directory for a file
   */
  Map<String, String> all(Path directory) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    outcomes.put("commons-csv", inMemory(new Speed(1, 0)));
    for (int bytes : new int[] {1, 3, 7, 16, 64, 1 << 18}) {
      outcomes.put("chunks of " + bytes, inMemory(new Speed(1, bytes)));
    }
    outcomes.put("three threads", inMemory(new Speed(3, 16)));
    outcomes.put("streamed", streamed(directory));
    return outcomes;
  }

  private String inMemory(Speed speed) {
    TextInput input = new TextInput(new ByteArrayInputStream(text), NAME);
    try (Dataset rows =
        CsvReader.read(input, format, schema, missing, ReadingOptions.DEFAULT, speed)) {
      return text(rows);
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  private String streamed(Path directory) {
    try {
      Path file = Files.write(directory.resolve(NAME), text);
      TextInput input = TextInput.of(file);
      try (Dataset rows = CsvReader.read(input, format, schema, missing);
          CsvStream stream = new CsvStream(input, format, schema, missing, ReadingOptions.DEFAULT);
          RowSource stored = stream.stored(directory)) {
        return stored.fingerprint().equals(rows.fingerprint()) ? text(rows) : "other rows";
      } catch (InputException e) {
        String inMemory = e.getMessage().replace(file.toString(), NAME);
        return inMemory.equals(streamedError(input).replace(file.toString(), NAME))
            ? inMemory
            : "another error";
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String streamedError(TextInput input) {
    try (CsvStream stream = new CsvStream(input, format, schema, missing, ReadingOptions.DEFAULT);
        RowSource stored = stream.stored(Path.of(System.getProperty("java.io.tmpdir")))) {
      return "no error but " + stored.rows() + " rows";
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  /** Names of the features, and rows of features and target. */
  static String text(Dataset rows) {
    StringBuilder text = new StringBuilder(String.join(" ", rows.featureNames())).append(" |");
    for (int i = 0; i < rows.rows(); i++) {
      text.append(i == 0 ? "" : ";");
      for (double feature : rows.features().getRow(i).toDoubleVector()) {
        text.append(' ').append(number(feature));
      }
      text.append(' ').append(number(rows.targets().getDouble(i)));
    }
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
