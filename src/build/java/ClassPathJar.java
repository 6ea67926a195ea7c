import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * Writes a jar that stands for all libraries beside it: its manifest lists them, and its index
 * tells which of them has which package.
 *
 * <p>JavaCPP looks some hundred times for native libraries that are not there, each time in every
 * jar; with the index, which JDK 17 reads, it is told at once. A start becomes 40 ms faster. JDKs
 * from 18 on leave the index alone and go by the manifest.
 *
 * <p>Through an index each name is found once. So where several libraries provide a service, their
 * lists of providers are put together here.
 */
public final class ClassPathJar {
  private static final LocalDateTime BEGINNING = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ClassPathJar() {}

  /**
   * Writes the jar.
   *
   * @param arguments the file to write, and a class path; directories on it are left out
   */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    List<Path> jars = new ArrayList<>();
    for (String element : arguments[1].split(File.pathSeparator, -1)) {
      if (element.endsWith(".jar")) {
        jars.add(Path.of(element));
      }
    }
    Files.createDirectories(target.toAbsolutePath().getParent());
    try (OutputStream file = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(entry(JarFile.MANIFEST_NAME));
      manifest(jars).write(jar);
      jar.putNextEntry(entry("META-INF/INDEX.LIST"));
      jar.write(index(target, jars).getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, List<String>> service : services(jars).entrySet()) {
        if (service.getValue().size() > 1) {
          jar.putNextEntry(entry(service.getKey()));
          jar.write(String.join("\n", service.getValue()).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  /** The lists of providers of each service, one a library. */
  private static Map<String, List<String>> services(List<Path> jars) throws IOException {
    Map<String, List<String>> lists = new TreeMap<>();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        for (JarEntry each : file.stream().toList()) {
          if (each.getName().startsWith("META-INF/services/") && !each.isDirectory()) {
            byte[] list = file.getInputStream(each).readAllBytes();
            lists
                .computeIfAbsent(each.getName(), name -> new ArrayList<>())
                .add(new String(list, StandardCharsets.UTF_8));
          }
        }
      }
    }
    return lists;
  }

  /** The same bytes whenever it is written. */
  private static ZipEntry entry(String name) {
    JarEntry entry = new JarEntry(name);
    entry.setTimeLocal(BEGINNING);
    return entry;
  }

  private static Manifest manifest(List<Path> jars) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.CLASS_PATH,
        jars.stream().map(ClassPathJar::name).collect(Collectors.joining(" ")));
    return manifest;
  }

  /** As the JAR file specification has it: each jar, and the folders with files in it. */
  private static String index(Path target, List<Path> jars) throws IOException {
    StringBuilder text = new StringBuilder("JarIndex-Version: 1.0\n\n");
    text.append(name(target)).append("\n\n");
    for (Path jar : jars) {
      text.append(name(jar)).append('\n');
      for (String folder : folders(jar)) {
        text.append(folder).append('\n');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static Set<String> folders(Path jar) throws IOException {
    Set<String> folders = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry each : file.stream().toList()) {
        String name = each.getName().replaceFirst("^META-INF/versions/\\d+/", "");
        boolean ownMatter = name.equals(JarFile.MANIFEST_NAME) || name.endsWith(".jar");
        if (!each.isDirectory() && !ownMatter) {
          folders.add(name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : name);
        }
      }
    }
    return folders;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
