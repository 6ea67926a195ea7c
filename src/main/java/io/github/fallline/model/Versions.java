package io.github.fallline.model;

import io.github.fallline.blas.NativeLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** The versions of the program, Java and ND4J. */
public final class Versions {
  /** Jars of ND4J name no version in their manifest, but carry what Maven wrote at their build. */
  private static final String ND4J_BUILD = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private static final String OPENBLAS_BUILD =
      "/META-INF/maven/org.bytedeco/openblas/pom.properties";

  private Versions() {}

  /** The versions of fallline, nd4j and java, in this order. */
  public static Map<String, String> current() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("fallline", fallline());
    versions.put("nd4j", nd4j());
    versions.put("java", System.getProperty("java.version"));
    return versions;
  }

  /** The version of this library; "development" when it runs from classes instead of its jar. */
  static String fallline() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The BLAS behind ND4J, by name, version and the kind of processor that it has chosen. */
  public static String blas() {
    return "OpenBLAS "
        + ofBuild(OPENBLAS_BUILD)
        + NativeLibraries.processorKind().map(kind -> ", routines for " + kind).orElse("");
  }

  private static String nd4j() {
    return ofBuild(ND4J_BUILD);
  }

  private static String ofBuild(String resource) {
    try (InputStream stream = Nd4j.class.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
