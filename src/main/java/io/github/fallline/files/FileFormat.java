package io.github.fallline.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Formats of files that are not plain text, detected by their first bytes, not by their names. */
enum FileFormat {
  SPREADSHEET("an Excel workbook (xlsx)", Remedy.SHEET),
  OPEN_DOCUMENT("an OpenDocument spreadsheet", Remedy.SHEET),
  NUMPY_ARCHIVE("a NumPy archive (npz)", Remedy.NUMPY),
  ZIP(
      "a zip archive",
      "unpack it: unzip -p FILE > data.csv",
      "PK\u0003\u0004",
      "PK\u0005\u0006",
      "PK\u0007\u0008"),
  BZIP2("damaged bzip2 data", "copy or compress it again", "BZh"),
  LZMA("lzma data", "decompress it: xzcat FILE > data.csv", "]\u0000\u0000"),
  LZ4("lz4 data", "decompress it: lz4cat FILE > data.csv", "\u0004\"M\u0018"),
  SNAPPY("Snappy data", "decompress it", "\u00ff\u0006\u0000\u0000sNaPpY"),
  COMPRESS("compress data (Z)", "decompress it: zcat FILE > data.csv", "\u001f\u009d"),
  SEVEN_ZIP("a 7z archive", "unpack it: 7z e FILE", "7z\u00bc\u00af'\u001c"),
  RAR("a rar archive", "unpack it: unrar e FILE", "Rar!\u001a\u0007"),
  TAR("a tar archive", "unpack it: tar -xf FILE"),
  PARQUET("Parquet data", Remedy.EXPORT, "PAR1", "PARE"),
  ORC("ORC data", Remedy.EXPORT, "ORC"),
  AVRO("Avro data", Remedy.EXPORT, "Obj\u0001"),
  ARROW("Arrow data (Feather)", Remedy.EXPORT, "ARROW1", "FEA1", "\u00ff\u00ff\u00ff\u00ff"),
  HDF5("HDF5 data", Remedy.EXPORT, "\u0089HDF\r\n\u001a\n"),
  NETCDF("NetCDF data", Remedy.EXPORT, "CDF\u0001", "CDF\u0002", "CDF\u0005"),
  NUMPY("a NumPy array (npy)", Remedy.NUMPY, "\u0093NUMPY"),
  PICKLE(
      "a Python pickle",
      Remedy.EXPORT,
      "\u0080\u0002",
      "\u0080\u0003",
      "\u0080\u0004",
      "\u0080\u0005"),
  R_DATA("R data", Remedy.R, "RDX2\n", "RDX3\n", "RDA2\n", "RDA3\n", "X\n\u0000\u0000\u0000"),
  MATLAB("MATLAB data", Remedy.EXPORT, "MATLAB 5.0 MAT-file", "MATLAB 7.3 MAT-file"),
  STATA("Stata data", Remedy.EXPORT, "<stata_dta>"),
  SPSS("SPSS data", Remedy.EXPORT, "$FL2", "$FL3"),
  SAS("SAS data", Remedy.EXPORT, "\0\0\0\0\0\0\0\0\0\0\0\0\u00c2\u00ea\u0081`"),
  SQLITE("an SQLite database", Remedy.EXPORT, "SQLite format 3\u0000"),
  DUCKDB("a DuckDB database", Remedy.EXPORT),
  OLD_OFFICE(
      "an Excel workbook (xls)", Remedy.SHEET, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
  PDF("a PDF document", "extract its table as CSV", "%PDF-"),
  RICH_TEXT("a rich text document", "save it as plain text", "{\\rtf"),
  IMAGE("an image", "check the path", "\u0089PNG\r\n", "\u00ff\u00d8\u00ff", "GIF8"),
  PROGRAM("a program", "check the path", "\u007fELF");

  /** The bytes that are examined. */
  static final int BYTES = 512;

  private static final int TAR_PLACE = 257;
  private static final int DUCKDB_PLACE = 8;

  private final String title;
  private final String remedy;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> beginnings;

  FileFormat(String title, String remedy, String... beginnings) {
    this.title = title;
    this.remedy = remedy;
    this.beginnings = List.of(beginnings);
  }

  /** Remedies shared by several formats. */
  private static final class Remedy {
    static final String EXPORT = "export the table as CSV";
    static final String SHEET = "save the sheet as CSV";
    static final String NUMPY = "save it with numpy.savetxt";
    static final String R = "write it with write.csv";
  }

  /** The format of a file by its first bytes; empty for text and for unknown formats. */
  static Optional<FileFormat> of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    for (FileFormat format : values()) {
      if (format.begins(text) && (format == PDF || format == RICH_TEXT || !isText(head))) {
        return Optional.of(format == ZIP ? zip(text) : format);
      }
    }
    return Optional.empty();
  }

  private boolean begins(String head) {
    if (this == TAR) {
      return head.startsWith("ustar", TAR_PLACE);
    }
    if (this == DUCKDB) {
      return head.startsWith("DUCK", DUCKDB_PLACE);
    }
    for (String beginning : beginnings) {
      if (head.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static FileFormat zip(String head) {
    if (head.contains("mimetypeapplication/vnd.oasis.opendocument")) {
      return OPEN_DOCUMENT;
    }
    if (head.contains("[Content_Types].xml")
        || head.contains("xl/")
        || head.contains("docProps/")
        || head.contains("_rels/")) {
      return SPREADSHEET;
    }
    return head.contains(".npy") ? NUMPY_ARCHIVE : ZIP;
  }

  /** Whether bytes are UTF-8 text; the last character may be truncated. */
  private static boolean isText(byte[] head) {
    for (byte next : head) {
      if (next >= 0 && next < ' ' && next != '\n' && next != '\r' && next != '\t') {
        return false;
      }
    }
    int failures = 0;
    for (int cut = 0; cut < 4 && cut < head.length; cut++) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, head.length - cut));
        return true;
      } catch (CharacterCodingException e) {
        failures++; // perhaps of the last character alone
      }
    }
    return failures == 0;
  }

  /**
   * The error for a file of this format.
   *
   * @param name of the text
   * @param path to the file; null for a stream
   */
  InputException error(String name, @Nullable String path) {
    return new InputException(
        "%s: %s; expected CSV, plain or compressed (%s)"
            .formatted(name, title, remedy.replace("FILE", quoted(path))));
  }

  /** A path as a shell needs it; {@code FILE} for a stream, whose path is null. */
  static String quoted(@Nullable String path) {
    if (path == null) {
      return "FILE";
    }
    return path.matches("[\\w./+-]+") ? path : "'" + path + "'";
  }
}
