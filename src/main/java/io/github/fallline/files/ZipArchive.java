package io.github.fallline.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The tables in a zip archive. */
final class ZipArchive {
  private static final String DAMAGED =
      "its zip data is damaged or ends too early; copy or compress it again";

  private ZipArchive() {}

  /**
   * The entries of an archive that are tables, by name: all of them if no name ends as that of a
   * table. Directories, hidden entries and those of {@code __MACOSX} are left out.
   *
   * @param name of the archive, for errors and in the names of its entries if there are several
   * @throws InputException if there is none, or the archive cannot be read
   */
  static List<TextInput> tables(Path path, String name) {
    TreeMap<String, ZipEntry> tables = new TreeMap<>();
    TreeMap<String, ZipEntry> others = new TreeMap<>();
    try (ZipFile archive = new ZipFile(path.toFile())) {
      for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        requireNoWorkbook(entry, name, path);
        if (!entry.isDirectory() && !isHidden(entry.getName())) {
          boolean table = PathExpansion.isTable(entry.getName());
          (table ? tables : others).put(entry.getName(), entry);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(name, e);
    }
    List<TextInput> texts = new ArrayList<>();
    TreeMap<String, ZipEntry> chosen = tables.isEmpty() ? others : tables;
    for (ZipEntry entry : chosen.values()) {
      String called = chosen.size() == 1 ? name : name + "!/" + entry.getName();
      texts.add(TextInput.ofEntry(called, path, entry.getName(), entry.getCompressedSize()));
    }
    if (texts.isEmpty()) {
      throw new InputException(name + ": a zip archive without files; expected a table in it");
    }
    return texts;
  }

  private static boolean isHidden(String entry) {
    return entry.startsWith("__MACOSX/")
        || entry.startsWith(".", entry.lastIndexOf('/') + 1)
        || entry.contains("/__MACOSX/");
  }

  /** Rejects archives that are documents of other programs. */
  private static void requireNoWorkbook(ZipEntry entry, String name, Path path) {
    FileFormat format =
        switch (entry.getName()) {
          case "[Content_Types].xml" -> FileFormat.SPREADSHEET;
          case "META-INF/manifest.xml" -> FileFormat.OPEN_DOCUMENT;
          default -> entry.getName().endsWith(".npy") ? FileFormat.NUMPY_ARCHIVE : null;
        };
    if (format != null) {
      throw format.error(name, path.toString());
    }
  }

  private static InputException unreadable(String name, Exception cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("encrypted")) {
      return new InputException(
          name + ": a zip archive with a password; unpack it, and read the file in it", cause);
    }
    return cause instanceof IOException known && !(cause instanceof ZipException)
        ? TextInput.unreadable(name, known)
        : new InputException(name + ": " + DAMAGED, cause);
  }

  /**
   * Opens an entry. Its checksum is compared at its end, which the JDK does not.
   *
   * @return a stream that expects the bytes of the entry
   * @throws IOException if the archive cannot be read
   */
  static CountingInputStream open(Path path, String entryName) throws IOException {
    ZipFile archive = null;
    try {
      archive = new ZipFile(path.toFile());
      ZipEntry entry = archive.getEntry(entryName);
      if (entry == null) {
        throw new DamagedDataException("the archive has changed while it was read", null);
      }
      InputStream text = new Entry(archive, archive.getInputStream(entry), entry);
      return new CountingInputStream(text, true, Math.max(0, entry.getSize()));
    } catch (ZipException | IllegalArgumentException e) {
      close(archive);
      String method = String.valueOf(e.getMessage());
      throw new DamagedDataException(
          method.contains("compression method")
              ? "'" + entryName + "' is compressed in a way other than deflate; unpack it"
              : DAMAGED,
          e);
    } catch (IOException e) {
      close(archive);
      throw e;
    }
  }

  private static void close(ZipFile archive) throws IOException {
    if (archive != null) {
      archive.close();
    }
  }

  /** The text of an entry. A failure is thrown again by every later read. */
  private static final class Entry extends FilterInputStream {
    private final ZipFile archive;
    private final ZipEntry entry;
    private final CRC32 sum = new CRC32();
    private long size;
    private IOException failure;
    private volatile boolean closed;

    Entry(ZipFile archive, InputStream in, ZipEntry entry) {
      super(in);
      this.archive = archive;
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (failure != null) {
        throw failure;
      }
      try {
        int count = in.read(target, offset, length);
        if (count < 0) {
          requireWhole();
        } else {
          sum.update(target, offset, count);
          size += count;
        }
        return count;
      } catch (IOException e) {
        failure = closed ? e : new DamagedDataException(DAMAGED, e);
        throw failure;
      }
    }

    private void requireWhole() throws IOException {
      boolean known = entry.getCrc() >= 0 && entry.getSize() >= 0;
      if (known && (size != entry.getSize() || sum.getValue() != entry.getCrc())) {
        throw new ZipException("wrong checksum");
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      closed = true;
      in.close();
      archive.close();
    }
  }
}
