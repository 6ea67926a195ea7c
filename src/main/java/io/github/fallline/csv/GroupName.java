package io.github.fallline.csv;

import io.github.fallline.csv.parser.ClusterKey;

/** The names of groups of rows: of equal numbers one, however they are written. */
public final class GroupName {
  private GroupName() {}

  /**
   * The name of the group of a cell.
   *
   * @param cell without blanks around it; may be empty
   */
  public static String of(String cell) {
    return cell.isEmpty() ? cell : ClusterKey.name(cell);
  }
}
