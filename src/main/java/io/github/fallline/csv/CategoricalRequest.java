package io.github.fallline.csv;

import java.util.List;

/**
 * Columns that are to be categorical even if they hold numbers.
 *
 * @param origin what names them in errors, such as an option of a command
 * @param names names or patterns of columns
 */
public record CategoricalRequest(String origin, List<String> names) {
  /** Copies the names. */
  public CategoricalRequest {
    names = List.copyOf(names);
  }
}
