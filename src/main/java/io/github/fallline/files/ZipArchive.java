package io.github.fallline.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The tables in a zip archive. */
final class ZipArchive {
  private static final String DAMAGED =
      "its zip data is damaged or ends too early; copy or compress it again";

  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private ZipArchive() {}

  /** The place of a file within an archive. */
  static final class Place {
    private final long offset;
    private final long bytes;
    private final long size;
    private final long sum;
    private final boolean deflated;

    Place(ZipArchiveEntry entry) {
      offset = entry.getDataOffset();
      bytes = entry.getCompressedSize();
      size = entry.getSize();
      sum = entry.getCrc();
      deflated = entry.getMethod() == DEFLATED;
    }

    /** The bytes that it takes in the archive. */
    long bytes() {
      return bytes;
    }
  }

  /**
   * The entries of an archive that are tables, by name: all of them if no name ends as that of a
   * table. Directories, hidden entries and those of {@code __MACOSX} are left out.
   *
   * @param name of the archive, for errors and in the names of its entries if there are several
   * @throws InputException if there is none, or the archive cannot be read
   */
  static List<TextInput> tables(Path path, String name) {
    TreeMap<String, ZipArchiveEntry> tables = new TreeMap<>();
    TreeMap<String, ZipArchiveEntry> others = new TreeMap<>();
    try (SeekableByteChannel channel = Files.newByteChannel(path);
        ZipFile archive = ZipFile.builder().setSeekableByteChannel(channel).get()) {
      Enumeration<ZipArchiveEntry> all = archive.getEntries();
      while (all.hasMoreElements()) {
        ZipArchiveEntry entry = all.nextElement();
        requireNoWorkbook(entry, name, path);
        if (!entry.isDirectory() && !isHidden(entry.getName())) {
          boolean table = PathExpansion.isTable(entry.getName());
          (table ? tables : others).put(entry.getName(), entry);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(name + ": " + DAMAGED, e);
    }
    List<TextInput> texts = new ArrayList<>();
    TreeMap<String, ZipArchiveEntry> chosen = tables.isEmpty() ? others : tables;
    for (ZipArchiveEntry entry : chosen.values()) {
      requireReadable(entry, name);
      String called = chosen.size() == 1 ? name : name + "!/" + entry.getName();
      texts.add(TextInput.ofEntry(called, path, new Place(entry)));
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
  private static void requireNoWorkbook(ZipArchiveEntry entry, String name, Path path) {
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

  private static void requireReadable(ZipArchiveEntry entry, String name) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new InputException(
          name + ": a zip archive with a password; unpack it, and read the file in it");
    }
    if (entry.getMethod() != DEFLATED && entry.getMethod() != STORED) {
      throw new InputException(
          String.format(
              "%s: '%s' is compressed in a way other than deflate; unpack it, and read the file",
              name, ErrorQuote.of(entry.getName())));
    }
    if (entry.getDataOffset() < 0 || entry.getCompressedSize() < 0 || entry.getSize() < 0) {
      throw new InputException(name + ": " + DAMAGED);
    }
  }

  /**
   * Opens the bytes of an entry as they are in the archive.
   *
   * @throws IOException if the archive cannot be read
   */
  static InputStream open(Path path, Place place) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(path);
    try {
      channel.position(place.offset);
      return new Part(Channels.newInputStream(channel), place.bytes);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The text of an entry, whose size and checksum are compared at its end. */
  static InputStream decompressed(InputStream bytes, Place place) {
    InputStream text =
        place.deflated ? new InflaterInputStream(bytes, new Inflater(true), 1 << 16) : bytes;
    return new Checked(text, place);
  }

  /** A number of bytes of a stream. */
  private static final class Part extends FilterInputStream {
    private long left;

    Part(InputStream in, long bytes) {
      super(in);
      left = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  /** The text of an entry. A failure is thrown again by every later read. */
  private static final class Checked extends FilterInputStream {
    private final Place place;
    private final CRC32 sum = new CRC32();
    private long size;
    private @Nullable IOException failure;
    private volatile boolean closed;

    Checked(InputStream in, Place place) {
      super(in);
      this.place = place;
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
      if (size != place.size || sum.getValue() != place.sum) {
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
      super.close();
    }
  }
}
