package io.github.fallline.files;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compresses data for tests. */
public final class Compressed {
  /** Ways to compress, the first of which leaves the data as it is. */
  public static final int KINDS = 7;

  private Compressed() {}

  /** Compresses data in one of the ways, by number. */
  public static byte[] bytes(byte[] data, int kind) throws IOException {
    if (kind == 6) {
      int half = data.length / 2;
      ByteArrayOutputStream members = new ByteArrayOutputStream();
      members.writeBytes(bytes(Arrays.copyOf(data, half), 1));
      members.writeBytes(bytes(Arrays.copyOfRange(data, half, data.length), 1));
      return members.toByteArray();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = stream(bytes, kind)) {
      out.write(data);
    }
    return bytes.toByteArray();
  }

  private static OutputStream stream(OutputStream out, int kind) throws IOException {
    return switch (kind) {
      case 1 -> new GZIPOutputStream(out);
      case 2 -> new BZip2CompressorOutputStream(out, 1);
      case 3 -> new XZOutputStream(out, new LZMA2Options(0));
      case 4 -> new ZstdOutputStream(out).setChecksum(true);
      case 5 -> zip(out);
      default -> out;
    };
  }

  private static OutputStream zip(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry("data.csv"));
    return zip;
  }
}
