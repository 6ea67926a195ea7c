package io.github.fallline.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameListTest {
  static Stream<Arguments> lists() {
    return Stream.of(
        Arguments.of("a", List.of("a")),
        Arguments.of("a,b", List.of("a", "b")),
        Arguments.of("a,,b,", List.of("a", "", "b", "")),
        Arguments.of("", List.of("")),
        Arguments.of("\"a,b\"", List.of("a,b")),
        Arguments.of("x,\"a,b\",\"c\"", List.of("x", "a,b", "c")),
        Arguments.of("\"a\"\"b\",c", List.of("a\"b", "c")),
        Arguments.of("\"\",c", List.of("", "c")),
        Arguments.of("5\" pipe,c", List.of("5\" pipe", "c")),
        Arguments.of(" a , b", List.of(" a ", " b")));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void namesAreQuotedAsInCsv(String text, List<String> names) {
    assertEquals(names, NameList.of("--features", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a", "a,\"b", "\"a\"b", "\"", "\"a\"\"", "\"a\" ,b"})
  void quotesThatDoNotPairAreRejected(String text) {
    assertThrows(UsageException.class, () -> NameList.of("--features", text));
  }
}
