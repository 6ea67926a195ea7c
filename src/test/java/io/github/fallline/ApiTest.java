package io.github.fallline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fallline.data.Dataset;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The API: what users see of the packages that are not internal. */
class ApiTest {
  private static final String BASE = "io.github.fallline.";

  /** Types of others that users of the API see: the arrays and graphs of ND4J. */
  private static final Set<String> OUTSIDE =
      Set.of(
          "org.nd4j.autodiff.samediff.SDVariable",
          "org.nd4j.autodiff.samediff.SameDiff",
          "org.nd4j.linalg.api.buffer.DataType",
          "org.nd4j.linalg.api.ndarray.INDArray",
          "org.nd4j.linalg.dataset.DataSet");

  /** Types whose signatures mention internal types, each with its reason. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "compare.ConvergenceFile", "reads content of which report.comparison has the root",
          "descent.distributed.DistributedObjective", "made by the trainer in descent only",
          "descent.distributed.LocalSgdSolver", "made by the trainer in descent only",
          "leastsquares.ResidualPass", "descent shares its threads with it",
          "stats.MomentsPass", "descent shares its threads with it");

  /** The public types of the API, nested ones among them. */
  private static List<Class<?>> api() throws IOException, URISyntaxException {
    Path root = Path.of(Dataset.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String path =
            root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
        String name = path.substring(0, path.length() - ".class".length());
        if (name.startsWith(BASE) && !name.endsWith("-info") && isOfApi(packageOf(name))) {
          Class<?> type = load(name);
          if (isSeen(type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String packageOf(String className) {
    return className.substring(BASE.length(), Math.max(BASE.length(), className.lastIndexOf('.')));
  }

  private static boolean isOfApi(String room) {
    return ArchitectureTest.MAY_USE.containsKey(room) && !ArchitectureTest.INTERNAL.contains(room);
  }

  private static boolean isSeen(Class<?> type) {
    boolean seen = !type.isAnonymousClass() && !type.isLocalClass();
    for (Class<?> outer = type; seen && outer != null; outer = outer.getDeclaringClass()) {
      seen = isSeen(outer.getModifiers(), outer.getDeclaringClass());
    }
    return seen;
  }

  /** Whether a member is public, or protected in a class that users can extend. */
  private static boolean isSeen(int modifiers, Class<?> of) {
    return Modifier.isPublic(modifiers)
        || (Modifier.isProtected(modifiers) && of != null && !Modifier.isFinal(of.getModifiers()));
  }

  /** The members of a type that mention what is no part of the API, with that. */
  private static Set<String> leaks(Class<?> type) {
    Set<String> leaks = new TreeSet<>();
    String name = type.getName().substring(BASE.length());
    Set<Class<?>> parents = new HashSet<>();
    Class<?> parent = type.getSuperclass();
    if (parent != null && isHiddenParent(parent)) {
      leaks.addAll(leaks(parent)); // users see its public members, but not itself
    } else {
      collect(type.getGenericSuperclass(), parents);
    }
    Stream.of(type.getGenericInterfaces()).forEach(each -> collect(each, parents));
    Stream.of(type.getTypeParameters()).forEach(each -> collect(each, parents));
    addLeaks(name, parents, leaks);
    for (Field field : type.getDeclaredFields()) {
      if (isSeen(field, type)) {
        Set<Class<?>> mentioned = new HashSet<>();
        collect(field.getGenericType(), mentioned);
        addLeaks(name + "." + field.getName(), mentioned, leaks);
      }
    }
    Stream.concat(Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredConstructors()))
        .filter(each -> isSeen(each, type))
        .forEach(each -> addLeaks(name + "." + nameOf(each), mentions(each), leaks));
    return leaks;
  }

  private static boolean isHiddenParent(Class<?> parent) {
    String name = parent.getName();
    return name.startsWith(BASE) && isOfApi(packageOf(name)) && !isSeen(parent);
  }

  private static boolean isSeen(Member member, Class<?> of) {
    return isSeen(member.getModifiers(), of) && !member.isSynthetic();
  }

  private static String nameOf(Executable member) {
    return member instanceof Constructor<?> ? "new" : member.getName();
  }

  private static Set<Class<?>> mentions(Executable member) {
    Set<Class<?>> mentioned = new HashSet<>();
    Stream.of(member.getGenericParameterTypes()).forEach(each -> collect(each, mentioned));
    Stream.of(member.getGenericExceptionTypes()).forEach(each -> collect(each, mentioned));
    Stream.of(member.getTypeParameters()).forEach(each -> collect(each, mentioned));
    if (member instanceof Method method) {
      collect(method.getGenericReturnType(), mentioned);
    }
    return mentioned;
  }

  private static void collect(Type type, Set<Class<?>> into) {
    if (type instanceof Class<?> plain) {
      into.add(plain.isArray() ? elementOf(plain) : plain);
    } else if (type instanceof GenericArrayType array) {
      collect(array.getGenericComponentType(), into);
    } else if (type instanceof ParameterizedType parameterized) {
      collect(parameterized.getRawType(), into);
      Stream.of(parameterized.getActualTypeArguments()).forEach(each -> collect(each, into));
    } else if (type instanceof WildcardType wildcard) {
      Stream.of(wildcard.getUpperBounds()).forEach(each -> collect(each, into));
      Stream.of(wildcard.getLowerBounds()).forEach(each -> collect(each, into));
    } else if (type instanceof TypeVariable<?> variable) {
      Stream.of(variable.getBounds())
          .filter(each -> each instanceof Class<?>)
          .forEach(each -> collect(each, into));
    }
  }

  private static Class<?> elementOf(Class<?> array) {
    Class<?> element = array;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  private static void addLeaks(String member, Set<Class<?>> mentioned, Set<String> leaks) {
    for (Class<?> type : mentioned) {
      if (!mayBeSeen(type)) {
        leaks.add(member + ": " + type.getName().replace(BASE, ""));
      }
    }
  }

  private static boolean mayBeSeen(Class<?> type) {
    String name = type.getName();
    if (name.startsWith(BASE)) {
      return isSeen(type) && isOfApi(packageOf(name));
    }
    return type.isPrimitive() || name.startsWith("java.") || OUTSIDE.contains(name);
  }

  @Test
  void signaturesMentionTypesOfTheApiOnly() throws IOException, URISyntaxException {
    Set<String> leaks = new TreeSet<>();
    List<Class<?>> types = api();
    assertTrue(types.size() > 100, () -> "expected the types of the API, got " + types);
    Set<String> excepted = new TreeSet<>();
    for (Class<?> type : types) {
      String name = type.getName().substring(BASE.length());
      if (!EXCEPTIONS.containsKey(name)) {
        leaks.addAll(leaks(type));
      } else if (!leaks(type).isEmpty()) {
        excepted.add(name);
      }
    }

    assertEquals(Set.of(), leaks);
    assertEquals(new TreeSet<>(EXCEPTIONS.keySet()), excepted, "exceptions that are needed");
  }

  /** A class whose signatures mention what the API has not, in each place. */
  @SuppressWarnings("unused")
  public abstract static class Leaking<T extends java.util.function.Supplier<ApiTest>>
      implements java.util.function.Supplier<ApiTest[]> {
    public final List<? extends ApiTest> field = List.of();

    protected Leaking(ApiTest of) {}

    public abstract Set<List<ApiTest[]>> answer();

    abstract ApiTest unseen();
  }

  @Test
  void seesWhatItLooksFor() {
    String name = Leaking.class.getName().substring(BASE.length());

    assertEquals(
        Set.of(
            name + ": ApiTest",
            name + ".answer: ApiTest",
            name + ".field: ApiTest",
            name + ".new: ApiTest"),
        leaks(Leaking.class));
    assertTrue(mayBeSeen(Dataset.class));
    assertFalse(mayBeSeen(org.bytedeco.javacpp.Pointer.class));
  }
}
