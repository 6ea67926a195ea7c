package io.github.fallline.csv;

import io.github.fallline.argument.Setting;
import java.util.List;

/**
 * Columns that are to be categorical even if they hold numbers.
 *
 * @param origin the setting that names them in errors
 * @param names names or patterns of columns
 */
public record CategoricalRequest(Setting origin, List<String> names) {
  /** Copies the names. */
  public CategoricalRequest {
    names = List.copyOf(names);
  }
}
