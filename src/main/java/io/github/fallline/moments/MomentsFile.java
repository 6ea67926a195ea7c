package io.github.fallline.moments;

import io.github.fallline.files.AtomicOutput;
import io.github.fallline.files.InputException;
import io.github.fallline.stats.Moments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of moments: an uncompressed zip archive of arrays as {@code numpy.savez} writes it,
 * which {@code numpy.load} opens and whose parts each have a CRC-32.
 *
 * <ul>
 *   <li>{@code fallline-moments}, always first, strings of shape (k, 2): names and values of {@code
 *       version}, {@code rows}, {@code skippedRows}, {@code missing}, {@code weight} (the column)
 *       and {@code digitsLost}
 *   <li>{@code columns}, strings of shape (d,): the names of the columns
 *   <li>{@code levels}, strings of shape (l, 2): the columns of words and their levels, of which
 *       each has a column {@code name=level}
 *   <li>{@code dates}, strings of shape (k, 3): the columns of dates, their parts and formats
 *   <li>{@code sources}, strings of shape (s, 4): the sets of rows, their checksums, numbers of
 *       rows, and whether they were added or removed
 *   <li>{@code weight}, shape (): the sum of the weights, n
 *   <li>{@code means}, shape (d,)
 *   <li>{@code products}, shape (d, d), symmetric: sums over the rows of weight times the product
 *       of two deviations from the means; divided by n the covariances
 * </ul>
 *
 * <p>Doubles keep all their bits. The same moments give the same bytes.
 */
public final class MomentsFile {
  static final String VERSION = "1";

  private static final String ABOUT = "fallline-moments.npy";
  private static final String COLUMNS = "columns.npy";
  private static final String LEVELS = "levels.npy";
  private static final String DATES = "dates.npy";
  private static final String SOURCES = "sources.npy";
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
      return StoredZip.begins(bytes.readNBytes(StoredZip.beginning(ABOUT)), ABOUT);
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
    members.put(ABOUT, NpyStrings.encode(MomentsEntries.about(moments), 2));
    members.put(COLUMNS, NpyStrings.encode(moments.names(), 0));
    members.put(LEVELS, NpyStrings.encode(MomentsEntries.levels(moments.categorical()), 2));
    members.put(DATES, NpyStrings.encode(MomentsEntries.dates(moments.dates()), 3));
    members.put(SOURCES, NpyStrings.encode(MomentsEntries.sources(moments.origin().sources()), 4));
    members.put(WEIGHT, NpyArray.encode(new double[] {moments.weight()}));
    members.put(MEANS, NpyArray.encode(means, columns));
    members.put(PRODUCTS, NpyArray.encode(products, columns, columns));
    return StoredZip.encode(members);
  }

  /**
   * Reads moments.
   *
   * @throws InputException if there is no such file, it is no moments file, damaged, or of a
   *     version that this one does not read
   */
  public static DataMoments read(Path file) {
    byte[] bytes = bytes(file);
    if (!StoredZip.begins(bytes, ABOUT)) {
      throw new InputException(file + ": not a moments file; fallline moments makes one of rows");
    }
    try {
      Map<String, String> about = about(file, StoredZip.firstMember(bytes));
      Map<String, byte[]> members = StoredZip.decode(bytes);
      List<String> names = NpyStrings.decode(COLUMNS, members.get(COLUMNS), 0);
      MomentColumns columns =
          new MomentColumns(
              names,
              MomentsEntries.categorical(NpyStrings.decode(LEVELS, members.get(LEVELS), 2)),
              MomentsEntries.dateColumns(NpyStrings.decode(DATES, members.get(DATES), 3)));
      MomentsOrigin origin =
          MomentsEntries.origin(about, NpyStrings.decode(SOURCES, members.get(SOURCES), 4));
      long rows = Long.parseLong(MomentsEntries.value(about, "rows"));
      return DataMoments.of(columns, numbers(names.size(), rows, members), origin);
    } catch (StoredZip.DamageException e) {
      throw new InputException(
          file + ": " + e.getMessage() + "; copy it again, or make it again from the rows", e);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          file + ": damaged: " + e.getMessage() + "; make it again from the rows", e);
    }
  }

  /** Reads the first part, whose version says what the others are. */
  private static Map<String, String> about(Path file, byte[] bytes)
      throws StoredZip.DamageException {
    List<String> cells = NpyStrings.decode(ABOUT, bytes, 2);
    Map<String, String> about = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i += 2) {
      about.put(cells.get(i), cells.get(i + 1));
    }
    String version = MomentsEntries.value(about, "version");
    if (!version.equals(VERSION)) {
      throw new InputException(
          "%s: moments file of version %s; expected version %s (read it with the version of fallline that wrote it)"
              .formatted(file, version, VERSION));
    }
    return about;
  }

  /** The numbers as {@link Moments#toArray} gives them. */
  private static Moments numbers(int columns, long rows, Map<String, byte[]> members)
      throws StoredZip.DamageException {
    if (columns > DataMoments.MOST_COLUMNS) {
      throw new StoredZip.DamageException(
          "%d columns; expected at most %d".formatted(columns, DataMoments.MOST_COLUMNS));
    }
    double[] means = NpyArray.decode(MEANS, members.get(MEANS), columns);
    double[] products = NpyArray.decode(PRODUCTS, members.get(PRODUCTS), columns, columns);
    double[] numbers = new double[2 + columns + columns * (columns + 1) / 2];
    numbers[0] = rows;
    numbers[1] = NpyArray.decode(WEIGHT, members.get(WEIGHT))[0];
    if (rows < 0 || numbers[1] < 0) {
      throw new StoredZip.DamageException("damaged: a negative number of rows");
    }
    System.arraycopy(means, 0, numbers, 2, columns);
    int at = 2 + columns;
    for (int j = 0; j < columns; j++) {
      System.arraycopy(products, j * columns + j, numbers, at, columns - j);
      if (products[j * columns + j] < 0) {
        throw new StoredZip.DamageException("damaged: a sum of squares is negative");
      }
      for (int k = 0; k < j; k++) {
        if (products[j * columns + k] != products[k * columns + j]) {
          throw new StoredZip.DamageException("damaged: its products are not symmetric");
        }
      }
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
