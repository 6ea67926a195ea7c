package io.github.fallline.faults;

import java.util.Locale;

/**
 * One call of a run to the system that may fail.
 *
 * @param call what was asked for
 * @param file the name of the file without folders; empty for memory
 */
public record Point(Call call, String file) {
  /** What the system is asked for. */
  public enum Call {
    /** To open a file for reading. */
    OPEN(Family.READING),
    /** To read from it, or get its length. */
    READ(Family.READING),
    /** To say what a path leads to. */
    LOOK(Family.LOOKING),
    /** To create a file or open it for writing. */
    CREATE(Family.WRITING),
    /** To write to it. */
    WRITE(Family.WRITING),
    /** To put what was written on the disk. */
    FORCE(Family.WRITING),
    /** To move it in the place of another. */
    RENAME(Family.WRITING),
    /** To change its permissions. */
    PERMIT(Family.WRITING),
    /** To delete it. */
    DELETE(Family.DELETING),
    /** To give native memory. */
    ALLOCATE(Family.ALLOCATING);

    private final Family family;

    Call(Family family) {
      this.family = family;
    }

    /** What else fails where this fails for good. */
    public Family family() {
      return family;
    }
  }

  /** Calls that fail together. */
  public enum Family {
    READING,
    LOOKING,
    WRITING,
    DELETING,
    ALLOCATING
  }

  @Override
  public String toString() {
    return (call.name().toLowerCase(Locale.ROOT) + " " + file).strip();
  }
}
