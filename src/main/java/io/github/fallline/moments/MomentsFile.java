package io.github.fallline.moments;

import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.InputException;
import io.github.fallline.json.JsonNodeReader;
import io.github.fallline.json.JsonReader;
import io.github.fallline.stats.Moments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file of moments: an uncompressed zip archive as {@code numpy.savez} writes it, which {@code
 * numpy.load} opens and whose parts each have a CRC-32.
 *
 * <ul>
 *   <li>{@code fallline-moments.json}, always first: format, version, names of the columns, rows,
 *       levels of columns of words, dates, treatment of missing values, sources
 *   <li>{@code weight.npy}, shape (): the sum of the weights, n
 *   <li>{@code means.npy}, shape (d,)
 *   <li>{@code products.npy}, shape (d, d), symmetric: sums over the rows of weight times the product
 *       of two deviations from the means; divided by n the covariances
 * </ul>
 *
 * <p>Doubles keep all their bits. The same moments give the same bytes.
 */
public final class MomentsFile {
  static final String FORMAT = "fallline-moments";
  static final long VERSION = 1;

  private static final String ENTRIES = FORMAT + ".json";
  private static final String WEIGHT = "weight.npy";
  private static final String MEANS = "means.npy";
  private static final String PRODUCTS = "products.npy";

  private MomentsFile() {}

  /** Whether a file that can be read begins as a moments file does. */
  public static boolean isMomentsFile(Path file) {
    if (!Files.isRegularFile(file)) {
      return false; // a pipe can be read only once
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      return StoredZip.begins(bytes.readNBytes(StoredZip.beginning(ENTRIES)), ENTRIES);
    } catch (IOException e) {
      return false; // reading it as rows reports the error
    }
  }

  /**
   * Writes moments; the file appears complete or not at all.
   *
   * @throws io.github.fallline.files.OutputException if it cannot be written
   */
  public static void write(Path file, DataMoments moments) {
    byte[] bytes = encode(moments);
    AtomicOutput.write(file, output -> output.stream().write(bytes));
  }

  private static byte[] encode(DataMoments moments) {
    int columns = moments.names().size();
    double[] numbers = moments.moments().toArray();
    double[] means = new double[columns];
    System.arraycopy(numbers, 2, means, 0, columns);
    double[] products = new double[columns * columns];
    int at = 2 + columns;
    for (int j = 0; j < columns; j++) {
      for (int k = j; k < columns; k++, at++) {
        products[j * columns + k] = numbers[at];
        products[k * columns + j] = numbers[at];
      }
    }
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put(ENTRIES, MomentsEntries.write(moments));
    members.put(WEIGHT, NpyArray.encode(new double[] {moments.weight()}));
    members.put(MEANS, NpyArray.encode(means, columns));
    members.put(PRODUCTS, NpyArray.encode(products, columns, columns));
    return StoredZip.encode(members);
  }

  /**
   * Reads moments.
   *
   * @throws InputException if there is no such file, it is no moments file, damaged, or of a version
   *     that this one does not read
   */
  public static DataMoments read(Path file) {
    byte[] bytes = bytes(file);
    if (!StoredZip.begins(bytes, ENTRIES)) {
      throw new InputException(
          file + ": not a moments file; fallline moments makes one of rows");
    }
    try {
      JsonNodeReader entries = JsonReader.of(file, StoredZip.firstMember(bytes));
      requireVersion(entries);
      Map<String, byte[]> members = StoredZip.decode(bytes);
      return MomentsEntries.read(entries, numbers(entries, members));
    } catch (StoredZip.DamageException e) {
      throw new InputException(
          file + ": " + e.getMessage() + "; copy it again, or make it again from the rows", e);
    }
  }

  private static void requireVersion(JsonNodeReader entries) {
    if (!entries.has("format", FORMAT)) {
      throw entries.error("expected \"format\": \"" + FORMAT + "\"; it is no moments file");
    }
    long version = entries.at("version").integer();
    if (version != VERSION) {
      throw entries.error(
          "version "
              + version
              + " of the moments file; expected "
              + VERSION
              + " (read it with the version of fallline that wrote it)");
    }
  }

  /** The numbers as {@link Moments#toArray} gives them. */
  private static Moments numbers(JsonNodeReader entries, Map<String, byte[]> members)
      throws StoredZip.DamageException {
    int columns = entries.at("columns").elements().size();
    double[] means = NpyArray.decode(MEANS, members.get(MEANS), columns);
    double[] products = NpyArray.decode(PRODUCTS, members.get(PRODUCTS), columns, columns);
    double[] numbers = new double[2 + columns + columns * (columns + 1) / 2];
    numbers[0] = entries.at("rows").integer();
    numbers[1] = NpyArray.decode(WEIGHT, members.get(WEIGHT))[0];
    System.arraycopy(means, 0, numbers, 2, columns);
    int at = 2 + columns;
    for (int j = 0; j < columns; j++) {
      System.arraycopy(products, j * columns + j, numbers, at, columns - j);
      at += columns - j;
    }
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw new StoredZip.DamageException("damaged: it holds numbers that are not finite");
      }
    }
    return Moments.ofArray(columns, numbers);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new InputException(file + ": permission to read is denied", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
