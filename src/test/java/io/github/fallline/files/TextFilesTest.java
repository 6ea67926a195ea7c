package io.github.fallline.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFilesTest {
  @TempDir Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name :
        List.of(
            "d/b.csv",
            "d/a.csv.gz",
            "d/C.TSV",
            "d/.hidden.csv",
            "d/_SUCCESS",
            "d/README.md",
            "d/sub/x.csv",
            "e/readme",
            "f/p-10.csv",
            "f/p-2.csv",
            "f/q.csv",
            "[1].csv")) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x,y\n");
    }
    Files.createDirectories(directory.resolve("empty"));
  }

  private TextSource of(String arguments) {
    List<String> all = new ArrayList<>();
    for (String argument : arguments.split(" ", -1)) {
      all.add(directory + "/" + argument);
    }
    return TextFiles.ofArguments(all);
  }

  private String relative(String text) {
    return text.replace(directory + "/", "");
  }

  @ParameterizedTest
  @CsvSource({
    "d/b.csv, d/b.csv",
    "d/b.csv d/a.csv.gz, d/b.csv d/a.csv.gz",
    "d, d/C.TSV d/a.csv.gz d/b.csv",
    "d/ f/q.csv, d/C.TSV d/a.csv.gz d/b.csv f/q.csv",
    "f/*, f/p-10.csv f/p-2.csv f/q.csv",
    "f/p-*.csv, f/p-10.csv f/p-2.csv",
    "f/p-?.csv, f/p-2.csv",
    "'f/[pq]*.csv d/b.csv', f/p-10.csv f/p-2.csv f/q.csv d/b.csv",
    "'f/{q,p-2}.csv', f/p-2.csv f/q.csv",
    "*/sub, d/sub/x.csv",
    "?/b.csv, d/b.csv",
    "d/.h*, d/.hidden.csv",
    "d/_*, d/_SUCCESS",
    "[1].csv, [1].csv",
    "e/readme, e/readme"
  })
  void directoriesAndPatternsAreFilesByName(String arguments, String expected) {
    StringBuilder names = new StringBuilder();
    for (TextInput text : of(arguments).texts()) {
      names.append(names.isEmpty() ? "" : " ").append(relative(text.name()));
    }
    assertEquals(expected, names.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "e ! e: a directory without tables (1 other file); expected files such as .csv, .tsv, .txt"
            + " or .csv.gz in it (name others one by one, or with a pattern: e/*)",
        "empty ! empty: a directory without tables (it is empty); expected files",
        "f/*.txt ! f/*.txt: no file matches; check the pattern",
        "none/*.csv ! none/*.csv: no file matches; check the pattern",
        "f/[p.csv ! f/[p.csv: no such file, nor a valid pattern; "
      })
  void whatIsNoFileIsAnError(String arguments, String expected) {
    InputException error = assertThrows(InputException.class, () -> of(arguments));
    String found = relative(error.getMessage());
    assertTrue(found.startsWith(expected), found);
  }

  @Test
  void namesTellHowManyThereAre() {
    assertEquals("d (3 files)", relative(of("d").name()));
    assertEquals("d (3 files)", relative(of("d/").name()));
    assertEquals("f/p-* (2 files)", relative(of("f/p-*").name()));
    assertEquals("d/b.csv and 1 more file", relative(of("d/b.csv f/q.csv").name()));
    assertEquals("d/C.TSV and 3 more files", relative(of("d f/q.csv").name()));
    assertEquals("f/q.csv", relative(of("f/q.*").name()));
    assertEquals("standard input", TextFiles.ofArguments(List.of("-")).name());
  }

  @Test
  void standardInputIsAlone() {
    for (List<String> arguments : List.of(List.of("-", "a.csv"), List.of("-", "-"))) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> TextFiles.ofArguments(arguments));
      assertEquals(
          "standard input (-) is read alone; expected only - or only files", error.getMessage());
    }
  }

  @Test
  void sizesAreAddedUpIfAllAreKnown() throws IOException {
    assertEquals(OptionalLong.of(12), of("d").size());
    Files.writeString(directory.resolve("d/empty.csv"), "");
    assertEquals(OptionalLong.empty(), of("d").size());
    assertEquals(
        Arrays.asList(directory.resolve("f/q.csv"), directory.resolve("d/b.csv")),
        of("f/q.csv d/b.csv").paths());
  }
}
