package io.github.fallline.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts a byte in a text, eight bytes at a time. */
public final class Occurrences {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

  private Occurrences() {}

  /** How often an ASCII character is in {@code text} from {@code first} to before {@code end}. */
  public static int of(char character, byte[] text, int first, int end) {
    long pattern = ONES * character;
    int count = 0;
    int at = first;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long differences = (long) EIGHT.get(text, at) ^ pattern;
      count += Long.bitCount(~((differences & LOW_BITS) + LOW_BITS | differences | LOW_BITS));
    }
    for (; at < end; at++) {
      count += text[at] == character ? 1 : 0;
    }
    return count;
  }
}
