package io.github.fallline.data;

import java.util.function.Function;

/** One more pass over rows that were read before. */
public final class SecondPass {
  private SecondPass() {}

  /**
   * Reads the rows once more: a {@link RowSource} itself, a stream from its beginning.
   *
   * @param source read before; stays open
   * @param reader makes one pass over the rows that it gets, and keeps none of them
   * @throws InvalidDataException if the rows cannot be read again, or are not the same
   */
  public static <T> T over(RowStream source, Function<RowStream, T> reader) {
    if (source instanceof RowSource) {
      return reader.apply(source);
    }
    try (RowStream again = source.again().orElseThrow(SecondPass::unreadable)) {
      T result = reader.apply(again);
      if (!again.fingerprint().equals(source.fingerprint())) {
        throw new InvalidDataException(
            "the rows changed between two passes over them; train on data that does not change");
      }
      return result;
    }
  }

  private static InvalidDataException unreadable() {
    return new InvalidDataException(
        "the rows cannot be read a second time; train on a file that can be read again");
  }
}
