package io.github.fallline.files;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/**
 * Kinds of compressed data, detected by their first bytes. Several members, streams or frames are
 * one text.
 */
enum Compression {
  GZIP("gzip", ".gz", "zcat"),
  BZIP2("bzip2", ".bz2", "bzcat"),
  XZ("xz", ".xz", "xzcat"),
  ZSTANDARD("Zstandard", ".zst", "zstdcat");

  private static final long XZ_MAGIC = 0xfd377a585a00L;
  private static final int ZSTANDARD_MAGIC = 0x28b52ffd;
  private static final int SKIPPABLE_MAGIC = 0x502a4d18;
  private static final int BZIP2_MAGIC = 0x425a68;
  private static final long BZIP2_BLOCK = 0x314159265359L;
  private static final long BZIP2_END = 0x177245385090L;

  private final String title;
  private final String suffix;
  private final String command;

  Compression(String title, String suffix, String command) {
    this.title = title;
    this.suffix = suffix;
    this.command = command;
  }

  /** The compression of data with these first bytes; null if it is none. */
  static @Nullable Compression of(byte[] head) {
    if (head.length < 2) {
      return null;
    }
    int first = head[0] & 0xff;
    if (first == 0x1f && (head[1] & 0xff) == 0x8b) {
      return GZIP;
    }
    if (first == 'B' && number(head, 0, 3) == BZIP2_MAGIC) {
      long block = number(head, 4, 6);
      return block == BZIP2_BLOCK || block == BZIP2_END ? BZIP2 : null;
    }
    if (first == 0xfd && number(head, 0, 6) == XZ_MAGIC) {
      return XZ;
    }
    long four = number(head, 0, 4);
    return four == ZSTANDARD_MAGIC || (four & 0xf0ffffffL) == SKIPPABLE_MAGIC ? ZSTANDARD : null;
  }

  /** Whether these are the first bytes of a zip archive. */
  static boolean isZip(byte[] head) {
    if (head.length < 4 || head[0] != 'P' || head[1] != 'K') {
      return false;
    }
    return (head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6);
  }

  /** The number in some bytes, the highest first; -1 if there are fewer. */
  private static long number(byte[] head, int from, int count) {
    if (head.length < from + count) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < from + count; i++) {
      number = (number << Byte.SIZE) | (head[i] & 0xff);
    }
    return number;
  }

  /** Its name in messages, such as {@code gzip data}. */
  String title() {
    return title + " data";
  }

  /** The remedy for data that is compressed twice. */
  String innerRemedy(Compression inner, String file) {
    return "decompress it once: " + command + " " + file + " > data" + inner.suffix;
  }

  /**
   * Opens compressed data. The classes of a kind are loaded only here, those of libraries included.
   *
   * @param source buffered
   * @throws IOException if the data does not begin as it should
   */
  InputStream open(InputStream source) throws IOException {
    return switch (this) {
      case GZIP -> Gzip.open(source);
      case BZIP2 -> Bzip2.open(source);
      case XZ -> Xz.open(source);
      case ZSTANDARD -> Zstandard.open(source);
    };
  }

  /** The reason that data cannot be decompressed although it is whole; null if it is damaged. */
  @Nullable String limit(Throwable cause) {
    return switch (this) {
      case GZIP, BZIP2 -> null;
      case XZ -> Xz.limit(cause);
      case ZSTANDARD -> Zstandard.limit(cause);
    };
  }

  private static final class Gzip {
    static InputStream open(InputStream source) throws IOException {
      return new GzipStream(source);
    }
  }

  private static final class Bzip2 {
    static InputStream open(InputStream source) throws IOException {
      return new BZip2CompressorInputStream(source, true);
    }
  }

  private static final class Xz {
    /** That of {@code xz -9} takes 65 MiB. */
    private static final int MOST_KIBIBYTES = 1 << 18;

    static InputStream open(InputStream source) throws IOException {
      return new XZInputStream(source, MOST_KIBIBYTES);
    }

    static @Nullable String limit(Throwable cause) {
      return cause instanceof MemoryLimitException
          ? "needs more than 256 MiB to be decompressed; compress it again with xz -9 or less"
          : null;
    }
  }

  private static final class Zstandard {
    static InputStream open(InputStream source) {
      return new ZstandardStream(source);
    }

    static @Nullable String limit(Throwable cause) {
      return cause instanceof ZstdException known
              && known.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()
          ? "needs a window of more than 128 MiB; compress it again without --long or --ultra"
          : null;
    }
  }
}
