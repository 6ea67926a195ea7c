package io.github.fallline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that stands for the libraries beside it, against a class path that lists them. */
class ClassPathJarTest {
  private static final List<Path> JARS = jars();

  @TempDir private Path directory;

  private static List<Path> jars() {
    List<Path> jars = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (each.endsWith(".jar")) {
        jars.add(Path.of(each));
      }
    }
    return jars;
  }

  private Path write(String name) throws IOException, InterruptedException {
    Path target = directory.resolve("lib").resolve(name);
    int code =
        new ProcessBuilder(
                JavaProcess.launcher(),
                JavaProcess.SHORT,
                Path.of("src/build/java/ClassPathJar.java").toString(),
                target.toString(),
                System.getProperty("java.class.path"))
            .inheritIO()
            .start()
            .waitFor();
    assertEquals(0, code);
    return target;
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void everythingIsFoundThatIsInTheLibraries() throws IOException, InterruptedException {
    Path jar = write("class-path.jar");
    Set<String> resources = new TreeSet<>();
    for (Path library : JARS) {
      Files.copy(library, jar.resolveSibling(library.getFileName()));
      try (JarFile file = new JarFile(library.toFile())) {
        file.stream()
            .filter(each -> !each.isDirectory())
            .map(each -> each.getName())
            .filter(name -> !name.startsWith("META-INF/") || name.startsWith("META-INF/services/"))
            .forEach(resources::add);
      }
    }
    URL[] listed = JARS.stream().map(ClassPathJarTest::url).toArray(URL[]::new);
    int services = 0;
    try (URLClassLoader found = new URLClassLoader(new URL[] {url(jar)}, null);
        URLClassLoader expected = new URLClassLoader(listed, null)) {
      for (String resource : resources) {
        if (resource.startsWith("META-INF/services/")) {
          assertEquals(providers(expected, resource), providers(found, resource), resource);
          services++;
        } else {
          assertNotNull(found.getResource(resource), resource);
        }
      }
      assertNull(found.getResource("org/bytedeco/openblas/linux-x86_64/libnone.so"));
    }
    assertTrue(services > 0);
  }

  private static Set<String> providers(ClassLoader loader, String service) throws IOException {
    Set<String> providers = new TreeSet<>();
    for (URL list : Collections.list(loader.getResources(service))) {
      try (InputStream in = list.openStream()) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .forEach(providers::add);
      }
    }
    return providers;
  }

  @Test
  void theSameBytesComeEachTime() throws IOException, InterruptedException {
    assertEquals(-1, Files.mismatch(write("class-path.jar"), write("again/class-path.jar")));
  }
}
