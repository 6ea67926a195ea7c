package io.github.fallline.cli.jvm;

import io.github.fallline.blas.NativeLibraries;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Error messages for libraries that are missing or cannot be loaded. */
public final class LibraryErrors {
  private static final Pattern EARLIER = Pattern.compile("NoClassDefFoundError: ([\\w/$]+)");
  private static final String UNUSABLE_CLASS = "Could not initialize class";

  private LibraryErrors() {}

  /** A sentence with place and remedy; empty if an error has another reason. */
  public static Optional<String> finding(Throwable error) {
    boolean linkage = false;
    int depth = 0;
    for (Throwable cause = error; cause != null && depth < 20; cause = cause.getCause()) {
      Optional<String> name = missingClass(cause);
      if (name.isPresent()) {
        return Optional.of(missing(name.get().replace('/', '.')));
      }
      linkage |= cause instanceof UnsatisfiedLinkError || isUnusableClass(cause);
      depth++;
    }
    return linkage ? Optional.of(NativeLibraries.finding()) : Optional.empty();
  }

  private static Optional<String> missingClass(Throwable error) {
    String text = String.valueOf(error.getMessage());
    if (text.contains(UNUSABLE_CLASS) || text.contains("(wrong name")) {
      return Optional.empty();
    }
    if (error instanceof NoClassDefFoundError || error instanceof ClassNotFoundException) {
      return Optional.of(text);
    }
    // What another thread met first comes as the text of that error.
    Matcher earlier = EARLIER.matcher(text);
    return error instanceof ExceptionInInitializerError && earlier.find()
        ? Optional.of(earlier.group(1))
        : Optional.empty();
  }

  /** Classes that use native libraries are unusable where these are. */
  private static boolean isUnusableClass(Throwable error) {
    String text = String.valueOf(error.getMessage());
    return error instanceof NoClassDefFoundError
        && text.contains(UNUSABLE_CLASS)
        && (text.contains("bytedeco") || text.contains("nd4j") || text.contains("fallline.blas"));
  }

  private static String missing(String name) {
    return libraries()
        + ": a library is missing (no class "
        + name
        + "); this folder must lie beside fallline.jar, complete: move or copy both together";
  }

  /** The folder of the libraries: beside the jar that this class is in. */
  private static String libraries() {
    try {
      CodeSource source = LibraryErrors.class.getProtectionDomain().getCodeSource();
      Path jar = Path.of(source.getLocation().toURI());
      return jar.resolveSibling("lib").toString();
    } catch (URISyntaxException | RuntimeException e) {
      return "lib";
    }
  }
}
