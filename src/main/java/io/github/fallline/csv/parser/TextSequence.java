package io.github.fallline.csv.parser;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Texts that are parsed one after another, each from the beginning of a record. */
public interface TextSequence {
  /** Whether there is a text behind those that were returned. */
  boolean hasNext();

  /**
   * The next text, which the caller does not close; called when the one before was read to its end,
   * by one thread at a time.
   *
   * @return null if there is none, or it cannot be parsed
   */
  @Nullable InputStream next();
}
